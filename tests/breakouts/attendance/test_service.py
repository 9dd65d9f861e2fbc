"""Who comes into a session's room, and whose seat is offered again."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from netevent.breakouts.attendance import queries
from netevent.breakouts.attendance.service import Entry, absent, release
from netevent.breakouts.rsvps import queries as rsvp_queries
from netevent.breakouts.rsvps.rsvp import Presence, Status
from netevent.breakouts.service import delete
from netevent.changes import RsvpChanged, SeatMovedUp
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.database.budget import patient
from netevent.core.database.tables import breakout_session_rsvps as rsvps
from netevent.core.database.tables import notifications
from netevent.periodic import release_no_shows
from tests.breakouts.seats import EVENT, Room, make_room
from tests.door import Door

ANNA, BEN, CARA, DAN = 1, 2, 3, 4


@pytest.fixture
async def room(door: Door) -> Room:
    """Two seats, of Anna and Ben; Cara and Dan wait. Seats wait ten minutes for who has not come."""
    room = await make_room(door, 2)
    for person in (ANNA, BEN, CARA, DAN):
        await room.register(person)
    await room.keeps_seats(10)
    return room


async def late(room: Room) -> Any:
    return (await room.session()).start + timedelta(minutes=20)


async def test_who_has_a_seat_comes_in_once(room: Room):
    assert await room.enter(ANNA) is Entry.let_in
    assert await room.enter(ANNA) is Entry.was_in
    assert (await room.check()).present == {ANNA}


async def test_who_waits_stays_out_while_the_seats_are_taken(room: Room):
    assert await room.enter(CARA) is Entry.full
    assert (await room.check()).line == (CARA, DAN)


async def test_who_never_asked_takes_a_free_seat_at_the_door(door: Door):
    room = await make_room(door, 2)
    assert await room.enter(ANNA) is Entry.let_in
    rows = await room.check()
    assert (rows.registered, rows.present) == ({ANNA}, {ANNA})


async def test_an_undo_gives_the_seat_back_that_was_taken_at_the_door(door: Door):
    room = await make_room(door, 1)
    await room.enter(ANNA)
    await room.register(BEN)
    assert await room.undo(ANNA)
    assert (await room.check()).registered == {BEN}
    assert not await room.undo(ANNA)


async def test_an_undo_leaves_the_seat_to_who_had_it_before(room: Room):
    await room.enter(ANNA)
    await room.undo(ANNA)
    rows = await room.check()
    assert (rows.registered, rows.present) == ({ANNA, BEN}, set())


async def test_who_came_in_from_the_line_goes_back_to_the_same_place(room: Room):
    now = await late(room)
    assert await room.enter(DAN, now) is Entry.let_in
    rows = await room.check()
    assert rows.line == (CARA,)
    await room.undo(DAN)
    rows = await room.check()
    assert (rows.registered, rows.line) == ({ANNA, BEN}, (CARA, DAN))


async def test_who_lost_the_seat_by_an_undone_entry_and_comes_no_more_gets_none_back(room: Room):
    await room.enter(DAN, await late(room))
    (kept,) = (await room.check()).registered - {DAN}
    lost = ({ANNA, BEN} - {kept}).pop()
    await room.door.change_attendee(lost, attendance_status="not_attending")
    await room.undo(DAN)
    rows = await room.check()
    assert (rows.registered, rows.line) == ({kept, CARA}, (DAN,))


async def test_a_room_at_which_only_few_were_scanned_takes_no_seat_away(door: Door):
    room = await make_room(door, 8)
    for person in range(1, 8):
        await room.register(person)
    await room.keeps_seats(10)
    for person, left in ((1, 7), (2, 7), (3, 3)):
        await room.enter(person)
        await room.release(await late(room))
        assert len((await room.check()).registered) == left


async def test_a_seat_given_up_is_a_place_in_the_room_given_up(room: Room):
    await room.enter(ANNA)
    await room.cancel(ANNA)
    assert (await room.check()).present == set()


async def test_the_seats_of_those_who_did_not_come_go_to_the_line(room: Room):
    await room.enter(ANNA)
    room.door.published.clear()
    await room.release(await late(room))
    rows = await room.check()
    assert (rows.registered, rows.line) == ({ANNA, CARA}, (DAN,))
    published = room.door.published
    assert RsvpChanged(EVENT, room.session_id, BEN) in published
    assert SeatMovedUp(EVENT, room.session_id, CARA) in published
    told = select(notifications.c.kind, notifications.c.attendee_id).order_by(notifications.c.attendee_id)
    rows_told = await room.door.database.read(lambda tx: tx.execute(told).all())
    assert [tuple(row) for row in rows_told] == [("seat_lost", BEN), ("seat", CARA)]


@pytest.mark.parametrize("minutes", [None, 30])
async def test_a_seat_waits_as_long_as_the_event_says(room: Room, minutes: int | None):
    await room.keeps_seats(minutes)
    await room.enter(ANNA)
    await room.release(await late(room))
    assert (await room.check()).registered == {ANNA, BEN}


async def test_where_nobody_scans_at_the_room_all_keep_their_seats(room: Room):
    await room.release(await late(room))
    assert (await room.check()).registered == {ANNA, BEN}


async def test_a_session_that_is_over_takes_no_seat_away(room: Room):
    await room.enter(ANNA)
    await room.release((await room.session()).end)
    assert (await room.check()).registered == {ANNA, BEN}


async def test_who_moved_up_has_time_to_come(room: Room):
    await room.enter(ANNA)
    await began(room, timedelta(minutes=15))
    await room.release(clock.now())
    assert (await room.check()).registered == {ANNA, CARA}
    await room.release(clock.now())
    assert (await room.check()).registered == {ANNA, CARA}


async def test_who_stands_at_the_door_goes_before_who_has_not_come(room: Room):
    assert await room.enter(DAN) is Entry.full
    assert await room.enter(DAN, await late(room)) is Entry.let_in
    rows = await room.check()
    assert (rows.present, rows.line) == ({DAN}, (CARA,))
    assert len(rows.registered & {ANNA, BEN}) == 1


async def test_who_just_moved_up_does_not_lose_the_seat_to_who_stands_at_the_door(room: Room):
    await began(room, timedelta(minutes=15))
    await room.enter(ANNA)
    await room.cancel(BEN)
    assert (await room.check()).registered == {ANNA, CARA}
    assert await room.enter(DAN, clock.now()) is Entry.full


async def test_a_room_is_never_fuller_than_its_seats(room: Room):
    now = await late(room)
    came = [await room.enter(person, now) for person in (ANNA, BEN, CARA)]
    assert came == [Entry.let_in, Entry.let_in, Entry.full]


async def test_the_clock_of_the_server_releases_them(room: Room, app: Any):
    await room.enter(ANNA)
    await began(room, timedelta(minutes=30))
    await release_no_shows(app.site)
    assert (await room.check()).registered == {ANNA, CARA}


async def test_a_session_deleted_meanwhile_stops_no_other(room: Room):
    await room.enter(ANNA)
    now = await late(room)
    (gone,) = await room.door.database.read(absent, now)
    await room.door.database.transact(delete, EVENT, room.session_id)
    await room.door.database.transact(release, gone, now)


async def race(*runs: Awaitable[Any]) -> list[Any]:
    with patient():
        return list(await asyncio.gather(*runs))


async def test_one_badge_at_two_phones_comes_in_once(room: Room):
    came = Counter(await race(*(room.enter(ANNA) for _ in range(8))))
    assert came == {Entry.let_in: 1, Entry.was_in: 7}
    assert (await room.check()).present == {ANNA}


async def test_the_last_seat_at_the_door_is_taken_by_one(door: Door):
    room = await make_room(door, 1)
    came = Counter(await race(*(room.enter(person) for person in range(1, 9))))
    assert came == {Entry.let_in: 1, Entry.full: 7}
    await room.check()


async def test_two_servers_release_a_seat_once(room: Room):
    await room.enter(ANNA)
    await began(room, timedelta(minutes=15))
    await race(*(room.release(clock.now()) for _ in range(6)))
    assert (await room.check()).registered == {ANNA, CARA}


async def test_without_the_second_look_a_server_takes_the_seat_of_who_just_came(
    room: Room, monkeypatch: pytest.MonkeyPatch
):
    """The twin: the list was read before Ben came in."""

    def absent_before(tx: Transaction, *_: Any) -> list[tuple[int, int]]:
        return [(room.session_id, BEN)]

    monkeypatch.setattr(queries, "select_absent", absent_before)
    await room.enter(ANNA)
    await room.enter(BEN)
    await room.release(await late(room))
    assert (await room.check()).present == {ANNA, BEN}
    monkeypatch.setattr(queries, "select_is_absent", lambda *_: True)
    await room.release(await late(room))
    assert (await room.check()).present == {ANNA}


async def test_what_was_read_before_the_lock_would_let_one_badge_in_twice(
    room: Room, monkeypatch: pytest.MonkeyPatch
):
    """The twin."""
    monkeypatch.setattr(rsvp_queries, "select_presence", lambda *_: Presence(Status.registered))
    came = Counter(await race(*(room.enter(ANNA) for _ in range(8))))
    assert came == {Entry.let_in: 8}
    with pytest.raises(AssertionError):
        await room.check()


async def began(room: Room, ago: timedelta) -> None:
    """The session, with all seats in it taken by then."""
    begin = clock.now() - ago
    await room.change(start=begin, end=begin + timedelta(hours=2))
    mine = rsvps.c.breakout_session_id == room.session_id
    await room.door.database.transact(
        lambda tx: tx.execute(update(rsvps).where(mine).values(changed_at=begin))
    )
