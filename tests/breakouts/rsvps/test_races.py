"""Who is quicker: each race with its twin, in which the guard is off and the race is lost."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import Any

import pytest
from sqlalchemy import func, insert, select, update

from netevent.breakouts import seats
from netevent.breakouts.queries import select_session
from netevent.breakouts.rsvps import queries, service
from netevent.breakouts.rsvps.rsvp import Rsvp, Status
from netevent.core.database import Transaction
from netevent.core.database.budget import patient
from netevent.core.database.tables import attendees
from netevent.core.database.tables import breakout_session_rsvps as rsvps
from netevent.core.database.tables import breakout_sessions as sessions
from netevent.registration.attendance.service import leave
from tests.breakouts.seats import EVENT, make_room
from tests.conftest import LogIn
from tests.door import Door
from tests.factories import attendee_row

CROWD, SEATS = 60, 10
ANNA, BEN = 1, 2
on_mariadb = pytest.mark.parametrize("database_url", ["mariadb"], indirect=True)


@pytest.fixture
async def crowd(door: Door) -> list[int]:
    """More people at the event, and connections enough for all to run at once."""
    rows = [attendee_row(1, first_name=f"Guest {number}") for number in range(CROWD)]
    await door.database.transact(lambda tx: tx.execute(insert(attendees), rows))
    statement = select(attendees.c.id).order_by(attendees.c.id.desc()).limit(CROWD)
    await asyncio.gather(
        *(door.database.read(lambda tx: tx.execute(select(func.count())).scalar()) for _ in range(20))
    )
    return list(await door.database.read(lambda tx: tx.execute(statement).scalars().all()))


@pytest.fixture
def unguarded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Count, then write; and nobody holds the session's lock."""

    def take(tx: Transaction, session_id: int, count: int = 1, *, of_held: bool = False) -> bool:
        statement = select(func.count()).select_from(rsvps).where(rsvps.c.breakout_session_id == session_id)
        taken = tx.execute(statement).scalar_one()
        if taken >= SEATS:
            return False
        tx.execute(update(sessions).where(sessions.c.id == session_id).values(seats_taken=taken + 1))
        return True

    monkeypatch.setattr(seats, "take", take)
    monkeypatch.setattr(service, "locked", select_session)


async def race(*runs: Awaitable[Any]) -> list[Any]:
    """All at once. Each waits as long as it must: who is too late is a question of its own."""
    with patient():
        results = await asyncio.gather(*runs, return_exceptions=True)
    assert [one for one in results if isinstance(one, Exception)] == []
    return results


async def test_ten_seats_are_ten_seats_and_the_others_wait_in_the_order_of_their_places(
    door: Door, crowd: list[int]
):
    room = await make_room(door, SEATS)
    results: list[Rsvp] = await race(*(room.register(person) for person in crowd))
    rows = await room.check()
    assert len(rows.registered) == SEATS
    told = {person: one.place for person, one in zip(crowd, results, strict=True) if one.place}
    assert tuple(sorted(told, key=lambda person: told[person] or 0)) == rows.line
    assert sorted(place for place in told.values() if place) == list(range(1, CROWD - SEATS + 1))


@on_mariadb
@pytest.mark.usefixtures("unguarded")
async def test_to_count_and_then_insert_would_sell_more_than_there_are(door: Door, crowd: list[int]):
    """The twin: without lock and condition. On SQLite writers queue: the race is none there."""
    room = await make_room(door, SEATS)
    await race(*(room.register(person) for person in crowd))
    assert len((await room.rows()).registered) > SEATS


async def test_two_organizers_who_give_the_last_seat_held_back_give_it_once(door: Door, log_in_as: LogIn):
    """In two browsers; the twin is below."""
    room = await make_room(door, 1, held=1)
    tabs = [await log_in_as("olga") for _ in range(2)]
    address = f"/organizer/event/1/breakout-sessions/{room.session_id}/people"
    answers = await race(
        *(
            client.post(f"{address}/{person}/put-in", headers=token)
            for (client, token), person in zip(tabs, (ANNA, BEN), strict=True)
        )
    )
    assert sorted(answer.status_code for answer in answers) == [303, 422]
    assert len((await room.check()).registered) == 1


