"""SQL of what providers told."""

from __future__ import annotations

from sqlalchemy import insert

from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.database.tables import provider_events
from netevent.payments.payment import Method


def insert_told(tx: Transaction, method: Method, event_id: str) -> None:
    """Raises sqlalchemy.exc.IntegrityError: it was told already."""
    row = {"provider": method, "provider_event_id": event_id, "created_at": clock.now()}
    tx.execute(insert(provider_events).values(row))
