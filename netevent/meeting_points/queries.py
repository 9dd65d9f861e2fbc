"""SQL of an event's meeting points, as the organizer keeps them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, func, insert, select, update

from netevent.appointments.predicates import IS_AGREED, is_planned
from netevent.appointments.slots.queries import Point
from netevent.core.database import Transaction
from netevent.core.database.tables import appointments, meeting_points


def select_point(tx: Transaction, event_id: int, point_id: int) -> Point | None:
    statement = select(meeting_points.c.id, meeting_points.c.name).where(
        meeting_points.c.id == point_id, meeting_points.c.event_id == event_id
    )
    row = tx.execute(statement).first()
    return Point(row.id, row.name) if row else None


def count_points(tx: Transaction, event_id: int) -> int:
    statement = select(func.count()).select_from(meeting_points).where(meeting_points.c.event_id == event_id)
    return int(tx.execute(statement).scalar_one())


def select_names(tx: Transaction, event_id: int) -> list[str]:
    statement = select(meeting_points.c.name).where(meeting_points.c.event_id == event_id)
    return list(tx.execute(statement).scalars())


def count_agreed(tx: Transaction, event_id: int, point_id: int, now: datetime) -> int:
    """The appointments there that are to come."""
    statement = select(func.count()).where(
        appointments.c.event_id == event_id,
        appointments.c.meeting_point_id == point_id,
        IS_AGREED,
        is_planned(now),
    )
    return int(tx.execute(statement).scalar_one())


def insert_point(tx: Transaction, event_id: int, name: str) -> None:
    """At the end of the list.

    Raises:
        sqlalchemy.exc.IntegrityError: the event has one of this name.
    """
    last = select(func.coalesce(func.max(meeting_points.c.sort_order), 0)).where(
        meeting_points.c.event_id == event_id
    )
    order = int(tx.execute(last).scalar_one()) + 1
    tx.execute(insert(meeting_points).values(event_id=event_id, name=name, sort_order=order))


def update_point(tx: Transaction, event_id: int, point_id: int, name: str) -> bool:
    statement = update(meeting_points).where(
        meeting_points.c.id == point_id, meeting_points.c.event_id == event_id
    )
    return tx.execute(statement.values(name=name)).rowcount == 1


def update_places(tx: Transaction, point: Point) -> None:
    """Write the name of the point into its appointments, which outlive it."""
    statement = update(appointments).where(appointments.c.meeting_point_id == point.id)
    tx.execute(statement.values(location=point.name, meeting_point_id=None))


def delete_point(tx: Transaction, event_id: int, point_id: int) -> None:
    tx.execute(
        delete(meeting_points).where(meeting_points.c.id == point_id, meeting_points.c.event_id == event_id)
    )