async def test_many_who_are_put_in_by_hand_get_no_more_seats_than_were_held_back(
    door: Door, crowd: list[int]
):
    room = await make_room(door, SEATS, held=SEATS)
    given = await race(*(room.put_in(person) for person in crowd))
    assert given.count(True) == SEATS
    assert len((await room.check()).registered) == SEATS


@on_mariadb
@pytest.mark.usefixtures("unguarded")
async def test_to_count_and_then_put_in_by_hand_would_give_more_than_were_held_back(
    door: Door, crowd: list[int]
):
    """The twin, as above."""
    room = await make_room(door, SEATS, held=SEATS)
    await race(*(room.put_in(person) for person in crowd))
    assert len((await room.rows()).registered) > SEATS


async def test_many_who_cancel_let_as_many_move_up_in_the_order_of_the_line(door: Door, crowd: list[int]):
    room = await make_room(door, SEATS)
    for person in crowd:
        await room.register(person)
    line = (await room.rows()).line
    await race(*(room.cancel(person) for person in crowd[:SEATS]))
    rows = await room.check()
    assert rows.registered == set(line[:SEATS])
    assert rows.line == line[SEATS:]


async def test_without_moving_up_a_seat_would_stay_free_while_somebody_waits(
    door: Door, monkeypatch: pytest.MonkeyPatch
):
    """The twin: the rule is in the reaction alone."""
    room = await make_room(door)
    for person in (ANNA, BEN):
        await room.register(person)
    monkeypatch.setattr(queries, "select_first_in_line", lambda tx, session_id: None)
    await room.cancel(ANNA)
    with pytest.raises(AssertionError):
        await room.check()


async def test_register_and_cancel_at_once_leave_no_seat_free_while_somebody_waits(
    door: Door, crowd: list[int]
):
    room = await make_room(door, SEATS)
    first, others = crowd[:SEATS], crowd[SEATS:]
    for person in first:
        await room.register(person)
    await race(*(room.cancel(person) for person in first), *(room.register(person) for person in others))
    assert len((await room.check()).registered) == SEATS


async def test_capacity_that_goes_up_and_down_meanwhile_never_oversells(door: Door, crowd: list[int]):
    room = await make_room(door, SEATS)
    changes = (room.change(capacity=capacity) for capacity in (15, 5, 20))
    await race(*(room.register(person) for person in crowd[:40]), *changes)
    assert len((await room.check()).registered) <= 20


async def test_who_says_not_attending_while_choosing_has_no_seat_in_the_end(door: Door):
    for _ in range(10):
        room = await make_room(door)
        await door.change_attendee(ANNA, attendance_status="attending")
        with patient():
            await asyncio.gather(
                room.register(ANNA), door.database.transact(leave, EVENT, ANNA), return_exceptions=True
            )
        assert (await room.check()).registered == set()


async def test_one_tap_sent_many_times_at_once_takes_one_seat(door: Door):
    room = await make_room(door, 5)
    results = await race(*(room.register(ANNA) for _ in range(20)))
    assert {one.status for one in results} == {Status.registered}
    assert (await room.check()).registered == {ANNA}
    await race(*(room.cancel(ANNA) for _ in range(20)))
    assert (await room.session()).taken == 0


async def test_many_who_change_places_with_each_other_lose_no_seat(door: Door, crowd: list[int]):
    """Half of them leave the one session for the other, and the others come the other way."""
    room, other = await make_room(door, SEATS), await make_room(door, SEATS)
    here, there = crowd[:SEATS], crowd[SEATS : 2 * SEATS]
    for one, two in zip(here, there, strict=True):
        await room.register(one)
        await other.register(two)
    await race(
        *(room.change_to(other, person) for person in here),
        *(other.change_to(room, person) for person in there),
    )
    assert (await room.check()).registered == set(there)
    assert (await other.check()).registered == set(here)
