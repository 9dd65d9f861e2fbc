"""SQL of assignments: who has which type, and what waits for an undo. Called by `assigning.service`."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from netevent.attendees import writing
from netevent.core.database import Transaction
from netevent.core.database.tables import attendees


def select_type_ids(tx: Transaction, event_id: int, people: Collection[int]) -> dict[int, int]:
    """Of those who are of this event: the type of each, 0: none."""
    statement = select(attendees.c.id, attendees.c.attendee_type_id).where(
        attendees.c.event_id == event_id, attendees.c.id.in_(people)
    )
    return {row.id: row.attendee_type_id or 0 for row in tx.execute(statement)}


def update_types(tx: Transaction, event_id: int, type_id: int, people: Collection[int]) -> None:
    """Give them the type, with 0 none."""
    writing.update_types(tx, event_id, type_id or None, attendees.c.id.in_(people))
