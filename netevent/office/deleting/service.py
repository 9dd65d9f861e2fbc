"""The rule of deleting an event. Called by `deleting.routes`, inside one transaction."""

from __future__ import annotations

from netevent.core.database import Transaction
from netevent.core.database.locks import lock_event
from netevent.events import service as events
from netevent.office.deleting.queries import select_photos
from netevent.payments.invoices.service import require_none


def delete_event(tx: Transaction, event_id: int) -> list[str]:
    """Returns the photos whose files are to be removed after the commit: a file comes back by no rollback.

    Raises:
        HasInvoices: the event has invoices, or somebody paid for it.
    """
    lock_event(tx, event_id)
    require_none(tx, event_id)
    photos = select_photos(tx, event_id)
    events.delete_event(tx, event_id)
    return photos
