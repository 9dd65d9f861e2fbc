"""SQL of the link that opens an attendee's own page without a password."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, select

from netevent.attendees.writing import update_attendee
from netevent.core.credentials import NO_PASSWORD
from netevent.core.database import Transaction
from netevent.core.database.tables import attendees, events
from netevent.core.i18n.localized import localized


@dataclass(frozen=True, slots=True)
class Invitee:
    """An attendee whom a link is mailed to, and the event's name in the own language.

    `ends_at` is None for an event without an end.
    """

    attendee_id: int
    first_name: str
    email: str
    language: str
    event_name: str
    zone: str
    starts_at: datetime
    ends_at: datetime | None
    link_version: int = 1
    is_unconfirmed: bool = False
    event_id: int | None = None


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose link it is. What confirms an address looks at whether this browser chose the password."""

    attendee_id: int
    event_id: int
    email_key: str
    password_hash: str
    is_unconfirmed: bool
    language: str

    @property
    def has_password(self) -> bool:
        return self.password_hash != NO_PASSWORD


def select_invitees(tx: Transaction, email_key: str, most: int) -> list[Invitee]:
    """Who has the address, at the latest events first."""
    return select_invitees_where(tx, most, attendees.c.email_key == email_key)


def select_invitees_of(tx: Transaction, event_id: int, people: Sequence[int]) -> list[Invitee]:
    """Those of them who are of this event."""
    theirs = (attendees.c.event_id == event_id, attendees.c.id.in_(people))
    return select_invitees_where(tx, len(people), *theirs)


def select_invitees_where(tx: Transaction, most: int, *conditions: ColumnElement[bool]) -> list[Invitee]:
    rows = tx.execute(
        select(
            attendees,
            events.c.name,
            events.c.name_texts,
            events.c.time_zone,
            events.c.start_time,
            events.c.end_time,
        )
        .join(events, events.c.id == attendees.c.event_id)
        .where(*conditions)
        .order_by(events.c.start_time.desc(), attendees.c.id)
        .limit(most)
    )
    return [_invitee(row) for row in rows]


def select_holder(tx: Transaction, hashed: str, now: datetime) -> Holder | None:
    """The attendee whose link it is, while it holds."""
    statement = select(attendees).where(
        attendees.c.confirmation_token == hashed, attendees.c.confirmation_expires_at > now
    )
    row = tx.execute(statement).first()
    if row is None:
        return None
    is_unconfirmed = row.unconfirmed_since is not None
    return Holder(
        row.id, row.event_id, row.email_key, row.password_hash, is_unconfirmed, row.preferred_language or ""
    )


def update_link(tx: Transaction, attendee_id: int, hashed: str, expires_at: datetime) -> bool:
    """The link that works; one before it no longer finds anything. False when the attendee is gone."""
    return update_attendee(tx, attendee_id, confirmation_token=hashed, confirmation_expires_at=expires_at)


def update_used(tx: Transaction, attendee_id: int, **columns: Any) -> None:
    """The link was used: the address is confirmed, and who asks for a link again gets another one."""
    columns |= {"unconfirmed_since": None, "link_version": attendees.c.link_version + 1}
    update_attendee(tx, attendee_id, **columns)


def _invitee(row: Row[Any]) -> Invitee:
    language = row.preferred_language or ""
    return Invitee(
        attendee_id=row.id,
        first_name=row.first_name,
        email=row.email,
        language=language,
        event_name=localized(row.name, row.name_texts).inside(language),
        zone=row.time_zone,
        starts_at=row.start_time,
        ends_at=row.end_time,
        link_version=row.link_version,
        is_unconfirmed=row.unconfirmed_since is not None,
        event_id=row.event_id,
    )
