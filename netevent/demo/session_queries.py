"""The demo's programme: sessions with seats left, a full one with a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Table, insert, select

from netevent.core.database import Transaction, inserted_id
from netevent.core.database.tables import (
    breakout_session_organizers,
    breakout_session_rsvps,
    breakout_sessions,
    tracks,
)
from netevent.demo import story as told
from netevent.demo.story import Story


@dataclass(frozen=True, slots=True)
class DemoSession:
    """As var/demo.json names it. `registered` and `waiting` are counts."""

    id: int
    code: str
    name: str
    max_attendees: int | None
    registered: int
    waiting: int


def insert_sessions(
    tx: Transaction, event_id: int, story: Story, presenters: Sequence[int], guest_ids: Sequence[int]
) -> None:
    """Each with a share of the attendees, none beyond its seats; one is full, and some wait for it.

    The first two of the day have a presenter each.
    """
    track_ids = {
        name: _insert(tx, tracks, event_id=event_id, name=name, colour=number)
        for number, name in enumerate(told.TRACKS)
    }
    ids = []
    for number, session in enumerate(told.SESSIONS):
        share = guest_ids[number :: len(told.SESSIONS)]
        coming = share[: session.seats - session.left]
        line = share[len(coming) :][: session.waiting]
        start = story.start + timedelta(minutes=session.after)
        ids.append(
            _insert(
                tx,
                breakout_sessions,
                event_id=event_id,
                code=session.code,
                name=session.name,
                description=session.description,
                start_time=start,
                end_time=start + timedelta(minutes=session.minutes),
                location=session.location,
                max_attendees=session.seats,
                track_id=track_ids[session.track],
                seats_taken=len(coming),
                waiting=len(line),
                last_number=len(line),
            )
        )
        _insert_rsvps(tx, ids[-1], story.start, coming, line)
    for session_id, presenter in zip(ids, presenters, strict=False):
        _insert(tx, breakout_session_organizers, breakout_session_id=session_id, organizer_id=presenter)


def _insert_rsvps(
    tx: Transaction, session_id: int, at: datetime, coming: Sequence[int], line: Sequence[int]
) -> None:
    common = {"breakout_session_id": session_id, "changed_at": at}
    rows = [{**common, "attendee_id": guest, "status": "registered", "number": None} for guest in coming]
    rows += [
        {**common, "attendee_id": guest, "status": "waitlisted", "number": number}
        for number, guest in enumerate(line, start=1)
    ]
    tx.execute(insert(breakout_session_rsvps), rows)


def select_demo_sessions(tx: Transaction, event_id: int) -> list[DemoSession]:
    statement = select(
        breakout_sessions.c.id,
        breakout_sessions.c.code,
        breakout_sessions.c.name,
        breakout_sessions.c.max_attendees,
        breakout_sessions.c.seats_taken,
        breakout_sessions.c.waiting,
    ).where(breakout_sessions.c.event_id == event_id)
    return [
        DemoSession(row.id, row.code, row.name, row.max_attendees, row.seats_taken, row.waiting)
        for row in tx.execute(statement.order_by(breakout_sessions.c.start_time, breakout_sessions.c.id))
    ]


def _insert(tx: Transaction, table: Table, **values: Any) -> int:
    return inserted_id(tx.execute(insert(table).values(**values)))
