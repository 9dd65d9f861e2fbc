"""What other features' changes mean for appointments, in the same transaction. Listed in `reactions`."""

from __future__ import annotations

from netevent.appointments import service
from netevent.changes import AttendanceCancelled, ConnectionEnded
from netevent.core import clock
from netevent.core.database import Transaction


def end_appointments(tx: Transaction, change: ConnectionEnded) -> None:
    service.end_between(tx, change.attendee_id, change.other_id, clock.now())


def end_appointments_of_absent(tx: Transaction, change: AttendanceCancelled) -> None:
    service.end_all_of(tx, change.attendee_id, clock.now())
