"""The form of an announcement: what it begins with, counts, keeps and refuses."""

from __future__ import annotations

from datetime import datetime

import pytest

from netevent.announcements.announcement import Audience, Kind, Starts
from tests.announcements.office.announced import PAGE, POSTED, announcement, announcements, text_of, write
from tests.conftest import LogIn
from tests.door import Door
from tests.factories import insert_session
from tests.team.people import insert_team

pytestmark = pytest.mark.usefixtures("app")


async def test_what_is_posted_becomes_a_draft_and_its_page_shows_it(door: Door, log_in_as: LogIn):
    olga, token = await log_in_as("olga")
    answer = await olga.post(f"{PAGE}/new", form=POSTED, headers=token)
    (kept,) = await announcements(door)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{PAGE}/{kept.id}")
    assert (kept.draft.audience, kept.draft.by_push, kept.sent_by) == (Audience.everybody, False, "Olga")
    page = await text_of(olga, f"{PAGE}/{kept.id}")
    for said in ("The draft is saved.", "Hello Guest1, come in.", "Send now to 12 people"):
        assert said in page, said


async def test_the_ready_invitation_is_there_in_all_languages_and_goes_by_mail_alone(
    door: Door, log_in_as: LogIn
):
    olga, token = await log_in_as("olga")
    page = await text_of(olga, f"{PAGE}/new?ready=invitation")
    assert "You are invited: {event}" in page
    assert "Sie sind eingeladen" in page
    assert 'name="by_push"' not in page
    form = POSTED | {"audience": "newcomers", "subject_de": "Hallo", "body_de": "Kommen Sie: {link}"}
    await olga.post(f"{PAGE}/new?ready=invitation", form=form, headers=token)
    (kept,) = await announcements(door)
    assert kept.draft.kind is Kind.invitation
    assert kept.words("de").body == "Kommen Sie: {link}"
    assert "{link}" in kept.words("pl").body
    assert (kept.draft.by_mail, kept.draft.on_pages) == (True, False)


async def test_nothing_typed_is_lost_where_it_is_refused(door: Door, log_in_as: LogIn):
    olga, token = await log_in_as("olga")
    form = POSTED | {"subject_en": "", "subject_de": "Nur ein Betreff", "audience": "type", "starts": "at"}
    answer = await olga.post(f"{PAGE}/new", form=form, headers=token)
    page = await answer.get_data(as_text=True)
    assert answer.status_code == 422
    for said in (
        "Hello {first_name}, come in.",
        "Nur ein Betreff",
        "Write both a subject and a text, or neither.",
        "Choose a type.",
        "Write the day and the time.",
    ):
        assert said in page, said
    assert await announcements(door) == []


async def test_the_moment_is_the_clock_of_the_events_zone(door: Door, log_in_as: LogIn):
    olga, token = await log_in_as("olga")
    form = POSTED | {"starts": "at", "send_at": "2030-07-01T09:30"}
    await olga.post(f"{PAGE}/new", form=form, headers=token)
    (kept,) = await announcements(door)
    assert (kept.draft.starts, kept.draft.send_at) == (Starts.at, datetime.fromisoformat("2030-07-01T07:30"))
    assert 'value="2030-07-01T09:30' in await text_of(olga, f"{PAGE}/{kept.id}/edit")


async def test_a_choice_is_counted_before_it_is_saved_with_and_without_javascript(
    door: Door, log_in_as: LogIn
):
    olga, token = await log_in_as("olga")
    session_id = await insert_session(door.database, 1, datetime.fromisoformat("2030-07-01T09:00"), 45)
    assert "12 people would" in await text_of(olga, f"{PAGE}/count?audience=everybody")
    assert "3 people would" in await text_of(olga, f"{PAGE}/count?audience=type&type_id=1")
    assert "0 people would" in await text_of(olga, f"{PAGE}/count?audience=session&session_id={session_id}")
    assert "Choose one" in await text_of(olga, f"{PAGE}/count?audience=type&type_id=x")
    form = POSTED | {"audience": "type", "type_id": "1", "count": "1", "subject_en": ""}
    answer = await olga.post(f"{PAGE}/new", form=form, headers=token)
    page = await answer.get_data(as_text=True)
    assert (answer.status_code, "3 people would" in page) == (200, True)
    assert await announcements(door) == []


async def test_a_type_of_another_event_counts_nobody_and_is_refused(door: Door, log_in_as: LogIn):
    otto, token = await log_in_as("otto")
    page = PAGE.replace("/1/", "/2/")
    assert "0 people would" in await text_of(otto, f"{page}/count?audience=type&type_id=1")
    form = POSTED | {"audience": "type", "type_id": "1"}
    assert (await otto.post(f"{page}/new", form=form, headers=token)).status_code == 422


