"""SQL of the mails about orders: who owns the event, and who was not mailed yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from netevent.core.database import Transaction
from netevent.core.database.tables import attendees, events, organizers
from netevent.registration.personal_link.queries import Invitee, select_invitees_where


@dataclass(frozen=True, slots=True)
class Owner:
    name: str
    email: str
    language: str


def select_owner(tx: Transaction, event_id: int) -> Owner:
    statement = select(organizers).join(events, events.c.organizer_id == organizers.c.id)
    row = tx.execute(statement.where(events.c.id == event_id)).one()
    return Owner(row.name, row.email, row.preferred_language or "")


def select_unmailed(tx: Transaction, event_id: int, people: Sequence[int]) -> list[Invitee]:
    """Those of them to whom no mail has gone yet."""
    its = (attendees.c.event_id == event_id, attendees.c.id.in_(people), attendees.c.mailed_at.is_(None))
    return select_invitees_where(tx, len(people), *its)
