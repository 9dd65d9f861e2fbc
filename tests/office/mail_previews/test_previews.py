"""Each mail of an event as its organizer sees it beforehand, and whom it comes from."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from sqlalchemy import delete, update

from netevent.core import i18n
from netevent.core.database.tables import attendees, events
from netevent.core.jobs.queries import select_job
from netevent.core.mail import Mail, Recipient, queue_mail
from netevent.core.mail.message import MailSender
from netevent.core.mail.outbox import MAIL
from netevent.core.web.policy import framed_policy
from netevent.events.mail_sender.arriving import Arriving
from netevent.events.mail_sender.queries import select_chosen
from netevent.office.mail_previews.reading import read_material, read_preview
from netevent.office.mail_previews.samples.all import SAMPLES
from netevent.registration.orders.mailing.jobs import News
from tests.conftest import LogIn
from tests.door import Door
from tests.team.people import insert_team

PAGE = "/organizer/event/1/mails"
BASE, SERVER = "https://netevent.example", "NetEvent <door@netevent.example>"
KEYS = [one.key for one in SAMPLES]
# About an account of the server, not about an event; and what nobody sends.
OF_NO_EVENT = {"password_link", "address_link", "address_changed", "login_guard", "written"}
NASTY = "<b>Tom</b> & {{ 7 * 7 }}"


async def text(answer: Any) -> str:
    return str(await answer.get_data(as_text=True))


async def preview(door: Door, key: str, language: str = "en") -> Arriving:
    return (await door.database.read(read_preview, 1, key, language, BASE, SERVER)).mail


async def test_every_mail_of_an_event_has_a_sample(door: Door):
    of = await door.database.read(read_material, 1, "en", BASE)
    assert {one.make(of).template for one in SAMPLES} | OF_NO_EVENT == {
        kind.template for kind in Mail.__subclasses__()
    }


def test_everything_that_is_told_of_an_order_has_a_sample():
    """Who was handed a seat gets a mail of its own."""
    told = {f"order_{news}" for news in News if news is not News.handed_over}
    assert told <= set(KEYS)


async def test_a_subject_is_the_same_before_a_mail_is_kept_and_after(door: Door):
    """It is the title of the job, which is written before the values are read back."""
    of = await door.database.read(read_material, 1, "de", BASE)
    for one in SAMPLES:
        to = Recipient("marta@example.com", "de", event_id=1)
        queued = await door.database.transact(queue_mail, one.make(of), to)
        assert queued is not None
        job = await door.database.read(select_job, queued.job_id)
        assert job is not None
        assert job.title == MAIL.arguments.read(job.arguments).subject, one.key


@pytest.mark.parametrize("language", [one.code for one in i18n.SEVEN])
async def test_every_mail_can_be_seen_in_every_language(door: Door, language: str):
    """With the event's name, the reason, and whom it comes from."""
    for key in KEYS:
        shown = await preview(door, key, language)
        assert f'<html lang="{language}"' in shown.html
        assert re.search("<h1[^>]*>(<font[^>]*>)?Event 1<", shown.html), key
        assert shown.text.startswith("Event 1\n"), key
        reason = shown.text.split("----\n")[1]
        assert len(reason) > 30, key
        words = reason.split(" \n")[0].split()[:4]
        assert " ".join(words) in html.unescape(shown.html), key
        assert shown.sender.who == "Event 1 <door@netevent.example>"
        assert shown.sender.reply_to == "olga@example.com"


@pytest.mark.attack("a name with HTML and template language in every mail", "it stands there as it was typed")
async def test_names_are_literal_in_every_mail(door: Door):
    await door.change_attendee(1, first_name=NASTY)
    named = update(events).where(events.c.id == 1).values(name=NASTY)
    await door.database.transact(lambda tx: tx.execute(named))
    for key in KEYS:
        shown = await preview(door, key)
        assert NASTY in " ".join(shown.text.split()), key
        assert "<b>Tom" not in shown.html, key
        assert "&lt;b&gt;Tom&lt;/b&gt; &amp; {{ 7 * 7 }}" in shown.html, key


async def test_links_of_a_preview_open_nothing(door: Door):
    for key in KEYS:
        shown = await preview(door, key)
        links = set(re.findall(r"https?://[^\s\"<]+", shown.text + shown.html))
        assert links <= {f"{BASE}/example-link", f"{BASE}/attendee/connection-requests"}, key
        assert not re.search(r"[0-9a-f]{32}", shown.text), key


async def test_only_what_can_be_refused_has_a_link_to_refuse_it(door: Door):
    can_be = {key for key in KEYS if "Turn off these emails" in (await preview(door, key)).text}
    assert can_be == {"digest", "invitation"}


