"""What the lock on the two people keeps true, each with its twin, in which nobody takes it.

The twins run on MariaDB: there two transactions really stand side by side.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from functools import partial
from typing import Any

import pytest
from sqlalchemy.util import await_only

from netevent.appointments import queries, refusals, service
from netevent.appointments.appointment import Status
from netevent.appointments.transitions import queries as transitions
from netevent.connections import service as connections_service
from netevent.core.database import Database, Transaction
from netevent.core.errors import Conflict, NotFound
from netevent.reactions import REACTIONS
from netevent.registration.attendance import service as attendance_service
from tests.appointments.meeting import ANNA, BEN, CARA, Meet, make_meet
from tests.door import make_door

ENDINGS: dict[str, Callable[[Transaction], object]] = {
    "removed": partial(connections_service.remove, viewer_id=ANNA, person_id=BEN),
    "blocked": partial(connections_service.block, viewer_id=BEN, person_id=ANNA),
    "cancelled": partial(attendance_service.leave, event_id=1, attendee_id=BEN),
}


@pytest.fixture
async def side_by_side(mariadb_url: str) -> AsyncIterator[Meet]:
    database = Database(mariadb_url, reactions=REACTIONS)
    await make_door(database)
    yield await make_meet(database)
    await database.close()


async def both(meet: Meet, one: Awaitable[Any], other: Awaitable[Any], *, turned: bool) -> tuple[Any, Any]:
    """Both at once; what became of each."""
    await meet.open_connections()
    runs = (other, one) if turned else (one, other)
    results = await asyncio.gather(*runs, return_exceptions=True)
    return (results[1], results[0]) if turned else (results[0], results[1])


@pytest.mark.parametrize("turned", [True, False] * 2)
async def test_of_move_and_accept_nobody_is_asked_for_a_time_that_is_taken(meet: Meet, turned: bool):
    """Anna moves one to the time at which she agrees to another: it is refused, or it lapses at once."""
    moved, agreed = await meet.propose(), await meet.propose(CARA, ANNA, meet.proposal(14))
    move, accept = meet.move(moved, ANNA, meet.proposal(14)), meet.accept(agreed, ANNA)
    refusal, _ = await both(meet, move, accept, turned=turned)
    row = await meet.one(moved)
    assert await meet.status(agreed) is Status.accepted
    if refusal is None:
        assert (row.status, row.start) == (Status.lapsed, meet.at(14))
    else:
        assert isinstance(refusal, refusals.YouAreTaken)
        assert (row.status, row.start) == (Status.pending, meet.at(12))


async def test_a_move_without_the_lock_would_ask_for_a_time_that_is_taken(
    side_by_side: Meet, monkeypatch: pytest.MonkeyPatch
):
    """The twin: Anna has looked whether she is free, and agrees elsewhere before she moves."""
    meet = side_by_side
    moved, agreed = await meet.propose(), await meet.propose(CARA, ANNA, meet.proposal(14))
    update_moved = transitions.update_moved

    def agree_first(tx: Transaction, *move: Any) -> bool:
        await_only(meet.accept(agreed, ANNA))
        return update_moved(tx, *move)

    monkeypatch.setattr(transitions, "update_moved", agree_first)
    monkeypatch.setattr(service, "lock_attendees", lambda tx, *ids: None)
    await meet.move(moved, ANNA, meet.proposal(14))
    row = await meet.one(moved)
    assert (row.status, row.start) == (Status.pending, meet.at(14))
    assert await meet.status(agreed) is Status.accepted


@pytest.mark.parametrize("turned", [True, False] * 2)
@pytest.mark.parametrize("ending", ENDINGS)
async def test_what_is_agreed_in_the_moment_of_the_end_does_not_stay(meet: Meet, ending: str, turned: bool):
    made = await meet.propose()
    end = meet.database.transact(ENDINGS[ending])
    _, refusal = await both(meet, end, meet.accept(made), turned=turned)
    assert refusal is None or isinstance(refusal, Conflict | NotFound)
    assert await meet.standing() == {"cancelled": 1}
    assert await meet.slots() == 0


async def test_an_end_without_the_lock_would_leave_what_is_agreed_meanwhile(
    side_by_side: Meet, monkeypatch: pytest.MonkeyPatch
):
    """The twin: the proposal is accepted between the look at what is to come and its end."""
    meet = side_by_side
    made = await meet.propose()
    select_between = queries.select_between

    def look_then_accept(tx: Transaction, *pair: Any) -> Any:
        found = select_between(tx, *pair)
        await_only(meet.accept(made))
        return found

    monkeypatch.setattr(queries, "select_between", look_then_accept)
    monkeypatch.setattr(connections_service, "lock_attendees", lambda tx, *ids: None)
    monkeypatch.setattr(connections_service, "dismiss", lambda tx, *what: None)  # its rows are locks, too
    await meet.database.transact(ENDINGS["removed"])
    assert await meet.standing() == {"accepted": 1}
