"""SQL of the personal page: the own breakout sessions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from netevent.breakouts.predicates import HAS_SEAT, IS_WAITING
from netevent.core.database import Transaction
from netevent.core.database.tables import breakout_session_rsvps, breakout_sessions


@dataclass(frozen=True, slots=True)
class OwnSession:
    """A breakout session that the attendee signed up for; `is_waiting` without a seat yet."""

    name: str
    start: datetime
    end: datetime
    location: str
    is_waiting: bool


def select_own_sessions(tx: Transaction, attendee_id: int) -> list[OwnSession]:
    rows = tx.execute(
        select(breakout_sessions, breakout_session_rsvps.c.status)
        .join(breakout_session_rsvps, breakout_session_rsvps.c.breakout_session_id == breakout_sessions.c.id)
        .where(
            breakout_session_rsvps.c.attendee_id == attendee_id,
            HAS_SEAT | IS_WAITING,
        )
        .order_by(breakout_sessions.c.start_time, breakout_sessions.c.id)
    )
    return [
        OwnSession(row.name, row.start_time, row.end_time, row.location or "", row.status == "waitlisted")
        for row in rows
    ]
