"""SQL of what stands in an event's files, by batches: of these ids, or at most so many rows after a key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Row, Select, func, or_, select

from netevent.attendees.listing.filters import ListFilter, filtered
from netevent.attendees.predicates import is_attending
from netevent.attendees.questions.answers.queries import select_listed_answers
from netevent.attendees.questions.question import Given
from netevent.breakouts.predicates import HAS_SEAT, IS_WAITING
from netevent.core.database import Transaction
from netevent.core.database.tables import attendee_types, attendees, gates, room_scans, scans
from netevent.core.database.tables import breakout_session_rsvps as rsvps
from netevent.core.text.addresses import own_address


@dataclass(frozen=True, slots=True)
class ListedAttendee:
    """All that the organizer knows of an attendee. Times are UTC; `answers` stand by their questions."""

    first_name: str
    last_name: str
    email: str
    organisation: str
    role: str
    phone: str
    linkedin: str
    type_name: str
    code: str
    is_attending: bool
    is_unconfirmed: bool
    payment: str
    entered_at: datetime | None
    gate: str
    entered_by: str
    registered_at: datetime
    answers: dict[int, Given]


@dataclass(frozen=True, slots=True)
class ListedRsvp:
    """Who has a seat or waits. `is_shown`: the list shows the attendee; others count in the line.

    `key` orders the rows.
    """

    key: int
    code: str
    name: str
    entered_at: datetime | None
    is_shown: bool


Received = tuple[datetime, int]


@dataclass(frozen=True, slots=True)
class ListedScan:
    """`gate` is '' at a room. `name` is '' and `code` what was read where the badge is nobody's.

    `key` orders the rows: when the server got the scan, then its id, as the index has them.
    """

    key: Received
    at: datetime
    gate: str
    outcome: str
    code: str
    name: str
    by: str


def select_attendees(tx: Transaction, event_id: int, ids: Sequence[int]) -> list[ListedAttendee]:
    """In the order of the ids; who has gone meanwhile is left out."""
    statement = (
        select(
            *LISTED,
            is_attending().label("is_attending"),
            attendee_types.c.name.label("type_name"),
            gates.c.name.label("gate"),
        )
        .select_from(
            attendees.outerjoin(
                attendee_types, attendee_types.c.id == attendees.c.attendee_type_id
            ).outerjoin(gates, gates.c.id == attendees.c.checked_in_gate_id)
        )
        .where(attendees.c.event_id == event_id, attendees.c.id.in_(ids))
    )
    found = {row.id: row for row in tx.execute(statement)}
    answers = select_listed_answers(tx, found)
    return [_attendee(found[one], answers.get(one, [])) for one in ids if one in found]


def count_scans(tx: Transaction, event_id: int) -> int:
    """At the door, whomever the list shows."""
    statement = select(func.count()).select_from(scans).where(scans.c.event_id == event_id)
    return int(tx.execute(statement).scalar_one())


def select_seated_after(
    tx: Transaction, session_id: int, event_id: int, shown: ListFilter, after: int, most: int
) -> list[ListedRsvp]:
    """Who has a seat in the session, of those whom the list shows."""
    statement = filtered(_rsvps(rsvps.c.id), event_id, shown).where(
        rsvps.c.breakout_session_id == session_id, HAS_SEAT, rsvps.c.id > after
    )
    return [_rsvp(row, is_shown=True) for row in tx.execute(statement.order_by(rsvps.c.id).limit(most))]


def select_line_after(
    tx: Transaction, session_id: int, event_id: int, shown: ListFilter, after: int, most: int
) -> list[ListedRsvp]:
    """Everybody who waits, the first first, by the number drawn."""
    statement = _rsvps(rsvps.c.number).where(
        rsvps.c.breakout_session_id == session_id, IS_WAITING, rsvps.c.number > after
    )
    rows = tx.execute(statement.order_by(rsvps.c.number).limit(most)).all()
    asked = filtered(select(attendees.c.id), event_id, shown)
    found = set(tx.execute(asked.where(attendees.c.id.in_([row.attendee_id for row in rows]))).scalars())
    return [_rsvp(row, is_shown=row.attendee_id in found) for row in rows]


def select_door_scans_after(
    tx: Transaction, event_id: int, shown: ListFilter, after: Received, most: int
) -> list[ListedScan]:
    here = gates.alias("here")
    statement = (
        select(*_scan_columns(scans), here.c.name.label("gate"), *PERSON)
        .select_from(
            scans.outerjoin(attendees, attendees.c.id == scans.c.attendee_id).outerjoin(
                here, here.c.id == scans.c.gate_id
            )
        )
        .where(scans.c.event_id == event_id, *_after(scans, after))
    )
    rows = tx.execute(_of_the_shown(statement, event_id, shown).order_by(*_by(scans)).limit(most))
    return [_scan(row, row.gate or "") for row in rows]


def select_room_scans_after(
    tx: Transaction, session_id: int, event_id: int, shown: ListFilter, after: Received, most: int
) -> list[ListedScan]:
    statement = (
        select(*_scan_columns(room_scans), *PERSON)
        .select_from(room_scans.outerjoin(attendees, attendees.c.id == room_scans.c.attendee_id))
        .where(room_scans.c.breakout_session_id == session_id, *_after(room_scans, after))
    )
    rows = tx.execute(_of_the_shown(statement, event_id, shown).order_by(*_by(room_scans)).limit(most))
    return [_scan(row, "") for row in rows]


LISTED = (
    attendees.c.id,
    attendees.c.first_name,
    attendees.c.last_name,
    attendees.c.email,
    attendees.c.organisation,
    attendees.c.role,
    attendees.c.phone,
    attendees.c.linkedin,
    attendees.c.attendee_code,
    attendees.c.unconfirmed_since,
    attendees.c.payment_status,
    attendees.c.checked_in,
    attendees.c.checked_in_at,
    attendees.c.checked_in_by,
    attendees.c.created_at,
)
PERSON = (attendees.c.first_name, attendees.c.last_name, attendees.c.attendee_code)


def _scan_columns(journal: FromClause) -> Sequence[ColumnElement[Any]]:
    names = ("id", "received_at", "scanned_at", "outcome", "code_scanned", "scanned_by")
    return [journal.c[name] for name in names]


def _by(journal: FromClause) -> tuple[ColumnElement[Any], ...]:
    return (journal.c.received_at, journal.c.id)


def _after(journal: FromClause, after: Received) -> tuple[ColumnElement[bool], ...]:
    """A range of the index, without those of its first moment that were there before."""
    at, key = after
    return (journal.c.received_at >= at, or_(journal.c.received_at > at, journal.c.id > key))


def _of_the_shown(statement: Select[Any], event_id: int, shown: ListFilter) -> Select[Any]:
    """A list of everybody also has the scans of badges that are nobody's."""
    return statement if shown.shows_all else filtered(statement, event_id, shown)


