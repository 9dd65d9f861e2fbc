"""SQL of certificates, and of the scans that they tell of. There is no UPDATE of one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select
from sqlalchemy.exc import IntegrityError

from netevent.breakouts.predicates import IS_IN_ROOM
from netevent.core.database import Transaction
from netevent.core.database.tables import attendees, certificates, events, organizers
from netevent.core.database.tables import breakout_session_rsvps as rsvps
from netevent.core.database.tables import breakout_sessions as sessions
from netevent.core.jobs import Codec
from netevent.papers.certificates.issued import Attended, Content, Issued

CONTENT = Codec(Content)


def select_of_attendee(tx: Transaction, attendee_id: int) -> Issued | None:
    return _first(tx, certificates.c.attendee_id == attendee_id)


def select_by_code(tx: Transaction, code: str) -> Issued | None:
    return _first(tx, certificates.c.code == code)


def insert_certificate(tx: Transaction, event_id: int, attendee_id: int, issued: Issued) -> bool:
    """False where one was issued meanwhile."""
    row = {"code": issued.code, "content": CONTENT.write(issued.content), "issued_at": issued.issued_at}
    try:
        tx.execute(insert(certificates).values(event_id=event_id, attendee_id=attendee_id, **row))
    except IntegrityError:
        return False
    return True


def select_arrival(tx: Transaction, attendee_id: int) -> datetime | None:
    """None for who was not let in, or let out again."""
    statement = select(attendees.c.checked_in_at).where(
        attendees.c.id == attendee_id, attendees.c.checked_in.is_(True)
    )
    return tx.execute(statement).scalar()


def select_attended(tx: Transaction, attendee_id: int, now: datetime) -> tuple[Attended, ...]:
    """The sessions whose room let this one in, in their order."""
    joined = rsvps.join(sessions, sessions.c.id == rsvps.c.breakout_session_id)
    statement = (
        select(sessions.c.name, sessions.c.start_time, sessions.c.end_time, rsvps.c.entered_at)
        .select_from(joined)
        .where(rsvps.c.attendee_id == attendee_id, IS_IN_ROOM, sessions.c.end_time <= now)
        .order_by(sessions.c.start_time, sessions.c.id)
    )
    return tuple(Attended(row.name, row.start_time, _minutes(row)) for row in tx.execute(statement))


def select_owner_name(tx: Transaction, event_id: int) -> str:
    joined = events.join(organizers, organizers.c.id == events.c.organizer_id)
    statement = select(organizers.c.name).select_from(joined).where(events.c.id == event_id)
    return str(tx.execute(statement).scalar_one())


def _first(tx: Transaction, which: Any) -> Issued | None:
    columns = (certificates.c.code, certificates.c.content, certificates.c.issued_at)
    row = tx.execute(select(*columns).where(which)).first()
    return Issued(row.code, CONTENT.read(row.content), row.issued_at) if row else None


def _minutes(row: Row[Any]) -> int:
    there_from = max(row.start_time, row.entered_at)
    return max(0, int((row.end_time - there_from).total_seconds() // 60))
