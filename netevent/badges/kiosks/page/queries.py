"""SQL of a kiosk's page: whose address it is that was typed, and what the page says of itself."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from netevent.core.database import Transaction
from netevent.core.database.tables import attendee_types, attendees

ONE = attendees.c


@dataclass(frozen=True, slots=True)
class Registered:
    """Somebody of the event, as far as a kiosk needs to know."""

    id: int
    first_name: str
    last_name: str
    type_name: str


def select_registered(tx: Transaction, event_id: int, email_key: str) -> Registered | None:
    """Who is registered with exactly this address (`comparing.normalize_email`)."""
    row = tx.execute(
        select(ONE.id, ONE.first_name, ONE.last_name, attendee_types.c.name.label("type_name"))
        .select_from(attendees.outerjoin(attendee_types, attendee_types.c.id == ONE.attendee_type_id))
        .where(ONE.event_id == event_id, ONE.email_key == email_key)
    ).first()
    return Registered(row.id, row.first_name, row.last_name, row.type_name or "") if row else None
