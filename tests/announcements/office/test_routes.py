"""The organizer's pages of announcements: the list, and one with what became of it."""

from __future__ import annotations

import html
import re

import pytest

from netevent.announcements.announcement import State, Words
from netevent.announcements.recipients.recipient import Which
from netevent.core.database.tables import announcement_recipients
from netevent.core.web.policy import framed_policy
from tests.announcements.office.announced import PAGE, put_results, text_of, write
from tests.conftest import LogIn
from tests.door import Door

pytestmark = pytest.mark.usefixtures("app")


async def test_an_empty_list_says_what_to_do_first(log_in_as: LogIn):
    olga, _ = await log_in_as("olga")
    page = await text_of(olga, PAGE)
    for said in (
        "Invite your attendees",
        "Look at the invitation",
        "Tomorrow is the day",
        "New announcement",
    ):
        assert said in page, said


async def test_the_list_has_drafts_progress_and_sums(door: Door, log_in_as: LogIn):
    await write(door)
    for state in (State.sending, State.sent):
        await put_results(door, await write(door), state)
    olga, _ = await log_in_as("olga")
    page = await text_of(olga, PAGE)
    for said in ("Not sent yet", "Being sent", "<progress", "Came back</dt><dd>3", "Opened</dt><dd>3"):
        assert said in page, said


async def test_the_page_says_what_became_of_it_and_with_whom(door: Door, log_in_as: LogIn):
    number = await write(door)
    await put_results(door, number)
    olga, _ = await log_in_as("olga")
    page = await text_of(olga, f"{PAGE}/{number}")
    for said in (
        "550 No such user here",
        "came back",
        "held back: the address does not work",
        "reported as spam",
        "no email address",
        "/organizer/event/1/attendees/5",
        "Remind those who have not opened it",
    ):
        assert said in page, said


async def test_the_people_are_narrowed_and_come_in_parts(
    door: Door, log_in_as: LogIn, monkeypatch: pytest.MonkeyPatch
):
    number = await write(door)
    await put_results(door, number)
    olga, _ = await log_in_as("olga")
    refused = await text_of(olga, f"{PAGE}/{number}?which=refused")
    assert ("550 No such user here" in refused, "guest10@example.com" in refused) == (True, False)
    assert "Nobody here." in await text_of(olga, f"{PAGE}/{number}?which={Which.opened}&after=99999")
    monkeypatch.setattr("netevent.announcements.office.reading.SHOWN", 4)
    first = await text_of(olga, f"{PAGE}/{number}?which=nonsense")
    assert "More people" in first
    rows = await door.database.read(
        lambda tx: tx.execute(announcement_recipients.select().order_by(announcement_recipients.c.id)).all()
    )
    second = await text_of(olga, f"{PAGE}/{number}?after={rows[3].id}")
    assert "From the beginning" in second
    assert "guest4@example.com" not in second
    assert "guest5@example.com" in second


async def test_the_preview_is_of_a_real_person_in_the_language_that_is_chosen(door: Door, log_in_as: LogIn):
    number = await write(door)
    olga, _ = await log_in_as("olga")
    assert "Hello Guest7, come in." in await text_of(olga, f"{PAGE}/{number}?person=7&in=en")
    shown = await text_of(olga, f"{PAGE}/{number}?person=13&in=de")
    assert "Hello Guest1, come in." in shown, "Guest 13 is at another event"
    assert "There is no text in this language" in shown


async def test_the_preview_is_the_mail_as_it_arrives_in_a_frame_that_may_do_nothing(
    door: Door, log_in_as: LogIn
):
    number = await write(door)
    olga, _ = await log_in_as("olga")
    page = await text_of(olga, f"{PAGE}/{number}?person=7&in=de")
    frame = f"{PAGE}/{number}/html?person=7&amp;in=de"
    assert re.search(r'<iframe [^>]*sandbox [^>]*src="' + re.escape(frame), page)
    assert ("Event 1 &lt;no-reply@localhost&gt;" in page, "olga@example.com" in page) == (True, True)
    answer = await olga.get(html.unescape(frame))
    mail = str(await answer.get_data(as_text=True))
    style = mail.split("<style>")[1].split("</style>")[0]
    assert answer.headers.getlist("Content-Security-Policy") == [framed_policy(style)]
    for said in ('<html lang="de"', '<div lang="en">', "Hello Guest7, come in.", "Diese E-Mails abbestellen"):
        assert said in mail, said


async def test_links_of_the_preview_are_nobodys(door: Door, log_in_as: LogIn):
    number = await write(door, texts={"en": Words("Come", "{link} {badge} {calendar}")})
    olga, _ = await log_in_as("olga")
    for address in (f"{PAGE}/{number}", f"{PAGE}/{number}/html?person=7"):
        links = re.findall(r"https?://[^\s\"<]+", await text_of(olga, address))
        assert all("/example" in link for link in links), links


async def test_there_is_a_mail_to_see_only_where_it_goes_by_mail(door: Door, log_in_as: LogIn):
    number = await write(door, by_mail=False)
    olga, _ = await log_in_as("olga")
    assert "<iframe" not in await text_of(olga, f"{PAGE}/{number}")
    assert (await olga.get(f"{PAGE}/{number}/html")).status_code == 404
    assert (await olga.get(f"{PAGE}/99999/html")).status_code == 404


async def test_what_is_important_cannot_be_turned_off_in_the_preview_either(door: Door, log_in_as: LogIn):
    number = await write(door, is_important=True)
    olga, _ = await log_in_as("olga")
    assert "Turn off these emails" not in await text_of(olga, f"{PAGE}/{number}/html?in=en")


async def test_it_is_said_how_many_get_no_email_and_why(door: Door, log_in_as: LogIn):
    number = await write(door)
    await door.change_attendee(2, wants_announcements=False)
    await door.change_attendee(3, wants_announcements=False)
    olga, _ = await log_in_as("olga")
    page = await text_of(olga, f"{PAGE}/{number}")
    assert "2 of them get no email:" in page
    assert "wants no announcements: 2" in page
    important = await text_of(olga, f"{PAGE}/{await write(door, is_important=True)}")
    assert "get no email" not in important


async def test_the_figures_are_fetched_alone(door: Door, log_in_as: LogIn):
    number = await write(door)
    await put_results(door, number)
    olga, _ = await log_in_as("olga")
    part = await text_of(olga, f"{PAGE}/outcome?id={number}&which=refused")
    assert part.lstrip().startswith('<div class="stack" id="announcement-outcome">')
    assert "550 No such user here" in part
    assert (await olga.get(f"{PAGE}/outcome?id=99999")).status_code == 404
