"""SQL of who presents what, and of who comes. What the rows of the seats mean: `breakouts.predicates`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, select

from netevent.breakouts.predicates import HAS_SEAT, IS_WAITING
from netevent.core.database import Transaction
from netevent.core.database.tables import breakout_session_organizers as presenters
from netevent.core.database.tables import breakout_session_rsvps as rsvps
from netevent.core.database.tables import breakout_sessions as sessions


@dataclass(frozen=True, slots=True)
class Place:
    """What somebody has in a session. `entered_at`: in the room since then; None: not there."""

    attendee_id: int
    is_waiting: bool
    entered_at: datetime | None


def select_presented_ids(tx: Transaction, organizer_id: int) -> dict[int, list[int]]:
    """The sessions that the organizer presents, by their event."""
    joined = sessions.join(presenters, presenters.c.breakout_session_id == sessions.c.id)
    statement = select(sessions.c.event_id, sessions.c.id).select_from(joined)
    found: dict[int, list[int]] = {}
    for row in tx.execute(statement.where(presenters.c.organizer_id == organizer_id)):
        found.setdefault(row.event_id, []).append(row.id)
    return found


def select_presenter_ids(tx: Transaction, session_id: int) -> list[int]:
    statement = select(presenters.c.organizer_id).where(presenters.c.breakout_session_id == session_id)
    return list(tx.execute(statement).scalars())


def select_presenter_ids_of_event(tx: Transaction, event_id: int) -> list[int]:
    joined = presenters.join(sessions, sessions.c.id == presenters.c.breakout_session_id)
    statement = select(presenters.c.organizer_id).select_from(joined).where(sessions.c.event_id == event_id)
    return list(tx.execute(statement.distinct()).scalars())


def select_session_ids(tx: Transaction, event_id: int) -> list[int]:
    """Whose pages show something of the event."""
    return list(tx.execute(select(sessions.c.id).where(sessions.c.event_id == event_id)).scalars())


def select_places(tx: Transaction, session_id: int) -> list[Place]:
    """Who has a seat, by number, then who waits, the first first."""
    statement = select(rsvps.c.attendee_id, rsvps.c.entered_at, case((IS_WAITING, 1), else_=0).label("waits"))
    concerned = statement.where(rsvps.c.breakout_session_id == session_id, HAS_SEAT | IS_WAITING)
    rows = tx.execute(concerned.order_by("waits", rsvps.c.number, rsvps.c.attendee_id))
    return [Place(row.attendee_id, bool(row.waits), row.entered_at) for row in rows]