def _rsvps(key: Any) -> Select[Any]:
    joined = rsvps.join(attendees, attendees.c.id == rsvps.c.attendee_id)
    return select(key.label("key"), rsvps.c.attendee_id, rsvps.c.entered_at, *PERSON).select_from(joined)


def _attendee(row: Row[Any], answers: Sequence[Given]) -> ListedAttendee:
    return ListedAttendee(
        first_name=row.first_name,
        last_name=row.last_name,
        email=own_address(row.email),
        organisation=row.organisation or "",
        role=row.role or "",
        phone=row.phone or "",
        linkedin=row.linkedin or "",
        type_name=row.type_name or "",
        code=row.attendee_code or "",
        is_attending=bool(row.is_attending),
        is_unconfirmed=row.unconfirmed_since is not None,
        payment=row.payment_status,
        entered_at=row.checked_in_at if row.checked_in else None,
        gate=row.gate or "",
        entered_by=row.checked_in_by if row.checked_in else "",
        registered_at=row.created_at,
        answers={one.question_id: one for one in answers},
    )


def _rsvp(row: Row[Any], *, is_shown: bool) -> ListedRsvp:
    return ListedRsvp(row.key, row.attendee_code or "", _name(row), row.entered_at, is_shown)


def _scan(row: Row[Any], gate: str) -> ListedScan:
    code = row.attendee_code or row.code_scanned
    key = (row.received_at, row.id)
    return ListedScan(key, row.scanned_at, gate, row.outcome, code, _name(row), row.scanned_by)


def _name(row: Row[Any]) -> str:
    return f"{row.first_name or ''} {row.last_name or ''}".strip()
