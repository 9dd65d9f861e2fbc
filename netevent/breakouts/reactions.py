"""What follows for sessions from other changes, in the same transaction. Listed in `reactions`."""

from __future__ import annotations

from netevent.breakouts.rsvps import service
from netevent.changes import AttendanceCancelled, SeatFreed
from netevent.core import clock
from netevent.core.database import Transaction


def fill_seats(tx: Transaction, change: SeatFreed) -> None:
    service.fill(tx, change.event_id, change.session_id, clock.now())


def cancel_seats(tx: Transaction, change: AttendanceCancelled) -> None:
    service.cancel_all(tx, change.event_id, change.attendee_id, clock.now())
