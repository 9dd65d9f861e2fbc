"""SQL of an attendee's word on coming."""

from __future__ import annotations

from sqlalchemy import false

from netevent.attendees.writing import update_attendee
from netevent.core.database import Transaction
from netevent.core.database.tables import attendees


def update_not_attending(tx: Transaction, event_id: int, attendee_id: int) -> bool:
    """True for the one that changes it; False for who is in, or said so before."""
    return _update_attendance(tx, event_id, attendee_id, "attending", "not_attending")


def update_attending(tx: Transaction, event_id: int, attendee_id: int) -> bool:
    return _update_attendance(tx, event_id, attendee_id, "not_attending", "attending")


def _update_attendance(tx: Transaction, event_id: int, attendee_id: int, before: str, after: str) -> bool:
    return update_attendee(
        tx,
        attendee_id,
        attendees.c.event_id == event_id,
        attendees.c.attendance_status == before,
        attendees.c.checked_in == false(),
        attendance_status=after,
    )
