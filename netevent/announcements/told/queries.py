"""SQL of what an attendee was told on the own pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, ScalarSelect, Select, func, select, true

from netevent.announcements.announcement import Words
from netevent.announcements.queries import select_texts
from netevent.announcements.told.told import NOWHERE, Addresses, Told
from netevent.core.database import Transaction
from netevent.core.database.tables import announcement_recipients, announcements, attendees, notifications
from netevent.core.errors import existing
from netevent.events.details import Event
from netevent.events.queries import select_event

# More than anybody is told.
MOST = 100


def select_told(
    tx: Transaction,
    attendee_id: int,
    announcement_ids: Sequence[int] | None = None,
    addresses: Addresses = NOWHERE,
) -> list[Told]:
    """Of those that stand on the pages, all or these; the newest first."""
    statement = _on_pages().where(announcement_recipients.c.attendee_id == attendee_id)
    if announcement_ids is not None:
        statement = statement.where(announcements.c.id.in_(announcement_ids))
    newest_first = (announcement_recipients.c.told_at.desc(), announcements.c.id.desc())
    newest = statement.order_by(*newest_first).limit(MOST)
    rows = tx.execute(newest).all()
    if not rows:
        return []
    event = existing(select_event(tx, rows[0].event_id))
    texts = select_texts(tx, [row.id for row in rows])
    return [_told(row, texts[row.id], event, addresses) for row in rows]


def select_told_by(tx: Transaction, attendee_ids: Sequence[int], announcement_id: int) -> dict[int, Told]:
    """One that stands on the pages, as each of these attendees was told it."""
    theirs = (
        announcement_recipients.c.announcement_id == announcement_id,
        announcement_recipients.c.attendee_id.in_(attendee_ids),
    )
    rows = tx.execute(_on_pages().where(*theirs)).all()
    if not rows:
        return {}
    event = existing(select_event(tx, rows[0].event_id))
    texts = select_texts(tx, [announcement_id])[announcement_id]
    return {row.attendee_id: _told(row, texts, event, NOWHERE) for row in rows}


def unseen(attendee_id: int, kinds: Sequence[str]) -> ScalarSelect[int]:
    """How many the attendee has not looked at."""
    theirs = (
        notifications.c.attendee_id == attendee_id,
        notifications.c.seen_at.is_(None),
        notifications.c.kind.in_(kinds),
    )
    return select(func.count()).select_from(notifications).where(*theirs).scalar_subquery()


def _on_pages() -> Select[Any]:
    joined = announcement_recipients.join(
        announcements, announcements.c.id == announcement_recipients.c.announcement_id
    )
    joined = joined.join(attendees, attendees.c.id == announcement_recipients.c.attendee_id)
    columns = (
        announcements.c.id,
        announcements.c.language,
        announcements.c.event_id,
        announcement_recipients.c.attendee_id,
        attendees.c.first_name,
        attendees.c.last_name,
        announcement_recipients.c.told_at,
    )
    return select(*columns).select_from(joined).where(announcements.c.on_pages == true())


def _told(row: Row[Any], texts: dict[str, Words], event: Event, addresses: Addresses) -> Told:
    return Told(row.id, row.language, texts, event, row.first_name, row.last_name, row.told_at, addresses)
