"""What follows for connections from changes of others, in the same transaction. Listed in `reactions`."""

from __future__ import annotations

from netevent.attendees import versions
from netevent.changes import ProfileChanged
from netevent.connections.requests.queries import select_related_ids
from netevent.core.database import Transaction


def move_versions(tx: Transaction, change: ProfileChanged) -> None:
    """The lists, toasts and agendas of those who know this one show the card."""
    versions.move(tx, select_related_ids(tx, change.attendee_id))
