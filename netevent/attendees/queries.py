"""SQL of attendees as lists and their own page show them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import FromClause, Row, Select, func, select

from netevent.attendees.listing.filters import NO_TYPE, ListFilter, filtered, ordered
from netevent.attendees.questions.answers.queries import select_listed_answers
from netevent.attendees.questions.question import Given
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.database.tables import attendee_types, attendees, events, gates
from netevent.core.text.addresses import own_address


@dataclass(frozen=True, slots=True)
class AttendeeRow:
    """An attendee in a list: who it is, and in or not, since when, by which gate.

    `is_door_open`: it is the event's time, or the day before, when people set up and try things out.
    `answers` are those that lists show; rows of a list alone have them.
    """

    id: int
    event_id: int
    zone: str
    first_name: str
    last_name: str
    email: str
    organisation: str
    role: str
    type_name: str
    type_colour: int
    code: str
    is_attending: bool
    is_paid: bool
    is_unconfirmed: bool
    is_door_open: bool
    checked_in_at: datetime | None
    gate: str
    language: str
    door_note: str
    added_at: datetime
    answers: tuple[Given, ...] = ()

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def is_in(self) -> bool:
        return self.checked_in_at is not None


@dataclass(frozen=True, slots=True)
class Totals:
    """How many attendees an event has: in all, in now, and not attending."""

    all: int
    inside: int
    not_attending: int


DOOR_OPENS = timedelta(days=1)


def select_attendee(tx: Transaction, attendee_id: int) -> AttendeeRow | None:
    """For the attendee's own page: without answers."""
    row = tx.execute(_rows().where(attendees.c.id == attendee_id)).first()
    return _row(row) if row else None


def select_attendees(
    tx: Transaction, event_id: int, shown: ListFilter, most: int, start: int = 0
) -> list[AttendeeRow]:
    """Those from `start` on. Who is found is read from an index alone; only they are looked up."""
    return select_rows(tx, event_id, select_ids(tx, event_id, shown, most, start))


def select_last_attendees(
    tx: Transaction, event_id: int, shown: ListFilter, most: int, behind: int
) -> list[AttendeeRow]:
    """The same from the end, where `behind` follow: the nearer end of a long list is the faster one."""
    ids = select_ids(tx, event_id, shown, most, behind, backwards=True)
    return select_rows(tx, event_id, ids[::-1])


def select_rows(tx: Transaction, event_id: int, ids: Sequence[int]) -> list[AttendeeRow]:
    """Those who are of this event, in the order of the ids."""
    statement = _rows().where(attendees.c.event_id == event_id, attendees.c.id.in_(ids))
    by_id = {row.id: _row(row) for row in tx.execute(statement)} if ids else {}
    answers = select_listed_answers(tx, by_id)
    return [replace(by_id[one], answers=tuple(answers.get(one, ()))) for one in ids if one in by_id]


def count_attendees(tx: Transaction, event_id: int, shown: ListFilter) -> int:
    statement = filtered(select(func.count()).select_from(attendees), event_id, shown)
    return int(tx.execute(statement).scalar_one())


def has_attendees(tx: Transaction, event_id: int) -> bool:
    statement = select(attendees.c.id).where(attendees.c.event_id == event_id).limit(1)
    return tx.execute(statement).first() is not None


def select_ids(
    tx: Transaction,
    event_id: int,
    shown: ListFilter,
    most: int | None = None,
    start: int = 0,
    backwards: bool = False,
) -> list[int]:
    """In the list's order: all that the list shows, on whatever page, or `most` of them from `start` on."""
    source: FromClause = attendees
    if shown.sort == "type":
        source = attendees.outerjoin(attendee_types, attendee_types.c.id == attendees.c.attendee_type_id)
    statement = filtered(select(attendees.c.id).select_from(source), event_id, shown)
    statement = ordered(statement, shown, backwards)
    if most is not None:
        statement = statement.limit(most).offset(start)
    return list(tx.execute(statement).scalars())


def count_by_type(tx: Transaction, event_id: int, shown: ListFilter) -> list[tuple[int, int]]:
    """How many of each type the list shows, 0: none, in the organizer's order of types."""
    types = select(attendee_types.c.id).where(attendee_types.c.event_id == event_id)
    in_order = tx.execute(types.order_by(attendee_types.c.sort_order, attendee_types.c.id)).scalars().all()
    counted = select(attendees.c.attendee_type_id, func.count().label("people")).select_from(attendees)
    rows = tx.execute(filtered(counted, event_id, shown).group_by(attendees.c.attendee_type_id))
    counts = {row.attendee_type_id or NO_TYPE: int(row.people) for row in rows}
    return [(type_id, counts[type_id]) for type_id in (*in_order, NO_TYPE) if type_id in counts]


def select_totals(tx: Transaction, event_id: int) -> Totals:
    """Read from an index alone, in the order of the groups."""
    groups = (attendees.c.attendance_status, attendees.c.checked_in)
    counted = select(*groups, func.count().label("people")).where(attendees.c.event_id == event_id)
    rows = tx.execute(counted.group_by(*groups)).all()
    return Totals(
        all=sum(row.people for row in rows),
        inside=sum(row.people for row in rows if row.checked_in),
        not_attending=sum(row.people for row in rows if row.attendance_status != "attending"),
    )


def _rows() -> Select[Any]:
    return select(
        attendees.c.id,
        attendees.c.event_id,
        events.c.time_zone,
        events.c.start_time,
        attendees.c.first_name,
        attendees.c.last_name,
        attendees.c.email,
        attendees.c.organisation,
        attendees.c.role,
        attendees.c.attendee_code,
        attendees.c.attendance_status,
        attendees.c.payment_status,
        attendees.c.unconfirmed_since,
        attendees.c.checked_in,
        attendees.c.checked_in_at,
        attendees.c.preferred_language,
        attendees.c.door_note,
        attendees.c.created_at,
        attendee_types.c.name.label("type_name"),
        attendee_types.c.colour.label("type_colour"),
        gates.c.name.label("gate"),
    ).select_from(
        attendees.join(events, events.c.id == attendees.c.event_id)
        .outerjoin(attendee_types, attendee_types.c.id == attendees.c.attendee_type_id)
        .outerjoin(gates, gates.c.id == attendees.c.checked_in_gate_id)
    )


def _row(row: Row[Any]) -> AttendeeRow:
    return AttendeeRow(
        id=row.id,
        event_id=row.event_id,
        zone=row.time_zone,
        first_name=row.first_name,
        last_name=row.last_name,
        email=own_address(row.email),
        organisation=row.organisation or "",
        role=row.role or "",
        type_name=row.type_name or "",
        type_colour=row.type_colour or 0,
        code=row.attendee_code or "",
        is_attending=row.attendance_status == "attending",
        is_paid=row.payment_status != "pending",
        is_unconfirmed=row.unconfirmed_since is not None,
        is_door_open=row.start_time - DOOR_OPENS <= clock.now(),
        checked_in_at=row.checked_in_at if row.checked_in else None,
        gate=row.gate or "",
        language=row.preferred_language or "",
        door_note=row.door_note,
        added_at=row.created_at,
    )
