"""SQL of the private calendar address."""

from __future__ import annotations

from sqlalchemy import select

from netevent.attendees.writing import update_attendee
from netevent.core.database import Transaction
from netevent.core.database.tables import attendees


def select_version(tx: Transaction, attendee_id: int) -> int | None:
    return tx.execute(select(attendees.c.calendar_version).where(attendees.c.id == attendee_id)).scalar()


def update_version(tx: Transaction, attendee_id: int) -> None:
    update_attendee(tx, attendee_id, calendar_version=attendees.c.calendar_version + 1)
