"""SQL of who has something else at the time of a session, and of who moved up: whom a mail tells, and how."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select, true

from netevent.appointments.slots.hours import SLOT
from netevent.attendees.predicates import is_attending, is_unconfirmed
from netevent.breakouts.predicates import HAS_SEAT, IS_WAITING
from netevent.breakouts.session import Session
from netevent.core.database import Transaction
from netevent.core.database.tables import appointment_cells as cells
from netevent.core.database.tables import attendees, events
from netevent.core.database.tables import breakout_session_rsvps as rsvps
from netevent.core.database.tables import breakout_sessions as sessions
from netevent.core.i18n.localized import localized


@dataclass(frozen=True, slots=True)
class Reader:
    """Who gets the mail. `event_name` is in the own language."""

    id: int
    event_id: int
    first_name: str
    email: str
    language: str
    event_name: str
    zone: str


def select_occupied(tx: Transaction, attendee_ids: Sequence[int], session: Session) -> set[int]:
    """Those of them who have a seat or wait in another session then, or an agreed appointment."""
    in_sessions = (
        select(rsvps.c.attendee_id)
        .join(sessions, sessions.c.id == rsvps.c.breakout_session_id)
        .where(rsvps.c.attendee_id.in_(attendee_ids), HAS_SEAT | IS_WAITING, sessions.c.id != session.id)
        .where(sessions.c.start_time < session.end, sessions.c.end_time > session.start)
    )
    met = select(cells.c.attendee_id).where(
        cells.c.attendee_id.in_(attendee_ids),
        cells.c.starts_at > session.start - SLOT,
        cells.c.starts_at < session.end,
    )
    return {*tx.execute(in_sessions).scalars(), *tx.execute(met).scalars()}


def select_moved_up_at(tx: Transaction, session_id: int, attendee_id: int) -> datetime | None:
    """When the attendee got the seat; None for who has none, or did not wait for it."""
    is_theirs = (rsvps.c.breakout_session_id == session_id, rsvps.c.attendee_id == attendee_id)
    return tx.execute(select(rsvps.c.moved_up_at).where(*is_theirs, HAS_SEAT)).scalar()


def select_reader(tx: Transaction, attendee_id: int) -> Reader | None:
    """None for who comes no more, wants no mails, or has not confirmed the address."""
    row = tx.execute(
        select(
            attendees.c.id,
            attendees.c.event_id,
            attendees.c.first_name,
            attendees.c.email,
            attendees.c.preferred_language.label("language"),
            events.c.name.label("event_name"),
            events.c.name_texts,
            events.c.time_zone.label("zone"),
        )
        .join(events, events.c.id == attendees.c.event_id)
        .where(attendees.c.id == attendee_id, is_attending(), ~is_unconfirmed())
        .where(attendees.c.wants_digest == true())
    ).first()
    return _reader(row) if row else None


def _reader(row: Row[Any]) -> Reader:
    values = dict(row._mapping)
    name = localized(values.pop("event_name"), values.pop("name_texts"))
    return Reader(event_name=name.inside(row.language), **values)
