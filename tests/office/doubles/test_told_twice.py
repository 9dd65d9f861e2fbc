"""Two who are one person were told the same announcement, and want the same not to be pushed."""

from __future__ import annotations

from typing import Any

from netevent.core import clock
from netevent.core.database.tables import announcement_recipients, announcements, push_refusals
from tests.door import Door
from tests.office.doubles.merging import OTHER, merge_into, undo_last
from tests.privacy.snapshots.whole import everything
from tests.privacy.traces import ANNA, put, rows

NEWS = {"event_id": 1, "kind": "announcement", "state": "sent", "audience": "everybody", "language": "en"}


async def test_one_row_of_each_stays_and_what_only_one_had_too(door: Door):
    await both_told(door)
    await merge_into(door, ANNA, OTHER)
    told = [(row.announcement_id, row.attendee_id) for row in await rows(door, announcement_recipients)]
    assert sorted(told) == [(1, ANNA), (2, ANNA)]
    refused = [(row.kind, row.attendee_id) for row in await rows(door, push_refusals)]
    assert sorted(refused) == [("names", ANNA), ("request", ANNA)]


async def test_the_undo_gives_each_the_own_row_back(door: Door):
    await both_told(door)
    before = await everything(door)
    await merge_into(door, ANNA, OTHER)
    await undo_last(door)
    assert await everything(door) == before


async def both_told(door: Door) -> None:
    """The first announcement and a refusal are both people's, the second and another only the other's."""
    for number in (1, 2):
        await put(door, announcements, id=number, changed_at=clock.now(), **NEWS)
    await told(door, announcement_id=1, attendee_id=ANNA)
    await told(door, announcement_id=1, attendee_id=OTHER)
    await told(door, announcement_id=2, attendee_id=OTHER)
    for attendee_id, kind in ((ANNA, "names"), (OTHER, "names"), (OTHER, "request")):
        await put(door, push_refusals, attendee_id=attendee_id, kind=kind)


async def told(door: Door, **values: Any) -> None:
    await put(door, announcement_recipients, told_at=clock.now(), **values)
