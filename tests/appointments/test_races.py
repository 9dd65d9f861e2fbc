"""Who is quicker: each race with its twin, in which the guard is off and the race is lost."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

import pytest
from sqlalchemy import func, insert, select, update
from sqlalchemy.exc import IntegrityError

from netevent.appointments import refusals, service
from netevent.appointments.appointment import Status
from netevent.appointments.transitions import queries as transition_queries
from netevent.changes import AppointmentChanged
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.database.budget import patient
from netevent.core.database.tables import appointment_cells, appointments, attendees
from netevent.core.errors import Conflict, NotFound
from netevent.meeting_points import queries as point_queries
from netevent.meeting_points import service as point_service
from netevent.privacy.deletion.service import delete_account
from tests.appointments.meeting import ANNA, BEN, CARA, Meet
from tests.factories import attendee_row, insert_connection

CROWD = 50


async def crowd(meet: Meet, size: int) -> list[int]:
    """More people at the event."""
    rows = [attendee_row(1, first_name=f"Guest {number}") for number in range(size)]
    await meet.database.transact(lambda tx: tx.execute(insert(attendees), rows))
    statement = select(attendees.c.id).order_by(attendees.c.id.desc()).limit(size)
    return list(await meet.database.read(lambda tx: tx.execute(statement).scalars().all()))


async def asked_by_all(meet: Meet, **proposal: Any) -> list[int]:
    """Anna is asked for the same time by fifty people."""
    made = []
    for guest in await crowd(meet, CROWD):
        await insert_connection(meet.database, guest, ANNA)
        made.append(await meet.propose(guest, ANNA, meet.proposal(**proposal)))
    return made


async def pairs_at(meet: Meet, point: int) -> list[tuple[int, int]]:
    """Fifty pairs who want the same place at the same time: proposals, and who answers each."""
    guests = await crowd(meet, 2 * CROWD)
    made = []
    for one, other in zip(guests[::2], guests[1::2], strict=True):
        await insert_connection(meet.database, one, other)
        made.append((await meet.propose(one, other, meet.proposal(point_id=point)), other))
    return made


async def race(meet: Meet, *runs: Awaitable[Any]) -> list[Any]:
    """All at once. Each waits as long as it must: who is too late is a question of its own."""
    await meet.open_connections()
    with patient():
        results = await asyncio.gather(*runs, return_exceptions=True)
    unexpected = [one for one in results if isinstance(one, Exception) and not isinstance(one, Conflict)]
    assert unexpected == []
    return results


async def test_of_fifty_proposals_for_one_slot_exactly_one_is_agreed(meet: Meet):
    made = await asked_by_all(meet, minutes=30)
    results = await race(meet, *(meet.accept(one, ANNA) for one in made))
    assert results.count(None) == 1
    assert await meet.standing() == {"accepted": 1, "lapsed": CROWD - 1}
    assert await meet.slots() == 2 * 2


async def test_of_fifty_pairs_at_one_meeting_point_exactly_one_gets_it(meet: Meet):
    made = await pairs_at(meet, await meet.point())
    results = await race(meet, *(meet.accept(one, by) for one, by in made))
    assert results.count(None) == 1
    assert {type(one) for one in results if one is not None} == {refusals.PlaceTaken}
    assert await meet.standing() == {"accepted": 1, "pending": CROWD - 1}
    assert await meet.slots() == 3


async def test_look_then_accept_would_book_one_person_fifty_times(meet: Meet):
    """The twin: everyone looks whether Anna is free, then agrees without taking her quarters."""
    made = await asked_by_all(meet)

    def agreed(tx: Transaction) -> int:
        return int(tx.execute(select(func.count()).where(appointments.c.status == "accepted")).scalar_one())

    await race(meet, *unguarded(meet, [(one, ANNA) for one in made], agreed))
    assert await meet.standing() == {"accepted": CROWD}


async def test_look_then_accept_would_give_one_place_to_fifty_pairs(meet: Meet):
    """The twin: the place is looked at, and not taken by its unique key."""
    point = await meet.point()
    made = await pairs_at(meet, point)

    def taken(tx: Transaction) -> int:
        statement = select(func.count()).where(appointment_cells.c.meeting_point_id == point)
        return int(tx.execute(statement).scalar_one())

    await race(meet, *unguarded(meet, made, taken))
    assert await meet.standing() == {"accepted": CROWD}


def unguarded(
    meet: Meet, made: list[tuple[int, int]], count: Callable[[Transaction], int]
) -> list[Awaitable[None]]:
    everyone_has_looked = asyncio.Barrier(len(made))

    async def accept(appointment_id: int, by: int) -> None:
        is_free = await meet.database.read(count) == 0
        await everyone_has_looked.wait()
        if is_free:
            await meet.database.transact(
                transition_queries.update_accepted, by, appointment_id, 1, clock.now()
            )

    return [accept(one, by) for one, by in made]


async def test_the_database_itself_lets_nobody_have_a_slot_twice(meet: Meet):
    """Without the lock on people, and whatever the program believes."""
    point = await meet.point()
    made = [await meet.propose(to=BEN, proposal=meet.proposal(point_id=point))]
    made.append(await meet.propose(CARA, ANNA, meet.proposal(point_id=point)))
    rows = [await meet.one(one) for one in made]
    await meet.open_connections()
    results = await asyncio.gather(
        *(meet.database.transact(transition_queries.insert_slots, agreed=row) for row in rows),
        return_exceptions=True,
    )
    assert [type(one) for one in results].count(IntegrityError) == 1
    assert await meet.slots() == 3


@pytest.mark.parametrize("transition", range(5))
async def test_of_cancel_and_accept_one_counts_and_both_see_the_same(meet: Meet, transition: int):
    made = await meet.propose(proposal=meet.proposal(12, transition % 4 * 15))
    runs = [meet.cancel(made, ANNA), meet.accept(made, BEN)]
    results = await race(meet, *(runs if transition % 2 else runs[::-1]))
    assert results.count(None) == 1
    cancelled, accepted = results if transition % 2 else results[::-1]
    status = await meet.status(made)
    if accepted is None:
        assert (status, await meet.slots(made)) == (Status.accepted, 2)
        assert isinstance(cancelled, refusals.AlreadyAgreed)
    else:
        assert (status, await meet.slots(made)) == (Status.cancelled, 0)
        assert isinstance(accepted, refusals.Over)


async def test_an_update_without_its_condition_would_let_both_win(meet: Meet):
    """The twin: both look first, and both believe that their turn counts."""
    made = await meet.propose()
    both_have_looked = asyncio.Barrier(2)

    async def transition(status: Status) -> bool:
        is_pending = (await meet.one(made)).status is Status.pending
        await both_have_looked.wait()
        if is_pending:
            statement = update(appointments).where(appointments.c.id == made).values(status=status)
            await meet.database.transact(lambda tx: tx.execute(statement))
        return is_pending

    assert all(await asyncio.gather(transition(Status.cancelled), transition(Status.accepted)))


async def test_of_two_accepts_at_once_one_counts(meet: Meet):
    made = await meet.propose()
    results = await race(meet, *(meet.accept(made) for _ in range(10)))
    assert results.count(None) == 1
    assert {type(one) for one in results if one is not None} == {refusals.AlreadyAgreed}
    assert await meet.slots(made) == 2


async def test_of_move_and_accept_one_counts(meet: Meet):
    made = await meet.propose()
    moved, accepted = await race(meet, meet.move(made, ANNA, meet.proposal(14)), meet.accept(made, BEN))
    row = await meet.one(made)
    if row.status is Status.accepted:
        assert (accepted, row.start, await meet.slots(made)) == (None, meet.at(12), 2)
    else:
        assert (moved, row.start, await meet.slots(made)) == (None, meet.at(14), 0)


async def test_two_who_agree_with_one_person_at_different_times_do_not_disturb_each_other(meet: Meet):
    made = [
        await meet.propose(BEN, ANNA, meet.proposal(12)),
        await meet.propose(CARA, ANNA, meet.proposal(13)),
    ]
    results = await race(meet, *(meet.accept(one, ANNA) for one in made))
    assert results == [None, None]


async def test_crossing_accepts_of_the_same_two_people_end_in_one_order(meet: Meet):
    """Each asked the other for the same time, and both agree at once."""
    made = [await meet.propose(ANNA, BEN), await meet.propose(BEN, ANNA)]
    results = await race(meet, meet.accept(made[0], BEN), meet.accept(made[1], ANNA))
    assert results.count(None) == 1
    assert await meet.standing() == {"accepted": 1, "lapsed": 1}


async def test_proposals_of_one_person_at_once_stay_below_the_limit(
    meet: Meet, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(service, "MOST_ASKED", 3)
    proposals = [meet.proposal(12 + hour, slot) for hour in range(3) for slot in (0, 15, 30, 45)]
    results = await race(meet, *(meet.propose(proposal=proposal) for proposal in proposals))
    assert sum(isinstance(one, refusals.TooManyAsked) for one in results) == len(proposals) - 3
    assert await meet.standing() == {"pending": 3}


async def test_to_count_without_the_lock_would_let_them_pass(meet: Meet, monkeypatch: pytest.MonkeyPatch):
    """The twin: everyone counts before anybody proposes."""
    everyone_has_counted = asyncio.Barrier(8)

    async def propose(number: int) -> None:
        asked = (await meet.standing())["pending"]
        await everyone_has_counted.wait()
        if asked < 1:
            await meet.propose(proposal=meet.proposal(12 + number // 4, number % 4 * 15))

    await asyncio.gather(*(propose(number) for number in range(8)))
    assert await meet.standing() == {"pending": 8}


async def test_a_proposal_to_who_deletes_the_account_meanwhile_is_to_nobody(meet: Meet):
    for guest in await crowd(meet, 8):
        await insert_connection(meet.database, ANNA, guest)
        results = await asyncio.gather(
            meet.propose(to=guest),
            meet.database.transact(delete_account, attendee_id=guest),
            return_exceptions=True,
        )
        assert isinstance(results[0], int | NotFound), results
        assert results[1] == ""
    assert await meet.standing() == {}


async def test_points_added_at_once_stay_below_the_limit(meet: Meet, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(point_service, "MOST_POINTS", 3)
    adding = (partial(point_service.add, event_id=1, names=[f"Table {number}"]) for number in range(10))
    results = await race(meet, *(meet.database.transact(add) for add in adding))
    assert results.count(None) == 3
    assert len(await meet.database.read(point_queries.select_names, event_id=1)) == 3


async def test_to_count_points_without_the_lock_would_let_them_pass(meet: Meet):
    """The twin: everyone counts before anybody adds."""
    everyone_has_counted = asyncio.Barrier(8)

    async def add(number: int) -> None:
        names = await meet.database.read(point_queries.select_names, event_id=1)
        await everyone_has_counted.wait()
        if not names:
            await meet.database.transact(point_queries.insert_point, event_id=1, name=f"Table {number}")

    await asyncio.gather(*(add(number) for number in range(8)))
    assert len(await meet.database.read(point_queries.select_names, event_id=1)) == 8


async def test_several_workers_expire_each_proposal_once(meet: Meet):
    await asked_by_all(meet)
    meet.published.clear()
    later = meet.at(12)
    counts = await race(meet, *(meet.database.transact(service.expire_due, later) for _ in range(4)))
    lapsed = [one for one in meet.published if isinstance(one, AppointmentChanged)]
    assert sum(counts) == len(lapsed) == CROWD
