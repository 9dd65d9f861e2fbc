"""SQL of what previews show of the event: somebody who is registered, and who organizes it."""

from __future__ import annotations

from sqlalchemy import select

from netevent.core.database import Transaction
from netevent.core.database.tables import attendees, events, organizers
from netevent.office.mail_previews.material import Person


def select_first_attendee(tx: Transaction, event_id: int) -> Person | None:
    one = attendees.c
    statement = select(one.first_name, one.last_name, one.email).where(one.event_id == event_id)
    row = tx.execute(statement.order_by(one.id).limit(1)).first()
    return Person(row.first_name, row.last_name, row.email) if row else None


def select_owner_name(tx: Transaction, event_id: int) -> str:
    owners = events.join(organizers, organizers.c.id == events.c.organizer_id)
    statement = select(organizers.c.name).select_from(owners).where(events.c.id == event_id)
    return tx.execute(statement).scalar() or ""
