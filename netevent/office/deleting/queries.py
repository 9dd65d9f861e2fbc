"""SQL of what goes with an event, counted for the page that asks."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from netevent.core.database import Transaction
from netevent.core.database.tables import appointments, attendees, connections


@dataclass(frozen=True, slots=True)
class Together:
    """What the attendees have with each other."""

    connections: int
    appointments: int


def select_together(tx: Transaction, event_id: int) -> Together:
    theirs = connections.join(attendees, attendees.c.id == connections.c.attendee_id)
    made = select(func.count()).select_from(theirs).where(attendees.c.event_id == event_id)
    agreed = select(func.count()).select_from(appointments).where(appointments.c.event_id == event_id)
    return Together(int(tx.execute(made).scalar_one()), int(tx.execute(agreed).scalar_one()))


def select_photos(tx: Transaction, event_id: int) -> list[str]:
    """The names of the files that its attendees' photos have."""
    photo = attendees.c.profile_picture
    rows = tx.execute(select(photo).where(attendees.c.event_id == event_id, photo != ""))
    return list(rows.scalars())
