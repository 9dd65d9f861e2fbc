"""Saving how an event takes registrations. Called by `settings.routes` and by the copy of an event."""

from __future__ import annotations

from netevent.core.database import Transaction
from netevent.core.database.locks import lock_event
from netevent.registration.settings.queries import RegistrationSettings, write_settings


def save(tx: Transaction, event_id: int, settings: RegistrationSettings) -> None:
    """Orders that were placed before keep what held for them; offers that are out keep their hours."""
    lock_event(tx, event_id)
    write_settings(tx, event_id, settings)
