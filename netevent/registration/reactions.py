"""What follows for seats from who comes and who does not, in the same transaction. Listed in `reactions`."""

from __future__ import annotations

from netevent.changes import AttendanceCancelled
from netevent.core.database import Transaction
from netevent.events import seats


def release_seat(tx: Transaction, change: AttendanceCancelled) -> None:
    seats.release(tx, change.event_id)
