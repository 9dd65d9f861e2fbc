"""SQL of a room's journal. The only writer of `room_scans`."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, insert, select

from netevent.breakouts.predicates import HAS_SEAT, IS_IN_ROOM, IS_WAITING
from netevent.checkin.desks.queries import Found, select_found_where
from netevent.checkin.queries import PERSON, person
from netevent.checkin.scan import Scan
from netevent.core.database import Transaction
from netevent.core.database.tables import (
    attendee_types,
    attendees,
    breakout_sessions,
    events,
    room_scans,
)
from netevent.core.database.tables import breakout_session_rsvps as rsvps
from netevent.core.i18n.localized import LocalizedText, localized
from netevent.rooms.scan import Answer, Outcome, ScanRow


@dataclass(frozen=True, slots=True)
class Place:
    """Of which session a desk is, and of which event."""

    session_id: int
    event_id: int
    name: str
    room: str
    start: datetime
    end: datetime
    zone: str
    event_name: LocalizedText


@dataclass(frozen=True, slots=True)
class Seat:
    """What somebody has in the session, as the desk's search shows it."""

    is_kept: bool
    waits: bool
    entered_at: datetime | None


def select_place(tx: Transaction, session_id: int) -> Place | None:
    session = breakout_sessions.c
    statement = select(
        session.event_id,
        session.name,
        session.location,
        session.start_time,
        session.end_time,
        events.c.name.label("event_name"),
        events.c.name_texts,
        events.c.time_zone,
    ).select_from(breakout_sessions.join(events, events.c.id == session.event_id))
    row = tx.execute(statement.where(session.id == session_id)).first()
    if row is None:
        return None
    event_name = localized(row.event_name, row.name_texts)
    when = (row.start_time, row.end_time)
    return Place(session_id, row.event_id, row.name, row.location or "", *when, row.time_zone, event_name)


def select_seats(tx: Transaction, session_id: int, attendee_ids: Collection[int]) -> dict[int, Seat]:
    """By attendee, of those who asked for one."""
    statement = select(
        rsvps.c.attendee_id, HAS_SEAT.label("is_kept"), IS_WAITING.label("waits"), rsvps.c.entered_at
    )
    mine = statement.where(rsvps.c.breakout_session_id == session_id, rsvps.c.attendee_id.in_(attendee_ids))
    return {
        row.attendee_id: Seat(bool(row.is_kept), bool(row.waits), row.entered_at) for row in tx.execute(mine)
    }


def select_registered(
    tx: Transaction, session_id: int, words: Sequence[str], most: int, language: str
) -> list[Found]:
    """Those who have a seat or wait, by words in what they show to everyone."""
    theirs = select(rsvps.c.attendee_id).where(
        rsvps.c.breakout_session_id == session_id, HAS_SEAT | IS_WAITING
    )
    has_words = [attendees.c.directory_key.contains(word, autoescape=True) for word in words]
    return select_found_where(tx, most, language, attendees.c.id.in_(theirs), *has_words)


def select_entered_by(tx: Transaction, session_id: int, attendee_id: int) -> str:
    """Who let them in last; '' where the journal does not know."""
    statement = select(room_scans.c.answer_by).where(
        room_scans.c.breakout_session_id == session_id,
        room_scans.c.attendee_id == attendee_id,
        room_scans.c.outcome == Outcome.checked_in.value,
    )
    return tx.execute(statement.order_by(room_scans.c.id.desc()).limit(1)).scalar() or ""


def insert_room_scan(
    tx: Transaction, session_id: int, scan: Scan, answer: Answer, received_at: datetime
) -> None:
    """Add the scan to the journal, with its answer.

    Raises:
        sqlalchemy.exc.IntegrityError: this scan is in the journal already.
    """
    tx.execute(
        insert(room_scans).values(
            scan_id=scan.scan_id,
            breakout_session_id=session_id,
            attendee_id=answer.attendee.id if answer.attendee else None,
            scanned_by_kind=scan.by.kind.value,
            scanned_by_id=scan.by.id,
            scanned_by=scan.by.name,
            code_scanned=scan.code[:64],
            outcome=answer.outcome.value,
            scanned_at=scan.scanned_at,
            received_at=received_at,
            answer_at=answer.checked_in_at,
            answer_by=answer.by,
        )
    )


def select_answer(tx: Transaction, session_id: int, scan_id: str) -> Answer | None:
    """The answer that a scan got, from the journal."""
    statement = _with_person(
        room_scans.c.scan_id,
        room_scans.c.outcome,
        room_scans.c.scanned_at,
        room_scans.c.answer_at,
        room_scans.c.answer_by,
        *PERSON,
    )
    mine = statement.where(room_scans.c.scan_id == scan_id, room_scans.c.breakout_session_id == session_id)
    row = tx.execute(mine).first()
    if row is None:
        return None
    who = person(row) if row.id is not None else None
    return Answer(Outcome(row.outcome), row.scan_id, who, row.scanned_at, row.answer_at, row.answer_by)


def select_last_scans(tx: Transaction, session_id: int, most: int) -> list[ScanRow]:
    """Of all desks of the room, newest first."""
    is_their_entry = and_(
        room_scans.c.outcome == Outcome.checked_in.value,
        IS_IN_ROOM,
        rsvps.c.entered_at == room_scans.c.answer_at,
    )
    statement = _with_person(
        room_scans, attendees.c.first_name, attendees.c.last_name, is_their_entry.label("can_be_undone")
    )
    mine = statement.where(room_scans.c.breakout_session_id == session_id)
    newest = mine.order_by(room_scans.c.received_at.desc(), room_scans.c.id.desc()).limit(most)
    return [_scan_row(row) for row in tx.execute(newest)]


def _with_person(*columns: Any) -> Any:
    is_theirs = and_(
        rsvps.c.breakout_session_id == room_scans.c.breakout_session_id,
        rsvps.c.attendee_id == room_scans.c.attendee_id,
    )
    return select(*columns).select_from(
        room_scans.outerjoin(attendees, attendees.c.id == room_scans.c.attendee_id)
        .outerjoin(attendee_types, attendee_types.c.id == attendees.c.attendee_type_id)
        .outerjoin(rsvps, is_theirs)
    )


def _scan_row(row: Row[Any]) -> ScanRow:
    return ScanRow(
        id=row.id,
        at=row.scanned_at,
        outcome=Outcome(row.outcome),
        code=row.code_scanned if row.attendee_id is None else "",
        attendee_id=row.attendee_id,
        first_name=row.first_name or "",
        last_name=row.last_name or "",
        by=row.scanned_by,
        can_be_undone=bool(row.can_be_undone),
    )
