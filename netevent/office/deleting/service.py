"""The rule of deleting an event. Called by `deleting.routes`, inside one transaction."""

from __future__ import annotations

from netevent.core.database import Transaction
from netevent.events import service as events
from netevent.office.deleting.queries import select_photos


def delete_event(tx: Transaction, event_id: int) -> list[str]:
    """Returns the photos whose files are to be removed after the commit: a file comes back by no rollback."""
    photos = select_photos(tx, event_id)
    events.delete_event(tx, event_id)
    return photos
