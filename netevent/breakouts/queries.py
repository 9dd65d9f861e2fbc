"""SQL of sessions and tracks. Their seats are written by `breakouts.seats`."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, delete, func, insert, select, update

from netevent.breakouts.details import Details
from netevent.breakouts.session import Session
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.database.database import inserted_id
from netevent.core.database.tables import breakout_sessions as sessions
from netevent.core.database.tables import tracks


def select_sessions(tx: Transaction, event_id: int) -> list[Session]:
    """The whole programme by time, then by room."""
    ordered = _rows().where(sessions.c.event_id == event_id)
    ordered = ordered.order_by(sessions.c.start_time, sessions.c.location, sessions.c.id)
    return [_session(row) for row in tx.execute(ordered)]


def select_some(tx: Transaction, event_id: int, session_ids: Collection[int]) -> list[Session]:
    """Those of these numbers, by time."""
    some = _rows().where(sessions.c.event_id == event_id, sessions.c.id.in_(session_ids))
    return [_session(row) for row in tx.execute(some.order_by(sessions.c.start_time, sessions.c.id))]


def select_session(tx: Transaction, event_id: int, session_id: int) -> Session | None:
    statement = _rows().where(sessions.c.id == session_id, sessions.c.event_id == event_id)
    row = tx.execute(statement).first()
    return _session(row) if row else None


def select_locked_session(tx: Transaction, event_id: int, session_id: int) -> Session | None:
    """With the lock of `locks.lock_session`: until the commit nobody else takes a seat in it."""
    track = select(tracks.c.name).where(tracks.c.id == sessions.c.track_id).scalar_subquery()
    colour = select(tracks.c.colour).where(tracks.c.id == sessions.c.track_id).scalar_subquery()
    statement = select(sessions, track.label("track"), colour.label("colour"))
    mine = statement.where(sessions.c.id == session_id, sessions.c.event_id == event_id)
    row = tx.execute(mine.with_for_update()).first()
    return _session(row) if row else None


def select_session_by_id(tx: Transaction, session_id: int) -> Session | None:
    """For who has found its event before."""
    row = tx.execute(_rows().where(sessions.c.id == session_id)).first()
    return _session(row) if row else None


def count_sessions(tx: Transaction, event_id: int) -> int:
    statement = select(func.count()).select_from(sessions).where(sessions.c.event_id == event_id)
    return int(tx.execute(statement).scalar_one())


def select_overlapping(
    tx: Transaction, event_id: int, room: str, start: datetime, end: datetime, but_for: int = 0
) -> list[Session]:
    """What takes place in the same room at the same time."""
    statement = _rows().where(
        sessions.c.event_id == event_id,
        sessions.c.location == room,
        sessions.c.id != but_for,
        sessions.c.start_time < end,
        sessions.c.end_time > start,
    )
    return [_session(row) for row in tx.execute(statement.order_by(sessions.c.start_time))]


def insert_session(tx: Transaction, event_id: int, code: str, given: Details) -> int:
    return inserted_id(
        tx.execute(
            insert(sessions).values(
                event_id=event_id,
                code=code,
                max_attendees=given.capacity,
                seats_held=given.held,
                **columns_of(given, _track(tx, event_id, given.track)),
            )
        )
    )


def update_session(tx: Transaction, event_id: int, session_id: int, given: Details) -> None:
    statement = update(sessions).where(sessions.c.id == session_id, sessions.c.event_id == event_id)
    tx.execute(statement.values(columns_of(given, _track(tx, event_id, given.track))))


def delete_session(tx: Transaction, event_id: int, session_id: int) -> None:
    tx.execute(delete(sessions).where(sessions.c.id == session_id, sessions.c.event_id == event_id))


def columns_of(given: Details, track_id: int | None) -> dict[str, Any]:
    """All but the seats: what a session that is written holds from now on."""
    return {
        "name": given.name,
        "description": given.description or None,
        "start_time": given.start,
        "end_time": given.end,
        "location": given.room or None,
        "track_id": track_id,
        "changed_at": clock.now(),
    }


def track_ids(tx: Transaction, event_id: int, names: Iterable[str]) -> dict[str, int]:
    """The event's tracks by name, with those of `names` that are new: each gets the next colour."""
    statement = select(tracks.c.id, tracks.c.name).where(tracks.c.event_id == event_id)
    known = {row.name: int(row.id) for row in tx.execute(statement)}
    for name in names:
        if name and name not in known:
            new = insert(tracks).values(event_id=event_id, name=name, colour=len(known))
            known[name] = inserted_id(tx.execute(new))
    return known


def copy_tracks(tx: Transaction, from_id: int, to_id: int) -> None:
    columns = (tracks.c.name, tracks.c.colour)
    rows = tx.execute(select(*columns).where(tracks.c.event_id == from_id).order_by(tracks.c.id))
    for row in rows.all():
        tx.execute(insert(tracks).values(event_id=to_id, name=row.name, colour=row.colour))


def _track(tx: Transaction, event_id: int, name: str) -> int | None:
    return track_ids(tx, event_id, [name])[name] if name else None


def _rows() -> Select[Any]:
    joined = sessions.outerjoin(tracks, tracks.c.id == sessions.c.track_id)
    return select(sessions, tracks.c.name.label("track"), tracks.c.colour).select_from(joined)


def _session(row: Row[Any]) -> Session:
    return Session(
        id=row.id,
        event_id=row.event_id,
        code=row.code,
        name=row.name,
        description=row.description or "",
        start=row.start_time,
        end=row.end_time,
        room=row.location or "",
        capacity=row.max_attendees,
        held=row.seats_held,
        taken=row.seats_taken,
        waiting=row.waiting,
        in_room=row.in_room,
        track=row.track or "",
        colour=row.colour or 0,
        upstream_id=row.upstream_id or "",
        presenter_names=tuple((row.presenter_names or "").splitlines()),
        changed_at=row.changed_at,
    )
