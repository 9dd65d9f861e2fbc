"""Saving what was decided about all sessions. Called by `settings.routes`, in one transaction."""

from __future__ import annotations

from netevent.changes import SessionsChanged
from netevent.core.database import Transaction
from netevent.events.details import ProgrammeSettings
from netevent.events.queries import update_programme_settings


def save(tx: Transaction, event_id: int, settings: ProgrammeSettings) -> None:
    update_programme_settings(tx, event_id, settings)
    tx.publish(SessionsChanged(event_id))
