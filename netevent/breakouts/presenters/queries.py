"""SQL of the presenters of sessions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, delete, func, insert, select

from netevent.breakouts.presenters.presenter import Presenter
from netevent.core.database import Transaction
from netevent.core.database.tables import breakout_session_organizers as presenters
from netevent.core.database.tables import breakout_sessions as sessions
from netevent.core.database.tables import organizers
from netevent.core.text.comparing import plain
from netevent.identity.invited.invitation import State
from netevent.identity.invited.queries import invitation_state


def select_presenter_names(tx: Transaction, event_id: int) -> Mapping[int, tuple[str, ...]]:
    """The names that each session of the programme shows; those without any are left out."""
    rows = tx.execute(_names().where(sessions.c.event_id == event_id))
    accounts: dict[int, list[str]] = defaultdict(list)
    imported: dict[int, str] = {}
    for row in rows:
        accounts[row.id] += [row.name] if row.name else []
        imported[row.id] = row.presenter_names or ""
    found = {session_id: shown_names(names, imported[session_id]) for session_id, names in accounts.items()}
    return {session_id: names for session_id, names in found.items() if names}


def shown_names(accounts: Iterable[str], imported: str) -> tuple[str, ...]:
    """A name that is written twice, by an account and in the timetable, shows once."""
    by_key: dict[str, str] = {}
    for name in (*accounts, *map(str.strip, imported.splitlines())):
        by_key.setdefault(plain(name), name)
    return tuple(name for name in by_key.values() if name)


def select_imported_names(tx: Transaction, session_id: int) -> str:
    """A line each."""
    statement = select(sessions.c.presenter_names).where(sessions.c.id == session_id)
    return tx.execute(statement).scalar() or ""


def select_presenters(
    tx: Transaction, event_id: int, session_id: int, now: datetime
) -> tuple[Presenter, ...]:
    """Those with an account, in the order in which they were added."""
    return tuple(_presenter(row) for row in tx.execute(_rows(event_id, session_id, now)))


def select_presenter(
    tx: Transaction, event_id: int, session_id: int, organizer_id: int, now: datetime
) -> Presenter | None:
    statement = _rows(event_id, session_id, now).where(organizers.c.id == organizer_id)
    row = tx.execute(statement).first()
    return _presenter(row) if row else None


def count_presenters(tx: Transaction, session_id: int) -> int:
    statement = select(func.count()).select_from(presenters)
    return int(tx.execute(statement.where(presenters.c.breakout_session_id == session_id)).scalar_one())


def insert_presenter(tx: Transaction, session_id: int, organizer_id: int) -> None:
    """Raises:
    sqlalchemy.exc.IntegrityError: the organizer presents the session already.
    """
    tx.execute(insert(presenters).values(breakout_session_id=session_id, organizer_id=organizer_id))


def delete_presenter(tx: Transaction, session_id: int, organizer_id: int) -> None:
    tx.execute(
        delete(presenters).where(
            presenters.c.breakout_session_id == session_id, presenters.c.organizer_id == organizer_id
        )
    )


def _names() -> Select[Any]:
    joined = sessions.outerjoin(presenters, presenters.c.breakout_session_id == sessions.c.id)
    joined = joined.outerjoin(organizers, organizers.c.id == presenters.c.organizer_id)
    statement = select(sessions.c.id, sessions.c.presenter_names, organizers.c.name).select_from(joined)
    has_any = sessions.c.presenter_names.is_not(None) | presenters.c.id.is_not(None)
    return statement.where(has_any).order_by(sessions.c.id, presenters.c.id)


def _rows(event_id: int, session_id: int, now: datetime) -> Select[Any]:
    joined = presenters.join(organizers, organizers.c.id == presenters.c.organizer_id)
    joined = joined.join(sessions, sessions.c.id == presenters.c.breakout_session_id)
    statement = select(
        organizers.c.id,
        organizers.c.name,
        organizers.c.email,
        invitation_state(now).label("state"),
    ).select_from(joined)
    is_asked = (sessions.c.id == session_id) & (sessions.c.event_id == event_id)
    return statement.where(is_asked).order_by(presenters.c.id)


def _presenter(row: Row[Any]) -> Presenter:
    return Presenter(row.id, row.name, row.email, State(row.state))
