"""SQL of a presenter's own sessions."""

from __future__ import annotations

from sqlalchemy import select

from netevent.core.database import Transaction
from netevent.core.database.tables import breakout_session_organizers, breakout_sessions


def select_own_names(tx: Transaction, organizer_id: int) -> list[str]:
    """By time."""
    presenters = breakout_session_organizers
    statement = (
        select(breakout_sessions.c.name)
        .join(presenters, presenters.c.breakout_session_id == breakout_sessions.c.id)
        .where(presenters.c.organizer_id == organizer_id)
        .order_by(breakout_sessions.c.start_time, breakout_sessions.c.id)
    )
    return list(tx.execute(statement).scalars())
