"""SQL of who presents, and what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select

from netevent.core.database import Transaction
from netevent.core.database.tables import breakout_session_organizers as presenters
from netevent.core.database.tables import breakout_sessions as sessions
from netevent.core.database.tables import organizers


@dataclass(frozen=True, slots=True)
class Presented:
    """A session, and one who presents it."""

    session: str
    name: str


def select_presented(tx: Transaction, event_id: int) -> list[Presented]:
    """By account, then as an imported timetable names them; sessions in their order."""
    starts = {row.id: row for row in tx.execute(_sessions(event_id))}
    joined = presenters.join(organizers, organizers.c.id == presenters.c.organizer_id)
    statement = select(presenters.c.breakout_session_id, organizers.c.name).select_from(joined)
    of_event = statement.where(presenters.c.breakout_session_id.in_(list(starts)))
    by_account = [
        Presented(starts[row.breakout_session_id].name, row.name)
        for row in tx.execute(of_event.order_by(presenters.c.id))
    ]
    by_timetable = [
        Presented(row.name, name.strip())
        for row in starts.values()
        for name in (row.presenter_names or "").splitlines()
        if name.strip()
    ]
    return by_account + by_timetable


def _sessions(event_id: int) -> Select[Any]:
    columns = (sessions.c.id, sessions.c.name, sessions.c.presenter_names)
    statement = select(*columns).where(sessions.c.event_id == event_id)
    return statement.order_by(sessions.c.start_time, sessions.c.id)
