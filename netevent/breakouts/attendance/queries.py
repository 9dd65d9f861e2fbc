"""SQL of those who have a seat and have not come. Their rows are written by `breakouts.rsvps.queries`."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from netevent.breakouts.predicates import HAS_SEAT, IS_IN_ROOM
from netevent.core.database import Transaction
from netevent.core.database.tables import breakout_session_rsvps as rsvps
from netevent.core.database.tables import breakout_sessions as sessions
from netevent.core.database.tables import events

# Where fewer than one in so many of those with a seat were scanned, the room may not be counted at all.
COUNTED = 3


def select_no_show_minutes(tx: Transaction, event_id: int) -> int | None:
    """None: a seat is kept until the session ends."""
    return tx.execute(select(events.c.no_show_minutes).where(events.c.id == event_id)).scalar()


def select_no_show_rules(tx: Transaction) -> list[tuple[int, int]]:
    """The events that offer such seats again, with their minutes."""
    statement = select(events.c.id, events.c.no_show_minutes).where(events.c.no_show_minutes.is_not(None))
    return [(row.id, row.no_show_minutes) for row in tx.execute(statement.order_by(events.c.id))]


def select_absent(
    tx: Transaction, event_id: int, before: datetime, now: datetime, most: int
) -> list[tuple[int, int]]:
    """Session and attendee: whose session began, and whose seat was taken, before `before`, and goes on."""
    joined = rsvps.join(sessions, sessions.c.id == rsvps.c.breakout_session_id)
    statement = select(rsvps.c.breakout_session_id, rsvps.c.attendee_id).select_from(joined)
    due = statement.where(
        sessions.c.event_id == event_id,
        sessions.c.start_time <= before,
        sessions.c.end_time > now,
        sessions.c.in_room > 0,
        sessions.c.in_room * COUNTED >= sessions.c.seats_taken,
        HAS_SEAT,
        ~IS_IN_ROOM,
        rsvps.c.changed_at <= before,
    )
    rows = tx.execute(due.order_by(rsvps.c.breakout_session_id, rsvps.c.id).limit(most))
    return [(row.breakout_session_id, row.attendee_id) for row in rows]


def select_is_absent(tx: Transaction, session_id: int, attendee_id: int, before: datetime) -> bool:
    statement = select(rsvps.c.id).where(
        rsvps.c.breakout_session_id == session_id,
        rsvps.c.attendee_id == attendee_id,
        HAS_SEAT,
        ~IS_IN_ROOM,
        rsvps.c.changed_at <= before,
    )
    return tx.execute(statement).first() is not None
