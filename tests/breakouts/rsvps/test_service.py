"""A seat, a place in line, moving up: what one attendee after the other gets."""

from __future__ import annotations

from datetime import timedelta

import pytest

from netevent.breakouts import service as sessions_service
from netevent.breakouts.rsvps.rsvp import Rsvp, Status
from netevent.breakouts.rsvps.service import NotComing, SessionOver, register
from netevent.changes import NotificationsChanged, RsvpChanged, SeatFreed
from netevent.core import clock
from netevent.core.errors import NotFound
from netevent.privacy.deletion.service import delete_account
from netevent.registration.attendance.service import leave
from tests.breakouts.seats import ELSEWHERE, EVENT, STRANGER, Room, make_room
from tests.door import Door

ANNA, BEN, CARA, DAN = 1, 2, 3, 4


@pytest.fixture
async def room(door: Door) -> Room:
    return await make_room(door)


async def test_who_comes_first_has_the_seat_and_the_next_ones_wait_in_their_order(room: Room):
    assert await room.register(ANNA) == Rsvp(room.session_id, Status.registered, None, 0)
    assert await room.register(BEN) == Rsvp(room.session_id, Status.waitlisted, 1, 0)
    assert await room.register(CARA) == Rsvp(room.session_id, Status.waitlisted, 2, 0)
    assert (await room.check()).line == (BEN, CARA)


async def test_asking_twice_is_answered_as_once(room: Room):
    first, second = await room.register(ANNA), await room.register(ANNA)
    assert first == second
    waits, still = await room.register(BEN), await room.register(BEN)
    assert waits == still
    assert len([one for one in room.door.published if isinstance(one, RsvpChanged)]) == 2
    await room.check()


async def test_a_freed_seat_goes_to_the_first_in_line_at_once(room: Room):
    for person in (ANNA, BEN, CARA):
        await room.register(person)
    assert await room.cancel(ANNA) == Rsvp(room.session_id, Status.cancelled, None, 0)
    rows = await room.check()
    assert (rows.registered, rows.line) == ({BEN}, (CARA,))


async def test_cancelling_twice_frees_one_seat(room: Room):
    for person in (ANNA, BEN, CARA):
        await room.register(person)
    await room.cancel(ANNA)
    await room.cancel(ANNA)
    assert (await room.check()).line == (CARA,)


async def test_who_leaves_the_line_moves_the_others_up(room: Room):
    for person in (ANNA, BEN, CARA):
        await room.register(person)
    await room.cancel(BEN)
    assert (await room.register(CARA)).place == 1
    assert (await room.register(BEN)).place == 2
    await room.check()


async def test_who_cancels_and_comes_again_is_the_last_in_line(room: Room):
    for person in (ANNA, BEN, CARA):
        await room.register(person)
    await room.cancel(ANNA)
    assert (await room.register(ANNA)).place == 2
    assert (await room.check()).line == (CARA, ANNA)


async def test_more_seats_go_to_the_line_in_its_order(room: Room):
    for person in (ANNA, BEN, CARA, DAN):
        await room.register(person)
    await room.change(capacity=3)
    rows = await room.check()
    assert (rows.registered, rows.line) == ({ANNA, BEN, CARA}, (DAN,))
    await room.change(capacity=None)
    assert (await room.check()).registered == {ANNA, BEN, CARA, DAN}


async def test_fewer_seats_than_are_taken_throw_nobody_out_and_nobody_moves_up_until_there_is_room(
    door: Door,
):
    room = await make_room(door, 3)
    for person in (ANNA, BEN, CARA, DAN):
        await room.register(person)
    await room.change(capacity=1)
    assert (await room.check()).registered == {ANNA, BEN, CARA}
    await room.cancel(ANNA)
    await room.cancel(BEN)
    assert (await room.check()).line == (DAN,)
    await room.cancel(CARA)
    assert (await room.check()).registered == {DAN}


