"""SQL of people who are added at the desk: the seats left, and who has an address already."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from netevent.attendees.types.queries import AttendeeType, select_types
from netevent.checkin.desks.queries import DoorEvent, Found, select_event, select_found_where
from netevent.core.database import Transaction
from netevent.core.database.tables import attendees, events
from netevent.core.errors import existing
from netevent.core.text.comparing import normalize_email


@dataclass(frozen=True, slots=True)
class WalkInPage:
    """What the form shows. `seats_left` is None where the event has no limit."""

    event: DoorEvent
    types: list[AttendeeType]
    seats_left: int | None
    may_be_over: bool


def select_page(tx: Transaction, event_id: int) -> WalkInPage:
    """Raises NotFound where there is no such event."""
    event = existing(select_event(tx, event_id))
    left = events.c.max_attendees - events.c.seats_taken
    row = tx.execute(
        select(left.label("seats_left"), events.c.walk_ins_over_capacity).where(events.c.id == event_id)
    ).one()
    seats_left = None if row.seats_left is None else max(row.seats_left, 0)
    return WalkInPage(event, select_types(tx, event_id), seats_left, bool(row.walk_ins_over_capacity))


def select_has_email(tx: Transaction, event_id: int, email: str) -> bool:
    has_it = attendees.c.event_id == event_id, attendees.c.email_key == normalize_email(email)
    return tx.execute(select(attendees.c.id).where(*has_it)).first() is not None


def select_with_email(tx: Transaction, event_id: int, email: str, language: str) -> list[Found]:
    """Whose address it is at this event: nobody's, or one person's."""
    has_it = attendees.c.email_key == normalize_email(email)
    return select_found_where(tx, 1, language, attendees.c.event_id == event_id, has_it)
