"""SQL of how badges are printed. Only here the table is written; an event without a row has the defaults."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, insert, select, update

from netevent.attendees.predicates import is_attending
from netevent.badges.settings.settings import DEFAULTS, BadgeSettings
from netevent.core.database import Transaction
from netevent.core.database.tables import attendees, badge_settings
from netevent.core.jobs import Codec
from netevent.documents.badges.formats import Format, Grid

GRID = Codec(Grid)
# What the columns of the offsets count.
TENTHS = 10
# These have columns of their own kind.
WRITTEN_OTHERWISE = ("format", "grid", "offset_x", "offset_y")
AS_THEY_ARE = tuple(one.name for one in fields(BadgeSettings) if one.name not in WRITTEN_OTHERWISE)


def select_settings(tx: Transaction, event_id: int) -> BadgeSettings:
    row = tx.execute(select(badge_settings).where(badge_settings.c.event_id == event_id)).first()
    return _settings(row) if row else DEFAULTS


def write_settings(tx: Transaction, event_id: int, settings: BadgeSettings, now: datetime) -> None:
    """In place of those before. The caller has the event's lock, so that nobody else adds the row."""
    values = _columns(settings) | {"changed_at": now}
    is_event = badge_settings.c.event_id == event_id
    if not tx.execute(select(badge_settings.c.event_id).where(is_event)).first():
        tx.execute(insert(badge_settings).values(event_id=event_id, **values))
    else:
        tx.execute(update(badge_settings).where(is_event).values(values))


def select_longest_named(tx: Transaction, event_id: int, most: int) -> list[int]:
    """Of those who come, whose names are the hardest to fit: the longest first."""
    one = attendees.c
    length = func.length(one.first_name) + func.length(one.last_name)
    has_badge = (one.event_id == event_id, one.attendee_code.is_not(None), is_attending())
    statement = select(one.id).where(*has_badge).order_by(length.desc(), one.id)
    return list(tx.execute(statement.limit(most)).scalars())


def _settings(row: Row[Any]) -> BadgeSettings:
    return BadgeSettings(
        format=Format(row.format),
        grid=GRID.read(row.grid) if row.grid else None,
        offset_x=row.offset_x / TENTHS,
        offset_y=row.offset_y / TENTHS,
        **{name: getattr(row, name) for name in AS_THEY_ARE},
    )


def _columns(settings: BadgeSettings) -> dict[str, object]:
    return {
        "format": settings.format.value,
        "grid": GRID.write(settings.grid) if settings.grid else None,
        "offset_x": round(settings.offset_x * TENTHS),
        "offset_y": round(settings.offset_y * TENTHS),
        **{name: getattr(settings, name) for name in AS_THEY_ARE},
    }
