"""Saving how badges are printed. Called by `settings.routes` and by who copies events, in one transaction."""

from __future__ import annotations

from dataclasses import replace

from netevent.badges.settings import queries
from netevent.badges.settings.settings import BadgeSettings
from netevent.changes import BadgesChanged
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.database.locks import lock_event


def save(tx: Transaction, event_id: int, settings: BadgeSettings) -> None:
    """In place of those before: of two who save at once the later one's count. No grid: that before stays."""
    lock_event(tx, event_id)
    grid = settings.grid or queries.select_settings(tx, event_id).grid
    queries.write_settings(tx, event_id, replace(settings, grid=grid), clock.now())
    tx.publish(BadgesChanged(event_id))


def copy(tx: Transaction, from_id: int, to_id: int) -> None:
    """To a new event, without the moment until which attendees may correct: its day is another."""
    settings = queries.select_settings(tx, from_id)
    queries.write_settings(tx, to_id, replace(settings, corrections_until=None), clock.now())
