"""SQL of sessions that come from a timetable: many at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, insert, select, update

from netevent.breakouts.details import Details
from netevent.breakouts.importing.comparison import Changed, details_of
from netevent.breakouts.queries import columns_of
from netevent.breakouts.timetable import TimetableSession
from netevent.core.database import Transaction
from netevent.core.database.tables import breakout_sessions as sessions


def select_taken_codes(tx: Transaction, codes: Sequence[str]) -> set[str]:
    return set(tx.execute(select(sessions.c.code).where(sessions.c.code.in_(codes))).scalars())


def insert_sessions(
    tx: Transaction,
    event_id: int,
    new: Sequence[TimetableSession],
    codes: Sequence[str],
    track_ids: dict[str, int],
) -> None:
    """Each with the code of its place in `codes`.

    Raises:
        sqlalchemy.exc.IntegrityError: a code, or what the timetable calls it, is taken.
    """
    rows = [
        _columns(details_of(one, one.seats), one, track_ids)
        | {
            "event_id": event_id,
            "code": code,
            "upstream_id": one.upstream_id,
            "max_attendees": one.seats,
        }
        for one, code in zip(new, codes, strict=True)
    ]
    if rows:
        tx.execute(insert(sessions), rows)


def update_changed(
    tx: Transaction, event_id: int, changed: Sequence[Changed], track_ids: dict[str, int]
) -> None:
    """All but their seats, which `breakouts.seats` writes."""
    rows = [
        _columns(one.details, one.new, track_ids) | {"session_id": one.session.id, "event": event_id}
        for one in changed
    ]
    statement = update(sessions).where(
        sessions.c.id == bindparam("session_id"), sessions.c.event_id == bindparam("event")
    )
    if rows:
        tx.execute(statement, rows)


def _columns(details: Details, one: TimetableSession, track_ids: dict[str, int]) -> dict[str, Any]:
    names = {"presenter_names": "\n".join(one.presenters) or None}
    return columns_of(details, track_ids.get(one.track)) | names
