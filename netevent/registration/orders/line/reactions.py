"""Who waits for a seat gets the one that comes free, in the same transaction. Listed in `reactions`."""

from __future__ import annotations

from netevent.changes import EventSeatsFreed
from netevent.core.database import Transaction
from netevent.registration.orders.line.service import serve


def serve_line(tx: Transaction, change: EventSeatsFreed) -> None:
    serve(tx, change.event_id)