async def test_seats_that_are_held_back_are_given_by_hand_alone(door: Door):
    room = await make_room(door, 2, held=1)
    await room.register(ANNA)
    assert (await room.register(BEN)).status is Status.waitlisted
    assert await room.put_in(CARA)
    assert not await room.put_in(DAN)
    rows = await room.rows()
    assert (rows.registered, rows.line) == ({ANNA, CARA}, (BEN,))


async def test_a_session_that_is_deleted_takes_its_toasts_from_open_pages(room: Room):
    await room.register(ANNA)
    await room.register(BEN)
    await room.cancel(ANNA)
    room.door.published.clear()
    await room.door.database.transact(sessions_service.delete, EVENT, room.session_id)
    assert NotificationsChanged(BEN) in room.door.published


async def test_who_waits_may_be_put_in_by_hand(door: Door):
    room = await make_room(door, 2, held=1)
    for person in (ANNA, BEN):
        await room.register(person)
    assert await room.put_in(BEN)
    assert await room.put_in(BEN)
    assert (await room.check()).registered == {ANNA, BEN}


async def test_seats_that_are_no_longer_held_back_go_to_the_line(door: Door):
    room = await make_room(door, 2, held=1)
    for person in (ANNA, BEN):
        await room.register(person)
    await room.change(held=0)
    assert (await room.check()).registered == {ANNA, BEN}


async def test_without_a_limit_everybody_has_a_seat(door: Door):
    room = await make_room(door, None)
    for person in (ANNA, BEN, CARA):
        assert await room.register(person) == Rsvp(room.session_id, Status.registered)
    await room.check()


async def test_who_will_not_come_to_the_event_gives_up_all_seats(room: Room):
    for person in (ANNA, BEN, CARA):
        await room.register(person)
    for person in (CARA, ANNA):
        await room.door.database.transact(leave, EVENT, person)
    rows = await room.check()
    assert (rows.registered, rows.line) == ({BEN}, ())
    with pytest.raises(NotComing):
        await room.register(ANNA)


async def test_a_deleted_account_frees_its_seat_also_of_somebody_who_is_in(room: Room):
    for person in (ANNA, BEN):
        await room.register(person)
    await room.door.change_attendee(ANNA, checked_in=True, checked_in_at=clock.now())
    await room.door.database.transact(delete_account, ANNA)
    assert (await room.check()).registered == {BEN}


async def test_a_deleted_session_tells_everybody_who_had_a_seat_or_waited(room: Room):
    for person in (ANNA, BEN):
        await room.register(person)
    room.door.published.clear()
    await room.door.database.transact(sessions_service.delete, EVENT, room.session_id)
    told = {one.attendee_id for one in room.door.published if isinstance(one, RsvpChanged)}
    assert told == {ANNA, BEN}
    assert await room.rows() == await room.rows()
    with pytest.raises(NotFound):
        await room.register(CARA)


async def test_a_copy_begins_where_the_session_ends_and_is_empty(room: Room):
    await room.register(ANNA)
    copied = await room.door.database.transact(sessions_service.copy, EVENT, room.session_id)
    session, other = await room.session(), await Room(room.door, copied).session()
    assert (other.name, other.start, other.taken, other.capacity) == (session.name, session.end, 0, 1)
    assert other.code != session.code


async def test_a_session_that_is_over_takes_nobody(door: Door):
    room = await make_room(door)
    late = clock.now() + timedelta(hours=3)
    with pytest.raises(SessionOver):
        await door.database.transact(register, EVENT, room.session_id, ANNA, late)


@pytest.mark.parametrize(
    ("event_id", "attendee_id"), [(EVENT, STRANGER), (ELSEWHERE, STRANGER), (ELSEWHERE, ANNA)]
)
async def test_another_events_session_or_attendee_is_not_there(room: Room, event_id: int, attendee_id: int):
    with pytest.raises(NotFound):
        await room.door.database.transact(register, event_id, room.session_id, attendee_id, clock.now())
    assert (await room.check()).registered == set()


async def test_a_seat_that_nobody_waits_for_is_free_again(room: Room):
    await room.register(ANNA)
    await room.cancel(ANNA)
    assert SeatFreed(EVENT, room.session_id) in room.door.published
    assert (await room.session()).seats_left == 1
