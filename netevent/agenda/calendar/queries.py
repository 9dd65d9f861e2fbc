"""SQL of the private calendar address."""

from __future__ import annotations

from sqlalchemy import select, update

from netevent.core.database import Transaction
from netevent.core.database.tables import attendees


def select_version(tx: Transaction, attendee_id: int) -> int | None:
    return tx.execute(select(attendees.c.calendar_version).where(attendees.c.id == attendee_id)).scalar()


def update_version(tx: Transaction, attendee_id: int) -> None:
    tx.execute(
        update(attendees)
        .where(attendees.c.id == attendee_id)
        .values(calendar_version=attendees.c.calendar_version + 1)
    )
