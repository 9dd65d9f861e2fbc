"""SQL of the link that opens an attendee's own page without a password."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from netevent.attendees.writing import update_attendee
from netevent.core.database import Transaction
from netevent.core.database.tables import attendees, events


@dataclass(frozen=True, slots=True)
class Invitee:
    """An attendee whom a link is mailed to. `ends_at` is None for an event without an end."""

    attendee_id: int
    first_name: str
    email: str
    language: str
    event_name: str
    zone: str
    starts_at: datetime
    ends_at: datetime | None


def select_invitees(tx: Transaction, email_key: str, most: int) -> list[Invitee]:
    """Who has the address, at the latest events first."""
    rows = tx.execute(
        select(
            attendees.c.id,
            attendees.c.first_name,
            attendees.c.email,
            attendees.c.preferred_language,
            events.c.name,
            events.c.time_zone,
            events.c.start_time,
            events.c.end_time,
        )
        .join(events, events.c.id == attendees.c.event_id)
        .where(attendees.c.email_key == email_key)
        .order_by(events.c.start_time.desc(), attendees.c.id)
        .limit(most)
    )
    return [
        Invitee(
            attendee_id=row.id,
            first_name=row.first_name,
            email=row.email,
            language=row.preferred_language or "en",
            event_name=row.name,
            zone=row.time_zone,
            starts_at=row.start_time,
            ends_at=row.end_time,
        )
        for row in rows
    ]


def select_holder(tx: Transaction, hashed: str, now: datetime) -> int | None:
    """The attendee whose link it is, while it holds."""
    statement = select(attendees.c.id).where(
        attendees.c.confirmation_token == hashed, attendees.c.confirmation_expires_at > now
    )
    return tx.execute(statement).scalar()


def update_link(tx: Transaction, attendee_id: int, hashed: str, expires_at: datetime) -> bool:
    """A new link; the one before no longer finds anything. False when the attendee is gone."""
    return update_attendee(tx, attendee_id, confirmation_token=hashed, confirmation_expires_at=expires_at)


def update_password(tx: Transaction, attendee_id: int, password_hash: str) -> None:
    update_attendee(tx, attendee_id, password_hash=password_hash)
