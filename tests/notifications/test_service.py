"""Who is told, who has seen it, and whose pages change; the races are in `test_races`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from netevent.appointments.notifications import PROPOSAL
from netevent.changes import AttendeeNotified, NotificationsChanged
from netevent.connections.notifications import CONNECTION, REQUEST
from netevent.events.service import delete_event
from netevent.notifications import queries, service
from tests.door import Door
from tests.notifications.inboxes import rows, told, unseen

ANNA, BEN, CARA, STRANGER = 1, 2, 3, 13
SUBJECT = 7


async def do(door: Door, rule: Callable[..., Any], *values: Any) -> list[int]:
    """Do it; returns whose pages hear of it."""
    door.published.clear()
    await door.database.transact(rule, *values)
    return [change.attendee_id for change in door.published if isinstance(change, NotificationsChanged)]


async def test_each_one_is_told_and_nobody_else(door: Door):
    assert await do(door, service.notify, REQUEST, SUBJECT, ANNA, BEN) == [ANNA, BEN]
    assert await unseen(door.database, ANNA) == [("request", SUBJECT)]
    assert await unseen(door.database, CARA) == []
    notified = [one for one in door.published if isinstance(one, AttendeeNotified)]
    assert notified == [AttendeeNotified(one, "request", SUBJECT) for one in (ANNA, BEN)]


async def test_of_many_who_has_it_already_keeps_one_row_and_the_others_get_one(door: Door):
    await do(door, service.notify, REQUEST, SUBJECT, ANNA)
    await do(door, service.mark_seen, ANNA, [REQUEST])
    await do(door, service.notify, REQUEST, SUBJECT, ANNA, BEN, CARA)
    assert await told(door.database, REQUEST, SUBJECT) == {ANNA: False, BEN: False, CARA: False}
    assert len(await rows(door.database)) == 3


async def test_what_happens_again_is_unseen_again_and_one_row(door: Door):
    await do(door, service.notify, REQUEST, SUBJECT, ANNA)
    await do(door, service.mark_seen, ANNA, [REQUEST])
    await do(door, service.notify, REQUEST, SUBJECT, ANNA)
    assert await unseen(door.database, ANNA) == [("request", SUBJECT)]
    assert len(await rows(door.database)) == 1


async def test_the_last_one_to_happen_comes_last(door: Door):
    for subject in (1, 2):
        await do(door, service.notify, REQUEST, subject, ANNA)
    await do(door, service.notify, REQUEST, 1, ANNA)
    assert await unseen(door.database, ANNA) == [("request", 2), ("request", 1)]


async def test_what_was_never_looked_at_hides_nothing_new(door: Door, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(queries, "MOST_AT_ONCE", 3)
    for subject in range(1, 6):
        await do(door, service.notify, REQUEST, subject, ANNA)
    assert await unseen(door.database, ANNA) == [("request", subject) for subject in (3, 4, 5)]


@pytest.mark.parametrize("has_seen", [False, True])
async def test_what_stands_again_is_not_told_to_who_has_seen_it(door: Door, has_seen: bool):
    await do(door, service.notify, REQUEST, SUBJECT, ANNA)
    if has_seen:
        await do(door, service.mark_seen, ANNA, [REQUEST])
    assert await do(door, service.restore, REQUEST, SUBJECT, ANNA) == [ANNA]
    assert await unseen(door.database, ANNA) == ([] if has_seen else [("request", SUBJECT)])


async def test_what_is_over_waits_for_nobody_of_those_named(door: Door):
    await do(door, service.notify, REQUEST, SUBJECT, ANNA, BEN, CARA)
    await do(door, service.notify, REQUEST, SUBJECT + 1, ANNA)
    await do(door, service.notify, PROPOSAL, SUBJECT, ANNA)
    assert await do(door, service.dismiss, [REQUEST, CONNECTION], SUBJECT, ANNA, BEN) == [ANNA, BEN]
    assert await told(door.database, REQUEST, SUBJECT) == {ANNA: True, BEN: True, CARA: False}
    assert await unseen(door.database, ANNA) == [("request", SUBJECT + 1), ("proposal", SUBJECT)]


async def test_a_transaction_repaints_each_ones_pages_once(door: Door):
    def moved(tx: Any) -> None:
        service.dismiss(tx, [PROPOSAL], SUBJECT, ANNA, BEN)
        service.notify(tx, PROPOSAL, SUBJECT, BEN)

    assert await do(door, moved) == [ANNA, BEN]


async def test_who_looks_at_some_kinds_has_not_seen_the_others(door: Door):
    for kind in (REQUEST, CONNECTION, PROPOSAL):
        await do(door, service.notify, kind, SUBJECT, ANNA, BEN)
    assert await do(door, service.mark_seen, ANNA, [REQUEST, CONNECTION]) == [ANNA]
    assert await unseen(door.database, ANNA) == [("proposal", SUBJECT)]
    assert len(await unseen(door.database, BEN)) == 3
    assert await do(door, service.mark_seen, ANNA, [REQUEST, CONNECTION]) == []


async def test_who_looks_at_one_subject_has_not_seen_the_others(door: Door):
    for subject in (1, 2):
        await do(door, service.notify, PROPOSAL, subject, ANNA)
    await do(door, service.mark_seen, ANNA, [PROPOSAL], 2)
    assert await unseen(door.database, ANNA) == [("proposal", 1)]


async def test_nobody_sees_it_for_others(door: Door):
    await do(door, service.notify, REQUEST, SUBJECT, ANNA)
    for somebody in (BEN, STRANGER):
        assert await do(door, service.mark_seen, somebody, [REQUEST], SUBJECT) == []
    assert await told(door.database, REQUEST, SUBJECT) == {ANNA: False}


async def test_with_the_event_goes_what_waited_for_its_people(door: Door):
    await do(door, service.notify, REQUEST, SUBJECT, ANNA, STRANGER)
    await do(door, delete_event, 1)
    assert [row.attendee_id for row in await rows(door.database)] == [STRANGER]
