"""What is on paper of two who are one person: the badge's text, print jobs, certificates."""

from __future__ import annotations

import pytest

from netevent.badges.texts.service import correct
from netevent.badges.texts.text import BadgeText
from netevent.core import clock
from netevent.core.database.tables import badge_texts, certificates, print_jobs
from netevent.office.doubles.moving import queries
from tests.door import Door
from tests.office.doubles.merging import OTHER, live_twice, merge_into, undo_last
from tests.privacy.snapshots.whole import everything
from tests.privacy.traces import ANNA, put, rows

OTHERS = "CERTIFICATE00002"


@pytest.fixture(autouse=True)
async def both(door: Door) -> None:
    """Anna has each of them, and so has the other one."""
    await live_twice(door)
    await door.database.transact(correct, 1, OTHER, BadgeText("Ann"), "Olga")
    row = {"code": OTHERS, "content": "{}", "issued_at": clock.now().replace(microsecond=0)}
    await put(door, certificates, event_id=1, attendee_id=OTHER, **row)


@pytest.mark.parametrize(
    ("stays", "goes", "name", "code"),
    [(ANNA, OTHER, "Dr. Ann", "CERTIFICATE00001"), (OTHER, ANNA, "Ann", OTHERS)],
)
async def test_of_what_each_has_once_that_of_who_stays_is_kept(
    door: Door, stays: int, goes: int, name: str, code: str
):
    before = await everything(door)
    await merge_into(door, stays, goes)
    assert [(one.attendee_id, one.name) for one in await rows(door, badge_texts)] == [(stays, name)]
    assert [(one.attendee_id, one.code) for one in await rows(door, certificates)] == [(stays, code)]
    assert [one.attendee_id for one in await rows(door, print_jobs)] == [stays]
    await undo_last(door)
    assert await everything(door) == before


async def test_what_only_the_other_one_has_comes_along(door: Door):
    for table in (badge_texts, certificates):
        await door.database.transact(queries.delete_all_of, table, ANNA)
    await merge_into(door, ANNA, OTHER)
    assert [(one.attendee_id, one.name) for one in await rows(door, badge_texts)] == [(ANNA, "Ann")]
    assert [(one.attendee_id, one.code) for one in await rows(door, certificates)] == [(ANNA, OTHERS)]
