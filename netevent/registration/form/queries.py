"""SQL of the registration page: whether an event has anything to choose from."""

from __future__ import annotations

from sqlalchemy import select, true

from netevent.core.database import Transaction
from netevent.core.database.tables import attendee_types


def select_offers_types(tx: Transaction, event_id: int) -> bool:
    """Whether the organizer offers a type, hidden ones too. Else its form is the simple one."""
    one = attendee_types.c
    statement = select(one.id).where(one.event_id == event_id, one.is_offered == true())
    return tx.execute(statement.limit(1)).first() is not None