async def test_who_was_slower_keeps_what_was_typed_and_reads_the_others_words(door: Door, log_in_as: LogIn):
    number = await write(door)
    await insert_team(door.database)
    (olga, token), (edda, her_token) = await log_in_as("olga"), await log_in_as("edda")
    seen_at = (await announcement(door, number)).changed_at.isoformat()
    path, mine = f"{PAGE}/{number}/edit", POSTED | {"seen_at": seen_at, "subject_en": "Mine"}
    await edda.post(path, form=mine | {"subject_en": "Hers"}, headers=her_token)
    answer = await olga.post(path, form=mine, headers=token)
    page = await answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "Somebody else has changed this meanwhile" in page
    assert 'value="Mine"' in page
    assert "Hers" in page
    now = (await announcement(door, number)).changed_at.isoformat()
    assert f'value="{now}"' in page
    await olga.post(path, form=mine | {"seen_at": now}, headers=token)
    assert (await announcement(door, number)).words("en").subject == "Mine"


async def test_what_may_be_a_mistake_is_said_and_kept(door: Door, log_in_as: LogIn):
    olga, token = await log_in_as("olga")
    form = POSTED | {"audience": "newcomers", "body_en": "Hello {name}, come."}
    await olga.post(f"{PAGE}/new?ready=invitation", form=form, headers=token)
    (kept,) = await announcements(door)
    page = await text_of(olga, f"{PAGE}/{kept.id}")
    assert "Nothing is filled in for {name}" in page
    assert "The text in English has neither {link} nor {badge}" in page


async def test_a_viewer_and_others_write_nothing(door: Door, log_in_as: LogIn):
    number = await write(door)
    await insert_team(door.database)
    for name, refused in (("vera", 403), ("otto", 404), ("marta", 403), ("guest1", 403)):
        client, token = await log_in_as(name)
        for path in (f"{PAGE}/new", f"{PAGE}/{number}/edit"):
            assert (await client.get(path)).status_code == refused, (name, path)
            assert (await client.post(path, form=POSTED, headers=token)).status_code == refused, (name, path)
    assert len(await announcements(door)) == 1


async def test_another_events_announcement_is_not_there(door: Door, log_in_as: LogIn):
    theirs = await write(door, event_id=2)
    olga, token = await log_in_as("olga")
    for path in ("", "/edit", "/send", "/delete"):
        assert (await olga.get(f"{PAGE}/{theirs}{path}")).status_code == 404, path
    for path in ("/edit", "/send", "/delete", "/stop", "/test", "/schedule", "/unschedule"):
        answer = await olga.post(f"{PAGE}/{theirs}{path}", form=POSTED, headers=token)
        assert answer.status_code == 404, path


async def test_there_is_nothing_ready_under_an_unknown_name(log_in_as: LogIn):
    olga, _ = await log_in_as("olga")
    assert (await olga.get(f"{PAGE}/new?ready=x")).status_code == 404
    assert (await olga.get(f"{PAGE}/new?ready=reminder&of=99999")).status_code == 404


async def test_a_moment_that_the_clock_skips_is_asked_for_again_and_of_two_the_first_is_meant(
    door: Door, log_in_as: LogIn
):
    """In Amsterdam, on the nights in which the clock moves."""
    olga, token = await log_in_as("olga")
    skipped = POSTED | {"starts": "at", "send_at": "2027-03-28T02:30"}
    answer = await olga.post(f"{PAGE}/new", form=skipped, headers=token)
    assert answer.status_code == 422
    assert await announcements(door) == []
    twice = POSTED | {"starts": "at", "send_at": "2027-10-31T02:30"}
    assert (await olga.post(f"{PAGE}/new", form=twice, headers=token)).status_code == 303
    (kept,) = await announcements(door)
    assert kept.draft.send_at == datetime.fromisoformat("2027-10-31T00:30")
    assert 'value="2027-10-31T02:30' in await text_of(olga, f"{PAGE}/{kept.id}/edit")


@pytest.mark.attack("marks that turn text around, line breaks and markup in a subject", "one line of text")
async def test_a_hostile_subject_is_one_line_of_text(door: Door, log_in_as: LogIn):
    olga, token = await log_in_as("olga")
    hostile = "\u202eHall\u2066\r\nBcc: all@example.org\x00 <b onclick=x>open</b>"
    await olga.post(f"{PAGE}/new", form=POSTED | {"subject_en": hostile}, headers=token)
    (kept,) = await announcements(door)
    assert kept.words("en").subject == "Hall Bcc: all@example.org <b onclick=x>open</b>"
    assert "<b onclick" not in await text_of(olga, f"{PAGE}/{kept.id}")
