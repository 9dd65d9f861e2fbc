"""What happens in the same moment."""

from __future__ import annotations

import asyncio

import pytest

from netevent.attendees import former_codes as former_codes_sql
from netevent.checkin import service as checkin
from netevent.checkin.scan import Outcome
from netevent.office.doubles.queries import select_merge_ids
from netevent.office.doubles.service import (
    Wanted,
    merge,
    undo,
)
from tests.door import BADGES, Door, badge
from tests.office.doubles.merging import (
    OTHER,
    live_twice,
    merge_into,
    seen,
)
from tests.privacy.snapshots.whole import everything
from tests.privacy.traces import ANNA, BEN, CARA, DAN, row_of
from tests.registration.attendance.test_service import seats


async def test_of_two_crosswise_one_counts(door: Door):
    old = await seen(door, ANNA, OTHER)
    wanted = [Wanted(one, other, frozenset(), old) for one, other in ((ANNA, OTHER), (OTHER, ANNA))]
    done = await asyncio.gather(
        *(door.database.transact(merge, 1, one) for one in wanted), return_exceptions=True
    )
    assert sorted(type(one).__name__ for one in done) == ["NoneType", "NotFound"]
    assert await seats(door.database) == BADGES - 1


async def test_of_many_undos_one_counts(door: Door):
    await live_twice(door)
    before = await everything(door)
    await merge_into(door, ANNA, OTHER)
    (job_id,) = await door.database.read(select_merge_ids, 1)
    runs = (door.database.transact(undo, 1, job_id) for _ in range(6))
    done = await asyncio.gather(*runs, return_exceptions=True)
    assert sorted(type(one).__name__ for one in done) == ["MergeOver"] * 5 + ["NoneType"]
    assert await everything(door) == before


async def test_a_check_in_at_the_moment_of_the_merge_is_the_one_persons(door: Door):
    for stays, gone in ((ANNA, OTHER), (BEN, 9), (CARA, 8), (DAN, 7)):
        _, answer = await asyncio.gather(merge_into(door, stays, gone), door.scan(badge(gone)))
        assert answer.outcome is Outcome.checked_in
        assert (await row_of(door, stays)).checked_in
        assert await row_of(door, gone) is None
    assert await door.inside() == 4


async def test_twin_of_a_former_code_that_nobody_kept(door: Door, monkeypatch: pytest.MonkeyPatch):
    """With the guard off, the badge of who went is nobody's at that moment."""
    monkeypatch.setattr(former_codes_sql, "insert_former_code", lambda tx, code, attendee_id: None)
    await merge_into(door, ANNA, OTHER)
    assert (await door.scan(badge(OTHER))).outcome is Outcome.unknown_code


async def test_a_door_that_read_the_badge_before_the_merge_lets_the_one_person_in(
    door: Door, monkeypatch: pytest.MonkeyPatch
):
    """The twin of the race, made certain: the badge was read, then the merge was committed."""
    old = await door.database.read(checkin.read_badge, door.new_scan(code=badge(OTHER)))
    await merge_into(door, ANNA, OTHER)
    monkeypatch.setattr(checkin, "read_badge", lambda tx, scan: (scan, old[1]))
    answer = await door.scan(badge(OTHER))
    assert (answer.outcome, answer.attendee and answer.attendee.id) == (Outcome.checked_in, ANNA)
    assert (await row_of(door)).checked_in
