"""Telling, seeing and mailing at the same moment, and the same races with the guard off: they are real."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from netevent.changes import NotificationsChanged
from netevent.connections.notifications import REQUEST
from netevent.core import clock
from netevent.core.database import Database, Transaction
from netevent.core.database.tables import notifications
from netevent.notifications import queries, service
from tests.door import Door
from tests.notifications.inboxes import rows, unseen

ANNA = 1
SUBJECT = 7
MANY = 12


@pytest.fixture
async def runners(database: Database) -> None:
    """A race needs runners: with one connection open, the first is through before the others start."""
    await asyncio.gather(*(database.read(lambda tx: tx.execute(select(1)).scalar()) for _ in range(20)))


async def notify(door: Door) -> None:
    await door.database.transact(service.notify, REQUEST, SUBJECT, ANNA)


async def test_several_told_at_once_are_each_told_one_time(door: Door, runners: None):
    both = (ANNA, ANNA + 1)
    tell = (door.database.transact(service.notify, REQUEST, SUBJECT, *both) for _ in range(MANY))
    await asyncio.gather(*tell)
    assert sorted(row.attendee_id for row in await rows(door.database)) == sorted(both)


async def test_told_at_once_is_told_one_time(door: Door, runners: None):
    await asyncio.gather(*(notify(door) for _ in range(MANY)))
    assert await unseen(door.database, ANNA) == [("request", SUBJECT)]
    assert len(await rows(door.database)) == 1


async def test_read_then_insert_would_break(door: Door, runners: None):
    everybody_has_read = asyncio.Barrier(2)

    async def notify_unguarded() -> None:
        found = await unseen(door.database, ANNA)
        await everybody_has_read.wait()
        row = {"attendee_id": ANNA, "kind": "request", "subject_id": SUBJECT, "created_at": clock.now()}
        if not found:
            await door.database.transact(lambda tx: tx.execute(insert(notifications).values(row)))

    results = await asyncio.gather(notify_unguarded(), notify_unguarded(), return_exceptions=True)
    assert [type(one) for one in results if one is not None] == [IntegrityError]


async def test_closed_on_all_pages_at_once_it_is_seen_one_time(door: Door, runners: None):
    await notify(door)
    door.published.clear()
    see = (door.database.transact(service.mark_seen, ANNA, [REQUEST], SUBJECT) for _ in range(MANY))
    await asyncio.gather(*see)
    assert door.published == [NotificationsChanged(ANNA)]


async def test_read_then_write_would_see_it_many_times(door: Door, runners: None):
    await notify(door)
    door.published.clear()
    everybody_has_read = asyncio.Barrier(MANY)

    async def close_unguarded() -> None:
        [found] = await door.database.read(lambda tx: queries.select_unseen(tx, ANNA))
        await everybody_has_read.wait()

        def see(tx: Transaction) -> None:
            seen: Any = update(notifications).where(notifications.c.subject_id == found.subject_id)
            if tx.execute(seen.values(seen_at=clock.now())).rowcount:
                service.refresh(tx, ANNA)

        await door.database.transact(see)

    await asyncio.gather(*(close_unguarded() for _ in range(MANY)))
    assert door.published == [NotificationsChanged(ANNA)] * MANY


async def test_telling_many_without_looking_for_who_was_faster_would_break(
    door: Door, runners: None, monkeypatch: pytest.MonkeyPatch
):
    """The twin of telling several at once: who was told meanwhile has the row already."""
    both = (ANNA, ANNA + 1)
    await notify(door)

    def insert_all(tx: Transaction) -> None:
        same = {"kind": "request", "subject_id": SUBJECT, "created_at": clock.now()}
        tx.execute(insert(notifications), [{"attendee_id": one, **same} for one in both])

    with pytest.raises(IntegrityError):
        await door.database.transact(insert_all)
    await door.database.transact(service.notify, REQUEST, SUBJECT, *both)
    assert sorted(row.attendee_id for row in await rows(door.database)) == sorted(both)
