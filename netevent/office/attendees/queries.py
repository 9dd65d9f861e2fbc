"""SQL of one attendee, as the organizer sees and changes one."""

from __future__ import annotations

from dataclasses import astuple, dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Row, select

from netevent.attendees.writing import (
    LISTED,
    Details,
    NewAttendee,
    details_of,
    insert_attendee,
    update_attendee,
    update_details,
)
from netevent.core.credentials import NO_PASSWORD
from netevent.core.database import Transaction
from netevent.core.database.tables import attendee_types, attendees, events, gates


@dataclass(frozen=True, slots=True)
class Entry:
    """What the organizer's form says of an attendee. `type_id` is 0 for who has none."""

    first_name: str
    last_name: str
    email: str
    organisation: str
    role: str
    phone: str
    linkedin: str
    type_id: int
    door_note: str
    is_attending: bool = True

    @property
    def fingerprint(self) -> str:
        """By which a form knows that somebody else changed meanwhile what it shows, and nothing else."""
        return sha256(repr(astuple(self)).encode()).hexdigest()[:32]

    @property
    def told(self) -> dict[str, str]:
        """What of it `writing.Details` has, but for the address."""
        names = ("first_name", "last_name", "organisation", "role", "phone", "linkedin")
        return {name: getattr(self, name) for name in names}

    @property
    def texts(self) -> dict[str, str]:
        """What the history tells of a change, but for the type."""
        return self.told | {"email": self.email, "door_note": self.door_note}

    def details(self, language: str) -> Details:
        return Details(self.email, **self.told, language=language)


@dataclass(frozen=True, slots=True)
class Attendee:
    """Everything that the organizer knows of an attendee. `shown` says to whom the listed fields show."""

    id: int
    event_id: int
    zone: str
    details: Details
    entry: Entry
    shown: dict[str, str]
    type_name: str
    code: str
    registered_at: datetime
    is_paid: bool
    is_unconfirmed: bool
    checked_in_at: datetime | None
    gate: str
    by: str

    @property
    def name(self) -> str:
        return self.details.name


def select_attendee(tx: Transaction, event_id: int, attendee_id: int) -> Attendee | None:
    """Of this event. Who deleted the account is nobody any more, and has no badge."""
    row = tx.execute(
        select(
            attendees,
            events.c.time_zone,
            attendee_types.c.name.label("type_name"),
            gates.c.name.label("gate"),
        )
        .select_from(
            attendees.join(events, events.c.id == attendees.c.event_id)
            .outerjoin(attendee_types, attendee_types.c.id == attendees.c.attendee_type_id)
            .outerjoin(gates, gates.c.id == attendees.c.checked_in_gate_id)
        )
        .where(
            attendees.c.id == attendee_id,
            attendees.c.event_id == event_id,
            attendees.c.attendee_code.is_not(None),
        )
    ).first()
    return _attendee(row) if row else None


def insert_entry(tx: Transaction, event_id: int, entry: Entry, language: str) -> int:
    """Add them, with a code of their own.

    Raises:
        sqlalchemy.exc.IntegrityError: the address is another's.
    """
    return insert_attendee(tx, event_id, NewAttendee(entry.details(language), columns=_columns(entry)))


def update_entry(tx: Transaction, attendee: Attendee, entry: Entry, **others: Any) -> None:
    """Change all of it but whether they attend. Raises as `insert_entry` does."""
    details = replace(attendee.details, email=entry.email, **entry.told)
    update_details(tx, attendee.id, details, attendee.shown, **_columns(entry), **others)


def update_address_confirmed(tx: Transaction, attendee_id: int) -> None:
    """The organizer stands for the new address, as for a list's. What the old one could open ends."""
    update_attendee(tx, attendee_id, **NEW_ADDRESS)


def _columns(entry: Entry) -> dict[str, Any]:
    return {"attendee_type_id": entry.type_id or None, "door_note": entry.door_note}


def _attendee(row: Row[Any]) -> Attendee:
    details = details_of(row)
    return Attendee(
        id=row.id,
        event_id=row.event_id,
        zone=row.time_zone,
        details=details,
        entry=_entry(row, details),
        shown={name: getattr(row, f"shows_{name}") for name in LISTED},
        type_name=row.type_name or "",
        code=row.attendee_code,
        registered_at=row.created_at,
        is_paid=row.payment_status != "pending",
        is_unconfirmed=row.unconfirmed_since is not None,
        checked_in_at=row.checked_in_at if row.checked_in else None,
        gate=row.gate or "",
        by=row.checked_in_by,
    )


def _entry(row: Row[Any], details: Details) -> Entry:
    return Entry(
        first_name=details.first_name,
        last_name=details.last_name,
        email=details.email,
        organisation=details.organisation,
        role=details.role,
        phone=details.phone,
        linkedin=details.linkedin,
        type_id=row.attendee_type_id or 0,
        door_note=row.door_note,
        is_attending=row.attendance_status == "attending",
    )


# The password may be that of whoever had the old address; the private calendar address may be known there.
NEW_ADDRESS: dict[str, Any] = {
    "unconfirmed_since": None,
    "password_hash": NO_PASSWORD,
    "confirmation_token": None,
    "confirmation_expires_at": None,
    "link_version": attendees.c.link_version + 1,
    "calendar_version": attendees.c.calendar_version + 1,
}
