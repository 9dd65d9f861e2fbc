"""SQL of the page behind a badge's code, for who stands at its door. Called by `home.badge.routes`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from netevent.attendees.former_codes import owns_former
from netevent.checkin.queries import PERSON, person
from netevent.checkin.scan import Person
from netevent.core.database import Transaction
from netevent.core.database.tables import attendee_types, attendees, events, gates
from netevent.core.i18n.localized import LocalizedText, localized
from netevent.identity.roles.queries import may_edit


@dataclass(frozen=True, slots=True)
class BadgeHolder:
    """Whose badge it is, as the door needs it. `checked_in_at` is None for who is outside."""

    person: Person
    event_id: int
    event_name: LocalizedText
    zone: str
    is_attending: bool
    is_paid: bool
    checked_in_at: datetime | None
    gate: str


def select_holder(tx: Transaction, code: str, staff_event_id: int, organizer_id: int) -> BadgeHolder | None:
    """Of a badge of the staff's event or, where that is 0, of one that the organizer edits."""
    is_own = attendees.c.event_id == staff_event_id if staff_event_id else may_edit(organizer_id)
    holders = (
        select(
            *PERSON,
            attendees.c.event_id,
            attendees.c.attendance_status,
            attendees.c.payment_status,
            attendees.c.checked_in,
            attendees.c.checked_in_at,
            events.c.name.label("event_name"),
            events.c.name_texts,
            events.c.time_zone,
            gates.c.name.label("gate"),
        )
        .select_from(
            attendees.join(events, events.c.id == attendees.c.event_id)
            .outerjoin(attendee_types, attendee_types.c.id == attendees.c.attendee_type_id)
            .outerjoin(gates, gates.c.id == attendees.c.checked_in_gate_id)
        )
        .where(is_own)
    )
    row = tx.execute(holders.where(attendees.c.attendee_code == code)).first()
    row = row or tx.execute(holders.where(owns_former(code))).first()
    if row is None:
        return None
    return BadgeHolder(
        person=person(row),
        event_id=row.event_id,
        event_name=localized(row.event_name, row.name_texts),
        zone=row.time_zone,
        is_attending=row.attendance_status == "attending",
        is_paid=row.payment_status != "pending",
        checked_in_at=row.checked_in_at if row.checked_in else None,
        gate=row.gate or "",
    )
