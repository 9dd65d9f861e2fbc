"""SQL of attendees as lists and their own page show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, Select, case, func, select, true

from netevent.attendees.predicates import is_attending
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.database.ordering import in_order
from netevent.core.database.tables import attendee_types, attendees, events, gates
from netevent.core.text.comparing import search_words


@dataclass(frozen=True, slots=True)
class AttendeeRow:
    """An attendee in a list: who it is, and in or not, since when, by which gate.

    `is_door_open`: it is the event's time, or the day before, when people set up and try things out.
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

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def is_in(self) -> bool:
        return self.checked_in_at is not None


@dataclass(frozen=True, slots=True)
class ListFilter:
    """What a list shows: words to be found, one type (0: all), one state (empty: all). In whose order."""

    words: str = ""
    type_id: int = 0
    state: str = ""
    language: str = "en"

    @property
    def shows_all(self) -> bool:
        return not (search_words(self.words) or self.type_id or self.state)


@dataclass(frozen=True, slots=True)
class Totals:
    """How many attendees an event has: in all, in now, and not attending."""

    all: int
    inside: int
    not_attending: int


DOOR_OPENS = timedelta(days=1)
STATES = ("in", "expected", "not_attending", "unpaid")


def select_attendee(tx: Transaction, attendee_id: int) -> AttendeeRow | None:
    """For the attendee's own page, and for pushes."""
    row = tx.execute(_rows().where(attendees.c.id == attendee_id)).first()
    return _row(row) if row else None


def select_attendees(
    tx: Transaction, event_id: int, shown: ListFilter, most: int, start: int
) -> list[AttendeeRow]:
    statement = filtered(_rows(), event_id, shown)
    statement = statement.order_by(
        *in_order(shown.language, attendees.c.last_name, attendees.c.first_name), attendees.c.id
    )
    return [_row(row) for row in tx.execute(statement.limit(most).offset(start))]


def count_attendees(tx: Transaction, event_id: int, shown: ListFilter) -> int:
    statement = filtered(select(func.count()).select_from(attendees), event_id, shown)
    return int(tx.execute(statement).scalar_one())


def select_ids(tx: Transaction, event_id: int, shown: ListFilter) -> list[int]:
    """Of all that the list shows, on whatever page."""
    statement = filtered(select(attendees.c.id), event_id, shown)
    return list(tx.execute(statement.order_by(attendees.c.id)).scalars())


def select_totals(tx: Transaction, event_id: int) -> Totals:
    is_out = ~is_attending()
    row = tx.execute(
        select(
            func.count(),
            func.coalesce(func.sum(case((attendees.c.checked_in == true(), 1), else_=0)), 0),
            func.coalesce(func.sum(case((is_out, 1), else_=0)), 0),
        )
        .select_from(attendees)
        .where(attendees.c.event_id == event_id)
    ).one()
    return Totals(*(int(count) for count in row))


def filtered(statement: Select[Any], event_id: int, shown: ListFilter) -> Select[Any]:
    """Those of the statement's attendees that the list shows."""
    statement = statement.where(attendees.c.event_id == event_id)
    for word in search_words(shown.words):
        statement = statement.where(attendees.c.search_key.contains(word, autoescape=True))
    if shown.type_id:
        statement = statement.where(attendees.c.attendee_type_id == shown.type_id)
    match shown.state:
        case "in":
            return statement.where(attendees.c.checked_in == true())
        case "expected":
            return statement.where(~attendees.c.checked_in, is_attending())
        case "not_attending":
            return statement.where(~is_attending())
        case "unpaid":
            return statement.where(attendees.c.payment_status == "pending")
    return statement


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
        email=row.email,
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
    )
