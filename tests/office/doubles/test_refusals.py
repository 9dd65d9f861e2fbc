"""What is not merged, and what is not undone."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import update

from netevent.core.database.tables import (
    jobs,
)
from netevent.core.errors import NotFound
from netevent.office.doubles import service
from netevent.office.doubles.queries import select_merge_ids, select_two_people
from netevent.office.doubles.service import (
    ChangedMeanwhile,
    ChangedSince,
    MergeOver,
    NoRoomForBoth,
    SamePerson,
    Wanted,
    merge,
    undo,
)
from tests.connections.relationships import relationship
from tests.door import BADGES, Door, badge
from tests.office.doubles.merging import (
    OTHER,
    merge_into,
    seen,
    undo_last,
)
from tests.privacy.snapshots.whole import everything
from tests.privacy.traces import ANNA, DAN, row_of
from tests.registration.attendance.test_service import change_event, seats


async def test_nobody_is_merged_with_oneself_or_with_another_events_people(door: Door):
    with pytest.raises(SamePerson):
        await merge_into(door, ANNA, ANNA)
    for pair in ((ANNA, BADGES + 1), (BADGES + 1, ANNA)):
        with pytest.raises(NotFound):
            await merge_into(door, *pair)
        with pytest.raises(NotFound):
            await door.database.transact(service.two_people, 1, *pair)


async def test_what_was_changed_since_the_page_was_opened_is_looked_at_first(door: Door):
    old = await seen(door, ANNA, OTHER)
    await door.change_attendee(OTHER, role="CTO")
    with pytest.raises(ChangedMeanwhile):
        await door.database.transact(merge, 1, Wanted(ANNA, OTHER, frozenset(), old))
    assert await row_of(door, OTHER) is not None


async def _scan(door: Door) -> None:
    await door.scan(badge(OTHER))


async def _edit(door: Door) -> None:
    await door.change_attendee(ANNA, role="CTO")


async def _connect(door: Door) -> None:
    await relationship(door, ANNA, DAN)


@pytest.mark.parametrize("happens", [_scan, _edit, _connect])
async def test_what_happened_since_refuses_the_undo(door: Door, happens: Any):
    await merge_into(door, ANNA, OTHER)
    await happens(door)
    before = await everything(door)
    with pytest.raises(ChangedSince):
        await undo_last(door)
    assert await everything(door) == before


async def test_a_seat_that_is_taken_refuses_the_undo(door: Door):
    await merge_into(door, ANNA, OTHER)
    await change_event(door, max_attendees=BADGES - 1)
    with pytest.raises(NoRoomForBoth):
        await undo_last(door)
    await change_event(door, max_attendees=BADGES)
    await undo_last(door)
    assert await seats(door.database) == BADGES


async def test_an_undo_that_is_over_or_of_another_event_is_refused(door: Door):
    await merge_into(door, ANNA, OTHER)
    (job_id,) = await door.database.read(select_merge_ids, 1)
    for event_id, number in ((2, job_id), (1, job_id + 1)):
        with pytest.raises(MergeOver):
            await door.database.transact(undo, event_id, number)
    await door.database.transact(lambda tx: tx.execute(update(jobs).values(state="done", arguments="")))
    with pytest.raises(MergeOver):
        await door.database.transact(undo, 1, job_id)


async def test_two_people_are_remembered_once(door: Door):
    await door.database.transact(service.two_people, 1, OTHER, ANNA)
    await door.database.transact(service.two_people, 1, ANNA, OTHER)
    assert await door.database.read(select_two_people, 1) == {(ANNA, OTHER)}
    assert await door.database.read(select_two_people, 2) == set()
