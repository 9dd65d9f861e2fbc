"""Whether somebody comes stands in the history whoever says so."""

from __future__ import annotations

from netevent.attendees.history.entry import What
from netevent.attendees.history.queries import insert_entries
from netevent.changes import AttendanceCancelled, AttendanceResumed
from netevent.core.database import Transaction


def record_absence(tx: Transaction, change: AttendanceCancelled) -> None:
    insert_entries(tx, What.not_attending, {change.attendee_id: ()})


def record_return(tx: Transaction, change: AttendanceResumed) -> None:
    insert_entries(tx, What.attending, {change.attendee_id: ()})
