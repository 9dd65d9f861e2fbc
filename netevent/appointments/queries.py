"""SQL that reads appointments. The WHERE holds that the reader is one of the two people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, ScalarSelect, Select, and_, func, literal, select

from netevent.appointments.appointment import Appointment, Status
from netevent.appointments.predicates import IS_AGREED, IS_PENDING, is_of, is_overdue, is_planned, is_waiting
from netevent.core.database import Transaction
from netevent.core.database.tables import appointments, events, meeting_points
from netevent.profiles.cards.queries import is_blocked

# More than anybody can have in a day.
MOST_AT_ONCE = 200


def select_appointment(tx: Transaction, viewer_id: int, appointment_id: int) -> Appointment | None:
    row = tx.execute(rows().where(appointments.c.id == appointment_id, is_of(viewer_id))).first()
    return appointment_of(row) if row else None


def select_pending(tx: Transaction, viewer_id: int, now: datetime) -> list[Appointment]:
    """What waits for an answer, the own proposals too, by time."""
    found = _in_each_role(tx, viewer_id, is_waiting(now))
    return sorted(found, key=lambda row: (row.start, row.id))


def select_some(
    tx: Transaction, viewer_id: int, appointment_ids: Sequence[int], which: ColumnElement[bool]
) -> list[Appointment]:
    """Those of the viewer's with these numbers."""
    is_one = and_(appointments.c.id.in_(appointment_ids), is_of(viewer_id))
    return [appointment_of(row) for row in tx.execute(rows().where(is_one, which))]


def waiting_proposals(attendee_id: int, now: datetime) -> ScalarSelect[int]:
    """How many wait for this one's answer."""
    waits_for_them = (appointments.c.target_id == attendee_id, is_waiting(now))
    return select(func.count()).select_from(appointments).where(*waits_for_them).scalar_subquery()


def select_same(
    tx: Transaction, requester_id: int, target_id: int, start: datetime, now: datetime
) -> int | None:
    """The same proposal, if it waits already: the form was sent twice."""
    statement = select(appointments.c.id).where(
        appointments.c.requester_id == requester_id,
        appointments.c.target_id == target_id,
        appointments.c.appointment_time == start,
        is_waiting(now),
    )
    return tx.execute(statement).scalar()


def count_asked(tx: Transaction, requester_id: int, now: datetime) -> int:
    statement = (
        select(func.count())
        .select_from(appointments)
        .where(appointments.c.requester_id == requester_id, is_waiting(now))
    )
    return int(tx.execute(statement).scalar_one())


def count_agreed(tx: Transaction, event_id: int) -> int:
    """The appointments of the event that were agreed and not cancelled, over or to come."""
    statement = select(func.count()).where(appointments.c.event_id == event_id, IS_AGREED)
    return int(tx.execute(statement).scalar_one())


def select_overlapping(tx: Transaction, agreed: Appointment) -> list[Appointment]:
    """The pending ones of either person that overlap the appointment that is being agreed."""
    people = (agreed.requester_id, agreed.target_id)
    statement = rows().where(
        IS_PENDING,
        appointments.c.requester_id.in_(people) | appointments.c.target_id.in_(people),
        appointments.c.appointment_time < agreed.end,
        appointments.c.end_time > agreed.start,
        appointments.c.id != agreed.id,
    )
    return [appointment_of(row) for row in tx.execute(statement.order_by(appointments.c.id))]


def select_due(tx: Transaction, now: datetime, most: int) -> list[Appointment]:
    """The pending ones whose time to answer is over."""
    statement = rows().where(is_overdue(now))
    return [appointment_of(row) for row in tx.execute(statement.order_by(appointments.c.id).limit(most))]


def select_between(tx: Transaction, one_id: int, other_id: int, now: datetime) -> list[Appointment]:
    """What is to come between the two, proposed or agreed."""
    pair = (one_id, other_id)
    is_theirs = and_(appointments.c.requester_id.in_(pair), appointments.c.target_id.in_(pair))
    statement = rows().where(is_theirs, is_planned(now)).order_by(appointments.c.id)
    return [appointment_of(row) for row in tx.execute(statement)]


def select_to_come(tx: Transaction, person_id: int, now: datetime) -> list[Appointment]:
    """What is to come for one person, proposed or agreed."""
    found = _in_each_role(tx, person_id, is_planned(now), most=None)
    return sorted(found, key=lambda row: row.id)


def select_is_blocked(tx: Transaction, one_id: int, other_id: int) -> bool:
    return bool(tx.execute(select(is_blocked(literal(one_id), other_id))).scalar())


def _in_each_role(
    tx: Transaction, viewer_id: int, condition: ColumnElement[bool], most: int | None = MOST_AT_ONCE
) -> list[Appointment]:
    """Two statements, each with its own index: with an OR in one, the databases would read all rows."""
    return [
        appointment_of(row)
        for person in (appointments.c.requester_id, appointments.c.target_id)
        for row in tx.execute(rows().where(person == viewer_id, condition).limit(most))
    ]


def rows() -> Select[Any]:
    """Rows for `appointment_of`."""
    return select(appointments, events.c.time_zone, meeting_points.c.name.label("point_name")).select_from(
        appointments.join(events, events.c.id == appointments.c.event_id).outerjoin(
            meeting_points, meeting_points.c.id == appointments.c.meeting_point_id
        )
    )


def appointment_of(row: Row[Any]) -> Appointment:
    return Appointment(
        id=row.id,
        event_id=row.event_id,
        requester_id=row.requester_id,
        target_id=row.target_id,
        start=row.appointment_time,
        end=row.end_time,
        zone=row.time_zone,
        place=row.point_name or row.location or "",
        point_id=row.meeting_point_id,
        notes=row.notes or "",
        status=Status(row.status),
        revision=row.revision,
        changed_at=row.changed_at,
        reminded_at=row.reminded_at,
        ended_by_id=row.cancelled_by_id,
    )
