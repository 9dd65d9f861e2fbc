"""SQL of a registration."""

from __future__ import annotations

from sqlalchemy import select

from netevent.core.database import Transaction
from netevent.core.database.tables import attendees
from netevent.core.text.comparing import normalize_email


def select_is_registered(tx: Transaction, event_id: int, email: str) -> bool:
    statement = select(attendees.c.id).where(
        attendees.c.event_id == event_id, attendees.c.email_key == normalize_email(email)
    )
    return tx.execute(statement).first() is not None
