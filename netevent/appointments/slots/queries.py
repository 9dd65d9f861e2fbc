"""SQL of who and what is taken when: by agreed appointments. Sessions are asked about in `overlaps`."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select

from netevent.appointments.slots.hours import EventHours
from netevent.attendees.predicates import is_attending
from netevent.core.database import Transaction
from netevent.core.database.tables import (
    appointment_cells,
    attendees,
    events,
    meeting_points,
)


@dataclass(frozen=True, slots=True)
class Taken:
    """Who and which meeting points have another appointment at some time."""

    person_ids: frozenset[int]
    point_ids: frozenset[int]


@dataclass(frozen=True, slots=True)
class Point:
    """A meeting point."""

    id: int
    name: str


def select_event_hours(tx: Transaction, event_id: int) -> EventHours | None:
    row = tx.execute(
        select(events.c.start_time, events.c.end_time, events.c.time_zone).where(events.c.id == event_id)
    ).first()
    return EventHours.of(row.start_time, row.end_time, row.time_zone) if row else None


def select_busy(
    tx: Transaction, person_id: int, first: datetime, last: datetime, but_for: int | None = None
) -> set[datetime]:
    """The slots of a person's agreed appointments; `but_for` is the one that is being moved."""
    statement = select(appointment_cells.c.starts_at).where(
        appointment_cells.c.attendee_id == person_id, appointment_cells.c.starts_at.between(first, last)
    )
    if but_for is not None:
        statement = statement.where(appointment_cells.c.appointment_id != but_for)
    return set(tx.execute(statement).scalars())


def select_taken(
    tx: Transaction, people: Sequence[int], slots: Collection[datetime], but_for: int | None = None
) -> Taken:
    """Which of the people, and which of all meeting points, have an agreed appointment in those slots."""
    statement = select(appointment_cells.c.attendee_id, appointment_cells.c.meeting_point_id).where(
        appointment_cells.c.starts_at.in_(slots),
        or_(appointment_cells.c.attendee_id.in_(people), appointment_cells.c.meeting_point_id.is_not(None)),
    )
    if but_for is not None:
        statement = statement.where(appointment_cells.c.appointment_id != but_for)
    found = tx.execute(statement).all()
    return Taken(
        frozenset(row.attendee_id for row in found if row.attendee_id is not None),
        frozenset(row.meeting_point_id for row in found if row.meeting_point_id is not None),
    )


def select_points(tx: Transaction, event_id: int) -> list[Point]:
    rows = tx.execute(
        select(meeting_points.c.id, meeting_points.c.name)
        .where(meeting_points.c.event_id == event_id)
        .order_by(meeting_points.c.sort_order, meeting_points.c.id)
    )
    return [Point(row.id, row.name) for row in rows]


def select_are_attending(tx: Transaction, event_id: int, *person_ids: int) -> bool:
    statement = select(attendees.c.id).where(
        attendees.c.id.in_(person_ids),
        attendees.c.event_id == event_id,
        is_attending(),
    )
    return len(tx.execute(statement).all()) == len(person_ids)
