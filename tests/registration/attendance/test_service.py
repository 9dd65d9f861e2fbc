"""Not attending frees a seat, attending again takes one: exactly once, and never beyond the room."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import insert, select, update

from netevent.changes import AttendanceCancelled, AttendeesChanged, EventSeatsFreed
from netevent.checkin.scan import Outcome
from netevent.core import clock
from netevent.core.database import Database, Transaction
from netevent.core.database.tables import attendees, events
from netevent.core.errors import NotFound
from netevent.events import seats as seats_of_event
from netevent.registration.attendance import queries
from netevent.registration.attendance.service import AttendanceOver, IsIn, NoSeatLeft, change
from tests import factories
from tests.door import BADGES, Door, badge
from tests.registration.test_service import open_connections

RACERS = 20


async def say(door: Door, is_attending: bool, attendee_id: int = 1) -> None:
    await door.database.transact(change, attendee_id=attendee_id, is_attending=is_attending)


async def seats(database: Database, event_id: int = 1) -> int:
    statement = select(events.c.seats_taken).where(events.c.id == event_id)
    return int(await database.read(lambda tx: tx.execute(statement).scalar_one()))


async def status(database: Database, attendee_id: int = 1) -> str:
    statement = select(attendees.c.attendance_status).where(attendees.c.id == attendee_id)
    return str(await database.read(lambda tx: tx.execute(statement).scalar_one()))


async def change_event(door: Door, **values: object) -> None:
    statement = update(events).where(events.c.id == 1).values(**values)
    await door.database.transact(lambda tx: tx.execute(statement))


async def those_who_left(door: Door, number: int) -> list[int]:
    """So many more who said that they are not attending."""
    rows = [factories.attendee_row(1, attendance_status="not_attending") for _ in range(number)]
    await door.database.transact(lambda tx: tx.execute(insert(attendees), rows))
    statement = select(attendees.c.id).where(attendees.c.attendance_status == "not_attending")
    return await door.database.read(lambda tx: list(tx.execute(statement).scalars()))


async def test_not_attending_frees_the_seat_and_tells_the_door(door: Door):
    await say(door, False)
    assert (await seats(door.database), await status(door.database)) == (BADGES - 1, "not_attending")
    assert door.published == [EventSeatsFreed(1), AttendanceCancelled(1, 1), AttendeesChanged(1)]
    assert (await door.scan(badge(1))).outcome is Outcome.not_attending


async def test_attending_again_takes_a_seat(door: Door):
    await say(door, False)
    await say(door, True)
    assert (await seats(door.database), await status(door.database)) == (BADGES, "attending")
    assert (await door.scan(badge(1))).outcome is Outcome.checked_in


async def test_saying_the_same_again_changes_nothing_and_tells_nobody(door: Door):
    await say(door, True)
    assert (await seats(door.database), door.published) == (BADGES, [])
    await say(door, False)
    door.published.clear()
    await say(door, False)
    assert (await seats(door.database), door.published) == (BADGES - 1, [])


async def test_full_event_lets_nobody_back_in_and_says_so(door: Door):
    await say(door, False)
    door.published.clear()
    await change_event(door, max_attendees=BADGES - 1)
    with pytest.raises(NoSeatLeft):
        await say(door, True)
    assert (await seats(door.database), await status(door.database)) == (BADGES - 1, "not_attending")
    assert door.published == []


async def test_who_is_in_cannot_leave(door: Door):
    await door.scan(badge(1))
    with pytest.raises(IsIn):
        await say(door, False)
    assert (await seats(door.database), await status(door.database)) == (BADGES, "attending")


@pytest.mark.parametrize("is_attending", [True, False])
async def test_after_the_event_nothing_changes(door: Door, is_attending: bool):
    await change_event(door, end_time=clock.now() - timedelta(minutes=1))
    with pytest.raises(AttendanceOver):
        await say(door, is_attending)


async def test_somebody_who_was_removed_is_not_there(door: Door):
    with pytest.raises(NotFound):
        await say(door, False, attendee_id=999)


async def test_not_attending_sent_many_times_at_once_frees_one_seat(door: Door):
    await open_connections(door.database)
    await asyncio.gather(*(say(door, False) for _ in range(RACERS)))
    assert await seats(door.database) == BADGES - 1
    await asyncio.gather(*(say(door, True) for _ in range(RACERS)))
    assert await seats(door.database) == BADGES


async def test_without_the_guard_each_of_them_would_free_a_seat(door: Door):
    """The same rush with a look before, in place of the condition: it is real."""
    all_have_looked = asyncio.Barrier(5)

    async def leave_unguarded() -> None:
        is_attending = await status(door.database) == "attending"
        await all_have_looked.wait()
        if is_attending:
            await door.database.transact(seats_of_event.release, event_id=1)

    await asyncio.gather(*(leave_unguarded() for _ in range(5)))
    assert await seats(door.database) == BADGES - 5


async def test_of_many_who_come_again_as_many_do_as_there_are_seats(door: Door):
    people = await those_who_left(door, RACERS)
    await change_event(door, max_attendees=BADGES + 3)
    await open_connections(door.database)
    results = await asyncio.gather(*(say(door, True, one) for one in people), return_exceptions=True)
    assert sum(isinstance(result, NoSeatLeft) for result in results) == RACERS - 3
    assert await seats(door.database) == BADGES + 3
    left = [await status(door.database, one) for one in people].count("not_attending")
    assert left == RACERS - 3


async def test_count_then_update_would_let_all_of_them_in(door: Door):
    """The same race with the guard off, all between the counting and the taking: it is real."""
    people = await those_who_left(door, 8)
    room = BADGES + 1
    all_have_counted = asyncio.Barrier(8)

    async def come_unguarded(attendee_id: int) -> None:
        has_room = await seats(door.database) < room
        await all_have_counted.wait()

        def work(tx: Transaction) -> None:
            queries.update_attending(tx, 1, attendee_id)
            tx.execute(update(events).where(events.c.id == 1).values(seats_taken=events.c.seats_taken + 1))

        if has_room:
            await door.database.transact(work)

    await asyncio.gather(*(come_unguarded(one) for one in people))
    assert await seats(door.database) == BADGES + 8


async def test_leaving_against_the_door_has_one_winner(door: Door):
    await open_connections(door.database)
    for number in range(1, 9):
        answer, said = await asyncio.gather(
            door.scan(badge(number)), say(door, False, number), return_exceptions=True
        )
        assert not isinstance(answer, BaseException)
        is_in = answer.outcome is Outcome.checked_in
        assert isinstance(said, IsIn) is is_in
        assert await status(door.database, number) == ("attending" if is_in else "not_attending")
    assert await seats(door.database) == BADGES - 8 + await door.inside()
