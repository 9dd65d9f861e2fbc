"""What waits for the people of `tests.door`: whether they were told of it, and whether they have seen it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from netevent.core import clock
from netevent.core.database import Database
from netevent.core.database.tables import notifications
from netevent.notification_kinds import INBOX
from netevent.notifications import queries
from netevent.notifications.inbox import Notification, Waiting
from netevent.notifications.kinds import NotificationKind


async def waiting(database: Database, attendee_id: int) -> Waiting:
    return await database.read(lambda tx: INBOX.read(tx, attendee_id))


async def standing(database: Database, attendee_id: int) -> list[Notification]:
    """What the attendee has not seen and what still stands, the oldest first."""
    return await database.read(
        lambda tx: INBOX.standing(tx, attendee_id, queries.select_unseen(tx, attendee_id), clock.now())
    )


async def unseen(database: Database, attendee_id: int) -> list[tuple[str, int]]:
    """The kinds and subjects."""
    found = await database.read(lambda tx: queries.select_unseen(tx, attendee_id))
    return [(one.kind, one.subject_id) for one in found]


async def told(database: Database, kind: NotificationKind, subject_id: int) -> dict[int, bool]:
    """Who was told of it, and whether they have seen it."""
    which = (notifications.c.kind == kind.name, notifications.c.subject_id == subject_id)
    rows = await database.read(lambda tx: tx.execute(select(notifications).where(*which)).all())
    return {row.attendee_id: row.seen_at is not None for row in rows}


async def rows(database: Database) -> list[Any]:
    return list(await database.read(lambda tx: tx.execute(select(notifications)).all()))
