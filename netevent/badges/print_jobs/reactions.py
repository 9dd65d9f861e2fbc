"""What other features' changes mean for badges that wait, in the same transaction. Listed in `reactions`."""

from __future__ import annotations

from netevent.badges.print_jobs import service
from netevent.changes import AttendeeLeaves
from netevent.core import clock
from netevent.core.database import Transaction


def end_waiting_badges(tx: Transaction, change: AttendeeLeaves) -> None:
    service.end_all_of(tx, change.event_id, change.attendee_id, clock.now())