async def test_a_preview_is_to_the_first_attendee_or_to_somebody_made_up(door: Door, log_in_as: LogIn):
    olga, _ = await log_in_as("olga")
    assert "Guest1" in (await preview(door, "personal_link")).text
    await door.database.transact(lambda tx: tx.execute(delete(attendees)))
    assert "Robin" in (await preview(door, "personal_link")).text
    assert "Nobody is registered yet" in await text(await olga.get(f"{PAGE}/personal_link"))


async def test_the_frame_of_a_preview_lets_the_mail_do_nothing(log_in_as: LogIn):
    olga, _ = await log_in_as("olga")
    page = await text(await olga.get(f"{PAGE}/personal_link?in=de"))
    frame = f"{PAGE}/personal_link/html?in=de"
    assert re.search(r'<iframe [^>]*sandbox [^>]*src="' + re.escape(frame), page)
    answer = await olga.get(frame)
    mail = await text(answer)
    style = mail.split("<style>")[1].split("</style>")[0]
    assert answer.headers.getlist("Content-Security-Policy") == [framed_policy(style)]
    assert '<html lang="de"' in mail
    assert answer.headers["Cache-Control"] == "no-store"


async def test_a_page_has_the_policy_of_all_pages(log_in_as: LogIn):
    olga, _ = await log_in_as("olga")
    await olga.get(f"{PAGE}/personal_link/html")
    (policy,) = (await olga.get(f"{PAGE}/personal_link")).headers.getlist("Content-Security-Policy")
    assert "frame-ancestors 'none'" in policy


async def test_the_list_says_of_each_mail_what_causes_it(log_in_as: LogIn):
    olga, _ = await log_in_as("olga")
    page = await text(await olga.get(PAGE))
    for one in SAMPLES:
        assert f'{PAGE}/{one.key}"' in page
        assert one.cause in page


async def test_the_organizer_chooses_whom_mails_come_from(door: Door, log_in_as: LogIn):
    olga, token = await log_in_as("olga")
    form = {"name": "  The   summit ", "reply_to": "Olga <answers@example.com>"}
    answer = await olga.post(PAGE, form=form, headers=token)
    assert (answer.status_code, answer.headers["Location"]) == (303, PAGE)
    assert await door.database.read(select_chosen, 1) == MailSender("The summit", "answers@example.com")
    assert await door.database.read(select_chosen, 2) == MailSender()
    page = await text(await olga.get(PAGE))
    assert ("The summit &lt;no-reply@localhost&gt;" in page, "answers@example.com" in page) == (True, True)
    await olga.post(PAGE, form={"name": "", "reply_to": ""}, headers=token)
    assert await door.database.read(select_chosen, 1) == MailSender()


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "a@b"},
        {"name": "Bank <x>"},
        {"name": '"Bank"'},
        {"name": "see bank.com"},
        {"name": "x" * 101},
        {"reply_to": "olga"},
        {"reply_to": "a@example.com, b@example.com"},
    ],
)
async def test_what_cannot_stand_in_a_mail_is_refused(door: Door, log_in_as: LogIn, wrong: dict[str, str]):
    olga, token = await log_in_as("olga")
    answer = await olga.post(PAGE, form=wrong, headers=token)
    assert answer.status_code == 422
    assert await door.database.read(select_chosen, 1) == MailSender()


async def test_a_viewer_looks(door: Door, log_in_as: LogIn):
    await insert_team(door.database)
    vera, token = await log_in_as("vera")
    page = await text(await vera.get(PAGE))
    assert ("olga@example.com" in page, 'name="reply_to"' in page) == (True, False)
    assert (await vera.get(f"{PAGE}/digest")).status_code == 200
    assert (await vera.get(f"{PAGE}/digest/html")).status_code == 200
    assert (await vera.post(PAGE, form={"name": "Mine"}, headers=token)).status_code == 403


@pytest.mark.parametrize(("name", "status"), [("otto", 404), ("marta", 403), ("guest1", 403)])
async def test_nobody_else_sees_them(door: Door, log_in_as: LogIn, name: str, status: int):
    client, token = await log_in_as(name)
    for page in (PAGE, f"{PAGE}/digest", f"{PAGE}/digest/html"):
        assert (await client.get(page)).status_code == status
    assert (await client.post(PAGE, form={"name": "Mine"}, headers=token)).status_code == status


async def test_a_mail_that_there_is_not_is_not_found(log_in_as: LogIn):
    olga, _ = await log_in_as("olga")
    for page in (f"{PAGE}/nothing", f"{PAGE}/nothing/html", "/organizer/event/999/mails"):
        assert (await olga.get(page)).status_code == 404
