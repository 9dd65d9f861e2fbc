"""The rules of putting an event away. Called by its routes; that it is not changed, the guards see to."""

from __future__ import annotations

from datetime import datetime

from netevent.changes import EventSeatsFreed
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.events import queries
from netevent.identity.accounts import Kind
from netevent.identity.service import forget_viewers_of


def put_away(tx: Transaction, event_id: int) -> None:
    """Twice is the same as once."""
    _write(tx, event_id, clock.now())


def bring_back(tx: Transaction, event_id: int) -> None:
    """Seats that came free in the meantime go to who waits for them."""
    _write(tx, event_id, None)
    tx.publish(EventSeatsFreed(event_id))


def _write(tx: Transaction, event_id: int, when: datetime | None) -> None:
    """It counts at once for the desks of the staff, whose guards ask their accounts."""
    queries.update_archived(tx, event_id, when)
    for staff_id in queries.select_staff_ids(tx, event_id):
        forget_viewers_of(tx, Kind.staff, staff_id)
