"""Ten minutes before they meet, both people are reminded, once."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from typing import Any

import pytest

from netevent.appointments.appointment import NEAR, LastTransition
from netevent.appointments.notifications import REMINDER
from netevent.appointments.reminders import queries as reminder_queries
from netevent.appointments.reminders.service import remind_due
from netevent.changes import AppointmentChanged, NotificationsChanged
from netevent.core import clock
from netevent.core.database import Database
from netevent.core.site import Application
from netevent.live.bus import Bus
from netevent.live.publisher import Publisher
from netevent.notification_kinds import INBOX
from netevent.notifications.queries import select_unseen
from tests.agenda.agendas import ANNA, BEN, CARA, appoint, at, change
from tests.conftest import LogIn
from tests.door import Door
from tests.factories import insert_connection, insert_notification
from tests.published import shown

ORIGIN = {"Origin": "http://localhost:8000"}
WORKERS = 8


async def remind(database: Database, now: datetime) -> int:
    return await database.transact(remind_due, now=now)


async def near(database: Database, viewer: int, now: datetime) -> list[int]:
    """The appointments of which the viewer's phone now says that they are near, by the minutes left."""
    unseen = await database.read(lambda tx: select_unseen(tx, viewer))
    found = await database.read(lambda tx: INBOX.standing(tx, viewer, unseen, now))
    contents = [one.content for one in found if one.kind is REMINDER]
    return [one.minutes_left for one in contents if isinstance(one, LastTransition)]


async def test_both_are_reminded_ten_minutes_before_and_not_earlier(door: Door):
    await insert_connection(door.database, ANNA, BEN)
    start = at(60)
    appointment_id = await appoint(door.database, start)
    early = start - NEAR - timedelta(seconds=1)
    assert await remind(door.database, early) == 0
    assert await remind(door.database, start - NEAR) == 1
    heard = [NotificationsChanged(ANNA), NotificationsChanged(BEN)]
    assert shown(door.published) == [*heard, AppointmentChanged(1, appointment_id, ANNA, BEN)]
    for viewer, minutes in ((ANNA, [10]), (BEN, [10]), (CARA, [])):
        assert await near(door.database, viewer, start - NEAR) == minutes


async def test_a_phone_that_wakes_later_is_reminded_until_they_meet(door: Door):
    await insert_connection(door.database, ANNA, BEN)
    start = at(60)
    await appoint(door.database, start)
    await remind(door.database, start - NEAR)
    assert await near(door.database, ANNA, start - timedelta(minutes=3)) == [3]
    assert await near(door.database, ANNA, start) == []


async def test_nobody_is_reminded_twice(door: Door):
    await insert_connection(door.database, ANNA, BEN)
    start = at(60)
    await appoint(door.database, start)
    assert [await remind(door.database, start - NEAR + timedelta(seconds=20 * n)) for n in range(3)] == [
        1,
        0,
        0,
    ]


async def test_what_was_moved_reminds_again_at_its_new_time(door: Door):
    await insert_connection(door.database, ANNA, BEN)
    start = at(60)
    appointment_id = await appoint(door.database, start)
    await remind(door.database, start - NEAR)
    later = start + timedelta(hours=1)
    moved = {"appointment_time": later, "end_time": later + timedelta(minutes=15), "reminded_at": None}
    await change(door.database, appointment_id, **moved, revision=2)
    assert await remind(door.database, later - NEAR) == 1


@pytest.mark.parametrize("status", ["pending", "rejected", "cancelled", "lapsed"])
async def test_only_what_is_agreed_is_reminded_of(door: Door, status: str):
    await insert_connection(door.database, ANNA, BEN)
    await appoint(door.database, at(5), status=status)
    assert await remind(door.database, clock.now()) == 0


async def test_a_server_that_was_away_reminds_of_nothing_that_has_begun(door: Door):
    await insert_connection(door.database, ANNA, BEN)
    await appoint(door.database, at(-1))
    assert await remind(door.database, clock.now()) == 0


async def test_of_several_workers_one_reminds(door: Door):
    await insert_connection(door.database, ANNA, BEN)
    await appoint(door.database, at(5))
    taken = await asyncio.gather(*(remind(door.database, clock.now()) for _ in range(WORKERS)))
    assert sum(taken) == 1


async def test_without_the_condition_every_worker_would_remind(door: Door):
    """The same race with the guard off, everyone between the reading and the writing: it is real."""
    await insert_connection(door.database, ANNA, BEN)
    await appoint(door.database, at(5))
    everyone_has_read = asyncio.Barrier(WORKERS)
    now = clock.now()

    async def remind_unguarded() -> int:
        due = await door.database.read(reminder_queries.select_near, now=now, until=now + NEAR)
        await everyone_has_read.wait()
        for one in due:
            await change(door.database, one.id, reminded_at=now)
        return len(due)

    assert sum(await asyncio.gather(*(remind_unguarded() for _ in range(WORKERS)))) == WORKERS


async def test_both_phones_hear_of_it_and_no_other(app: Application, door: Door, log_in_as: LogIn):
    await insert_connection(door.database, ANNA, BEN)
    door.database.on_change = app.site.part(Bus).publish
    (anna, _), (ben, _), (cara, _) = [await log_in_as(f"guest{number}") for number in (1, 2, 3)]
    async with (
        anna.websocket("/live/badge?lang=en", headers=ORIGIN) as hers,
        ben.websocket("/live/badge?lang=en", headers=ORIGIN) as his,
        cara.websocket("/live/badge?lang=en", headers=ORIGIN) as others,
    ):
        for phone in (hers, his, others):
            await until(phone, 'id="next-for-you"', 'id="toasts"')
        await appoint(door.database, at(9))
        await remind(door.database, clock.now())
        await until(hers, "Guest2", "Meeting point 4", 'id="toasts"', "minutes")
        await until(his, "Guest1", "Meeting point 4", 'id="toasts"', "minutes")
        door.database.on_change(NotificationsChanged(CARA))
        door.database.on_change(AppointmentChanged(1, 1, CARA, CARA))
        assert "Meeting point 4" not in await until(others, 'id="toasts"', 'id="next-for-you"')


async def test_a_reminder_counts_the_minutes_and_goes_when_they_meet(
    app: Application, door: Door, log_in_as: LogIn
):
    await insert_connection(door.database, ANNA, BEN)
    appointment_id = await appoint(door.database, at(5), reminded_at=clock.now())
    await insert_notification(door.database, ANNA, REMINDER, appointment_id)
    anna, _ = await log_in_as("guest1")
    async with anna.websocket("/live/badge?lang=en", headers=ORIGIN) as phone:
        await until(phone, "Guest2", "minutes: ", "Up next")
        start = clock.now() + timedelta(minutes=2, seconds=30)
        await change(door.database, appointment_id, appointment_time=start)
        time_passes(app)
        await until(phone, "In 3 minutes: ")
        await change(door.database, appointment_id, appointment_time=clock.now())
        time_passes(app)
        heard = await until(phone, 'id="toasts"')
        assert "minutes: " not in heard


def time_passes(app: Application) -> None:
    """What the publisher does every ten seconds."""
    app.site.part(Publisher).on_time(clock.now() + timedelta(days=7))


async def until(socket: Any, *pieces: str) -> str:
    """What arrives, up to the message that holds the last of the pieces."""
    heard = ""
    async with asyncio.timeout(60):
        while not all(piece in heard for piece in pieces):
            heard += await socket.receive()
    return heard
