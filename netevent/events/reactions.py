"""What follows for events from changes of others, in the same transaction. Listed in `reactions`."""

from __future__ import annotations

from netevent.changes import MeetingPointsChanged, SessionsChanged
from netevent.core.database import Transaction
from netevent.events.queries import update_version


def move_version(tx: Transaction, change: MeetingPointsChanged | SessionsChanged) -> None:
    """All agendas may name the place, or show the session."""
    update_version(tx, change.event_id)
