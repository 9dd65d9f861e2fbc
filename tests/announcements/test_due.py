"""What is scheduled counts for whom it is for when it begins: a new account cannot let the number grow."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from netevent.announcements import due
from netevent.announcements.announcement import NotSent, Starts, State
from netevent.announcements.queries import Scheduled
from netevent.core import clock
from netevent.core.site import Application
from netevent.periodic import begin_announcements
from tests.announcements.office.announced import PAGE, announcement, write
from tests.conftest import LogIn
from tests.door import BADGES, Door

FIRST_DAY = "netevent.identity.mail_budget.MAILS_OF_THE_FIRST_DAY"


@pytest.fixture(autouse=True)
def new_account(app: Application, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("netevent.identity.mail_budget.IS_NEW_FOR", timedelta(days=30_000))
    monkeypatch.setattr("netevent.settings.Settings.can_mail", property(lambda self: True))


async def scheduled(door: Door, log_in_as: LogIn) -> int:
    """By Olga on her page; its moment has come."""
    number = await write(door, starts=Starts.at, send_at=clock.now() + timedelta(minutes=1))
    olga, token = await log_in_as("olga")
    await olga.post(f"{PAGE}/{number}/schedule", headers=token)
    assert (await announcement(door, number)).state is State.scheduled
    return number


async def begin(app: Application, monkeypatch: pytest.MonkeyPatch) -> None:
    moment = clock.now() + timedelta(minutes=2)
    with monkeypatch.context() as patch:
        patch.setattr("netevent.periodic.clock.now", lambda: moment)
        await begin_announcements(app.site)


@pytest.mark.attack("a new account schedules for few, then lets an import bring thousands", "a draft again")
async def test_an_audience_that_has_grown_is_counted_when_it_begins(
    door: Door, app: Application, log_in_as: LogIn, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(FIRST_DAY, f"{BADGES - 1}/day")
    await door.change_attendee(1, email="nobody@no-mail.invalid")
    number = await scheduled(door, log_in_as)
    await door.change_attendee(1, email="guest1@example.com")
    await begin(app, monkeypatch)
    found = await announcement(door, number)
    assert (found.state, found.not_sent) == (State.draft, NotSent.first_day)


async def test_who_gets_no_mail_is_not_counted(
    door: Door, app: Application, log_in_as: LogIn, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(FIRST_DAY, f"{BADGES - 3}/day")
    await door.change_attendee(1, wants_announcements=False)
    await door.change_attendee(2, unconfirmed_since=clock.now())
    await door.change_attendee(3, email="nobody@no-mail.invalid")
    number = await scheduled(door, log_in_as)
    await begin(app, monkeypatch)
    assert (await announcement(door, number)).not_sent is None
    assert (await announcement(door, number)).state is not State.draft


async def test_two_at_the_same_moment_share_what_a_new_account_has(
    door: Door, app: Application, log_in_as: LogIn, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(FIRST_DAY, f"{BADGES + 1}/day")
    numbers = [await scheduled(door, log_in_as) for _ in range(2)]
    await begin(app, monkeypatch)
    found = [(await announcement(door, number)).not_sent for number in numbers]
    assert found == [None, NotSent.first_day]


async def test_of_workers_at_the_same_moment_one_counts(
    door: Door, app: Application, log_in_as: LogIn, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(FIRST_DAY, f"{BADGES}/day")
    number = await scheduled(door, log_in_as)
    one = Scheduled(1, number, (await announcement(door, number)).draft.send_at, 1)
    moment = clock.now() + timedelta(minutes=2)
    begun = await asyncio.gather(*(due.begin_one(app.site, one, moment) for _ in range(4)))
    assert sorted(begun) == [False, False, False, True]
    assert (await announcement(door, number)).not_sent is None


async def test_without_that_the_others_would_call_it_too_many(
    door: Door, app: Application, log_in_as: LogIn, monkeypatch: pytest.MonkeyPatch
):
    """The twin."""
    monkeypatch.setattr(FIRST_DAY, f"{BADGES}/day")
    monkeypatch.setattr(due, "ONE_COUNTS", "100/minute")
    monkeypatch.setattr(due, "begin_due", lambda tx, one, now, has_mails: has_mails)
    number = await scheduled(door, log_in_as)
    one = Scheduled(1, number, clock.now(), 1)
    begun = [await due.begin_one(app.site, one, clock.now()) for _ in range(2)]
    assert begun == [True, False]


async def test_nothing_is_spent_before_it_begins(
    door: Door, app: Application, log_in_as: LogIn, monkeypatch: pytest.MonkeyPatch
):
    """A draft again, and scheduled again, is counted once."""
    monkeypatch.setattr(FIRST_DAY, f"{BADGES}/day")
    number = await scheduled(door, log_in_as)
    olga, token = await log_in_as("olga")
    for path in ("unschedule", "schedule"):
        await olga.post(f"{PAGE}/{number}/{path}", headers=token)
    await begin(app, monkeypatch)
    assert (await announcement(door, number)).not_sent is None


async def test_who_is_not_new_sends_to_all(
    door: Door, app: Application, log_in_as: LogIn, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("netevent.identity.mail_budget.IS_NEW_FOR", timedelta(0))
    monkeypatch.setattr(FIRST_DAY, "1/day")
    number = await scheduled(door, log_in_as)
    await begin(app, monkeypatch)
    assert (await announcement(door, number)).not_sent is None
