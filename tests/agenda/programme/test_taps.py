"""Many taps in one moment: answered together, in their order, and each for itself."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from sqlalchemy import insert, select

from netevent.agenda.programme import taps
from netevent.agenda.programme.service import Tap, take_seats
from netevent.agenda.programme.taps import Taps
from netevent.appointments.refusals import Overlaps
from netevent.breakouts.rsvps import service as rsvps_service
from netevent.breakouts.rsvps.rsvp import Rsvp, Status
from netevent.breakouts.rsvps.service import NotComing
from netevent.core import clock
from netevent.core.database import Database, Transaction
from netevent.core.database.tables import attendees
from netevent.core.errors import NotFound, TooMany
from tests.breakouts.seats import EVENT, STRANGER, Room, make_room
from tests.door import Door
from tests.factories import attendee_row, insert_session

CROWD, SEATS = 300, 10
ANNA, BEN, CARA, DAN = 1, 2, 3, 4


@pytest.fixture
async def crowd(door: Door) -> list[int]:
    rows = [attendee_row(1, first_name=f"Guest {number}") for number in range(CROWD)]
    await door.database.transact(lambda tx: tx.execute(insert(attendees), rows))
    newest = select(attendees.c.id).order_by(attendees.c.id.desc()).limit(CROWD)
    return list(await door.database.read(lambda tx: tx.execute(newest).scalars().all()))


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many taps each transaction answered."""
    counted: list[int] = []
    transact = Database.transact

    async def counting(self: Database, work: Callable[..., Any], *args: Any, **given: Any) -> Any:
        if work is take_seats:
            counted.append(len(args[2]))
        return await transact(self, work, *args, **given)

    monkeypatch.setattr(Database, "transact", counting)
    return counted


def of(room: Room) -> Callable[[int], Awaitable[Rsvp]]:
    line = Taps(room.door.database)
    return lambda person: line.take_seat(EVENT, room.session_id, Tap(person, keeps=False))


async def together(*runs: Awaitable[Any]) -> list[Any]:
    return list(await asyncio.gather(*runs, return_exceptions=True))


async def test_hundreds_are_answered_within_a_requests_time_in_the_order_of_their_taps(
    door: Door, crowd: list[int], runs: list[int]
):
    room = await make_room(door, SEATS)
    answers = await together(*map(of(room), crowd))
    assert [one.status for one in answers[:SEATS]] == [Status.registered] * SEATS
    assert [one.seats_left for one in answers[:SEATS]] == list(range(SEATS - 1, -1, -1))
    assert [one.place for one in answers[SEATS:]] == list(range(1, CROWD - SEATS + 1))
    assert (sum(runs), max(runs), len(runs) <= 1 + CROWD // taps.AT_ONCE + 1) == (CROWD, taps.AT_ONCE, True)
    rows = await room.check()
    assert (rows.registered, rows.line) == (set(crowd[:SEATS]), tuple(crowd[SEATS:]))


async def test_two_processes_sell_no_seat_twice(door: Door, crowd: list[int]):
    room = await make_room(door, SEATS)
    one, other = of(room), of(room)
    answers = await together(*map(one, crowd[:60]), *map(other, crowd[60:120]))
    assert [one for one in answers if isinstance(one, Exception)] == []
    rows = await room.check()
    assert (len(rows.registered), len(rows.line)) == (SEATS, 110)


async def test_who_is_refused_hurts_no_other(door: Door):
    room = await make_room(door, 2)
    session = await room.session()
    await insert_session(door.database, EVENT, session.start, 45, BEN)
    await door.change_attendee(CARA, attendance_status="not_attending")
    answers = await together(*map(of(room), (BEN, CARA, STRANGER, ANNA, DAN)))
    assert [type(one) for one in answers] == [Overlaps, NotComing, NotFound, Rsvp, Rsvp]
    assert (await room.check()).registered == {ANNA, DAN}


async def test_who_taps_twice_in_one_moment_has_one_seat_and_two_answers(door: Door):
    room = await make_room(door, 3)
    tap = of(room)
    first, again, other = await together(tap(ANNA), tap(ANNA), tap(BEN))
    assert (first, first.status) == (again, Status.registered)
    assert other.seats_left == 1
    assert (await room.check()).registered == {ANNA, BEN}


async def test_hundred_taps_of_who_has_a_seat_are_looked_up_once(door: Door, monkeypatch: pytest.MonkeyPatch):
    room = await make_room(door, 3)
    await room.register(ANNA)
    asked: list[int] = []
    told = rsvps_service.told

    def counting(tx: Transaction, session_id: int, attendee_id: int) -> Rsvp:
        asked.append(attendee_id)
        return told(tx, session_id, attendee_id)

    monkeypatch.setattr(rsvps_service, "told", counting)
    many = [Tap(ANNA, keeps=False)] * 100
    made = await door.database.transact(take_seats, EVENT, room.session_id, many, clock.now())
    assert (asked, list(made)) == ([ANNA], [ANNA])


async def test_who_came_back_after_giving_up_stands_at_the_end(door: Door):
    room = await make_room(door, 1)
    for person in (ANNA, BEN, CARA):
        await room.register(person)
    await room.cancel(BEN)
    answers = await together(*map(of(room), (BEN, DAN)))
    assert [one.place for one in answers] == [2, 3]
    assert (await room.check()).line == (CARA, BEN, DAN)


async def test_a_session_of_another_event_is_not_there_for_anybody(door: Door):
    room = await make_room(door, 3)
    line = Taps(door.database)
    taken, refused = await together(
        line.take_seat(EVENT, room.session_id, Tap(ANNA, keeps=False)),
        line.take_seat(2, room.session_id, Tap(STRANGER, keeps=False)),
    )
    assert (taken.status, type(refused)) == (Status.registered, NotFound)


async def test_whoever_waits_is_told_that_the_database_failed(door: Door, monkeypatch: pytest.MonkeyPatch):
    room = await make_room(door, 3)

    def broken(*_: Any) -> Any:
        raise RuntimeError("no database")

    monkeypatch.setattr(taps, "take_seats", broken)
    answers = await together(*map(of(room), (ANNA, BEN)))
    assert [type(one) for one in answers] == [RuntimeError, RuntimeError]
    monkeypatch.undo()
    assert (await of(room)(ANNA)).status is Status.registered


async def test_nobody_waits_for_ever(door: Door, monkeypatch: pytest.MonkeyPatch):
    room = await make_room(door, 3)
    monkeypatch.setattr(taps, "LONGEST", 0)
    line = Taps(door.database)
    with pytest.raises(TooMany):
        await line.take_seat(EVENT, room.session_id, Tap(ANNA, keeps=False))
    await line.stop()


async def test_a_session_that_nobody_taps_is_forgotten(door: Door):
    room = await make_room(door, 3)
    line = Taps(door.database)
    await line.take_seat(EVENT, room.session_id, Tap(ANNA, keeps=False))
    await line.stop()
    assert line._lines == {}
