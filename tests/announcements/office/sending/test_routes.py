"""The buttons of an announcement: sent once, stopped, scheduled, tried, deleted, and by whom."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from netevent.announcements.announcement import Audience, Starts, State
from netevent.core import clock
from netevent.core.database.tables import announcement_recipients, jobs, mails
from netevent.core.site import Application
from tests.announcements.office.announced import PAGE, announcement, announcements, text_of, write
from tests.conftest import LogIn
from tests.door import Door
from tests.team.people import insert_team

pytestmark = pytest.mark.usefixtures("app")


async def count(door: Door, table) -> int:
    statement = select(func.count()).select_from(table)
    return int(await door.database.read(lambda tx: tx.execute(statement).scalar_one()))


async def test_it_asks_with_the_number_and_is_sent_once_however_often_it_is_said(
    door: Door, log_in_as: LogIn
):
    number = await write(door)
    olga, token = await log_in_as("olga")
    assert "Send this to 12 people?" in await text_of(olga, f"{PAGE}/{number}/send")
    for _ in range(2):
        answer = await olga.post(f"{PAGE}/{number}/send", headers=token)
        assert (answer.status_code, answer.headers["Location"]) == (303, f"{PAGE}/{number}")
    found = await announcement(door, number)
    assert found.state in (State.sending, State.sent)
    ordered = select(func.count()).select_from(jobs).where(jobs.c.kind == "announcement")
    assert await door.database.read(lambda tx: tx.execute(ordered).scalar_one()) == 1
    assert (await olga.get(f"{PAGE}/{number}/send")).status_code == 303


async def test_a_test_goes_to_who_asks_for_it_and_to_nobody_else(door: Door, log_in_as: LogIn):
    number = await write(door)
    olga, token = await log_in_as("olga")
    await olga.post(f"{PAGE}/{number}/test", headers=token)
    assert "A test is on its way to olga@example.com." in await text_of(olga, f"{PAGE}/{number}")
    rows = await door.database.read(lambda tx: tx.execute(select(mails.c.email_key)).scalars().all())
    titles = await door.database.read(
        lambda tx: tx.execute(select(jobs.c.title).where(jobs.c.kind == "mail")).scalars().all()
    )
    assert list(rows) == ["olga@example.com"]
    assert list(titles) == ["Test: The hall is open"]
    assert await count(door, announcement_recipients) == 0
    assert (await announcement(door, number)).state is State.draft


async def test_a_new_account_writes_to_few_people_on_its_first_day(
    door: Door, log_in_as: LogIn, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("netevent.identity.mail_budget.MAILS_OF_THE_FIRST_DAY", "5/day")
    monkeypatch.setattr("netevent.identity.mail_budget.IS_NEW_FOR", timedelta(days=30_000))
    monkeypatch.setattr("netevent.settings.Settings.can_mail", property(lambda self: True))
    number = await write(door, starts=Starts.at, send_at=clock.now() + timedelta(days=1))
    olga, token = await log_in_as("olga")
    answer = await olga.post(f"{PAGE}/{number}/send", headers=token)
    assert answer.status_code == 429
    assert "on its first day" in await answer.get_data(as_text=True)
    await olga.post(f"{PAGE}/{number}/schedule", headers=token)
    assert "on its first day" in await text_of(olga, f"{PAGE}/{number}")
    assert (await announcement(door, number)).state is State.draft


@pytest.mark.attack("a new account schedules for few and then chooses everybody", "429")
async def test_whom_a_scheduled_one_is_for_is_counted_again_where_it_changes(
    door: Door, log_in_as: LogIn, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("netevent.identity.mail_budget.MAILS_OF_THE_FIRST_DAY", "5/day")
    monkeypatch.setattr("netevent.identity.mail_budget.IS_NEW_FOR", timedelta(days=30_000))
    monkeypatch.setattr("netevent.settings.Settings.can_mail", property(lambda self: True))
    number = await write(
        door,
        audience=Audience.type,
        audience_id=1,
        starts=Starts.at,
        send_at=datetime.fromisoformat("2040-07-01T10:00"),
    )
    olga, token = await log_in_as("olga")
    await olga.post(f"{PAGE}/{number}/schedule", headers=token)
    assert (await announcement(door, number)).state is State.scheduled
    kept = await announcement(door, number)
    words = {"subject_en": "All", "body_en": "All of you", "by_mail": "y", "starts": "at"}
    chosen = {"send_at": "2040-07-01T10:00", "seen_at": kept.changed_at.isoformat(), "minutes_before": "1440"}
    same = {"audience": "type", "type_id": "1"}
    answer = await olga.post(
        f"{PAGE}/{number}/edit", form=words | chosen | {"audience": "everybody"}, headers=token
    )
    assert answer.status_code == 429, await answer.get_data(as_text=True)
    assert (await announcement(door, number)).draft.audience is Audience.type
    answer = await olga.post(f"{PAGE}/{number}/edit", form=words | chosen | same, headers=token)
    assert answer.status_code == 303


async def test_it_waits_for_its_moment_and_is_a_draft_again(door: Door, log_in_as: LogIn):
    number = await write(door, starts=Starts.at, send_at=datetime.fromisoformat("2040-07-01T07:30"))
    olga, token = await log_in_as("olga")
    await olga.post(f"{PAGE}/{number}/schedule", headers=token)
    assert (await announcement(door, number)).state is State.scheduled
    assert "It is sent by itself: July 1, 2040 at 09:30." in await text_of(olga, f"{PAGE}/{number}")
    await olga.post(f"{PAGE}/{number}/unschedule", headers=token)
    assert (await announcement(door, number)).state is State.draft


async def test_a_moment_that_is_over_is_refused_in_words(door: Door, log_in_as: LogIn):
    number = await write(door, starts=Starts.at, send_at=datetime.fromisoformat("2020-07-01T07:30"))
    olga, token = await log_in_as("olga")
    await olga.post(f"{PAGE}/{number}/schedule", headers=token)
    assert "That time has passed." in await text_of(olga, f"{PAGE}/{number}")


async def test_what_was_never_begun_cannot_be_stopped(door: Door, log_in_as: LogIn):
    number = await write(door)
    olga, token = await log_in_as("olga")
    await olga.post(f"{PAGE}/{number}/stop", headers=token)
    assert "Nothing is left to stop" in await text_of(olga, f"{PAGE}/{number}")


async def test_a_draft_is_deleted_after_a_question_and_what_was_sent_is_not(door: Door, log_in_as: LogIn):
    draft, sent = await write(door), await write(door)
    olga, token = await log_in_as("olga")
    await olga.post(f"{PAGE}/{sent}/send", headers=token)
    assert "Delete “The hall is open”?" in await text_of(olga, f"{PAGE}/{draft}/delete")
    for number in (draft, sent):
        await olga.post(f"{PAGE}/{number}/delete", headers=token)
    assert [one.id for one in await announcements(door)] == [sent]


async def test_a_viewer_looks_and_sends_nothing(door: Door, app: Application, log_in_as: LogIn):
    number = await write(door)
    await insert_team(door.database)
    vera, token = await log_in_as("vera")
    await text_of(vera, f"{PAGE}/{number}")
    assert "New announcement" not in await text_of(vera, PAGE)
    for path in ("send", "schedule", "unschedule", "stop", "test", "delete"):
        assert (await vera.post(f"{PAGE}/{number}/{path}", headers=token)).status_code == 403, path
    assert (await announcement(door, number)).state is State.draft
    edda, her_token = await log_in_as("edda")
    await edda.post(f"{PAGE}/{number}/send", headers=her_token)
    assert (await announcement(door, number)).sent_by == "Edda"
