"""SQL of the sessions at some time in which an attendee has a seat or a place in line."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from netevent.appointments.overlaps.overlap import Overlap
from netevent.breakouts.predicates import HAS_SEAT, IS_WAITING
from netevent.breakouts.rsvps.rsvp import Status
from netevent.core.database import Transaction
from netevent.core.database.tables import breakout_session_rsvps as rsvps
from netevent.core.database.tables import breakout_sessions as sessions


def select_overlaps(tx: Transaction, attendee_id: int, start: datetime, end: datetime) -> list[Overlap]:
    """By time."""
    session = sessions.c
    rows = tx.execute(
        select(session.id, session.event_id, session.name, session.start_time, session.end_time)
        .add_columns(rsvps.c.status)
        .select_from(rsvps.join(sessions, session.id == rsvps.c.breakout_session_id))
        .where(rsvps.c.attendee_id == attendee_id, HAS_SEAT | IS_WAITING)
        .where(session.start_time < end, session.end_time > start)
        .order_by(session.start_time, session.id)
    )
    return [
        Overlap(row.id, row.event_id, row.name, row.start_time, row.end_time, row.status == Status.waitlisted)
        for row in rows
    ]
