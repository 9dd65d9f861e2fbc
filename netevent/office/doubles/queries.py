"""SQL of people who may be there twice, and of merges that wait for their undo."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import ScalarSelect, Table, delete, func, insert, or_, select, update

from netevent.attendees.predicates import is_attending
from netevent.breakouts.predicates import HAS_SEAT
from netevent.connections.predicates import IS_CONNECTED
from netevent.core import clock
from netevent.core.credentials import NO_PASSWORD
from netevent.core.database import Transaction
from netevent.core.database.tables import (
    appointments,
    attendee_types,
    attendees,
    breakout_session_rsvps,
    connections,
    events,
    gates,
    jobs,
    not_doubles,
    room_scans,
    scans,
)
from netevent.core.jobs.job import State
from netevent.office.doubles.jobs import MERGE
from netevent.office.doubles.pairs import Listed
from netevent.office.doubles.person import Person
from netevent.privacy.snapshots.naming import naming_columns


def select_listed(tx: Transaction, event_id: int) -> list[Listed]:
    """All of the event who are somebody."""
    person = attendees.c
    columns = (person.id, person.first_name, person.last_name, person.email, person.organisation)
    statement = select(*columns, person.name_order, person.phone, person.linkedin)
    theirs = statement.where(person.event_id == event_id, person.attendee_code.is_not(None))
    return [
        Listed(
            row.id,
            f"{row.first_name} {row.last_name}".strip(),
            row.email,
            row.organisation or "",
            row.name_order,
            row.phone or "",
            row.linkedin or "",
        )
        for row in tx.execute(theirs)
    ]


def select_two_people(tx: Transaction, event_id: int) -> set[tuple[int, int]]:
    """Whom the organizer called two people, in the order of their ids."""
    joined = not_doubles.join(attendees, attendees.c.id == not_doubles.c.low_id)
    statement = select(not_doubles.c.low_id, not_doubles.c.high_id).select_from(joined)
    return {
        (row.low_id, row.high_id) for row in tx.execute(statement.where(attendees.c.event_id == event_id))
    }


def insert_two_people(tx: Transaction, one_id: int, other_id: int) -> None:
    """Saying it again changes nothing. Both are locked."""
    low_id, high_id = sorted((one_id, other_id))
    pair = {"low_id": low_id, "high_id": high_id}
    same = (not_doubles.c.low_id == low_id, not_doubles.c.high_id == high_id)
    tx.execute(delete(not_doubles).where(*same))
    tx.execute(insert(not_doubles).values(**pair, said_at=clock.now()))


def select_person(tx: Transaction, event_id: int, attendee_id: int) -> Person | None:
    """Of this event. Who was removed is nobody any more."""
    row = tx.execute(
        select(
            attendees,
            events.c.time_zone,
            attendee_types.c.name.label("type_name"),
            gates.c.name.label("gate"),
            _count(breakout_session_rsvps, HAS_SEAT).label("sessions"),
            _count(appointments).label("appointments"),
            _count(connections, IS_CONNECTED).label("connections"),
            _count(scans).label("door_scans"),
            _count(room_scans).label("room_scans"),
        )
        .select_from(
            attendees.join(events, events.c.id == attendees.c.event_id)
            .outerjoin(attendee_types, attendee_types.c.id == attendees.c.attendee_type_id)
            .outerjoin(gates, gates.c.id == attendees.c.checked_in_gate_id)
        )
        .where(
            attendees.c.id == attendee_id,
            attendees.c.event_id == event_id,
            attendees.c.attendee_code.is_not(None),
        )
    ).first()
    if row is None:
        return None
    values = dict(row._mapping)
    return Person(
        id=row.id,
        row={name: values[name] for name in attendees.columns.keys()},  # noqa: SIM118 - a column collection
        type_name=row.type_name or "",
        gate=row.gate or "",
        zone=row.time_zone,
        has_password=row.password_hash != NO_PASSWORD,
        sessions=row.sessions,
        appointments=row.appointments,
        connections=row.connections,
        scans=row.door_scans + row.room_scans,
    )


def _count(table: Table, *conditions: Any) -> ScalarSelect[int]:
    is_theirs = or_(*(table.c[name] == attendees.c.id for name in naming_columns(table)))
    counted = select(func.count()).select_from(table).where(is_theirs, *conditions)
    return counted.correlate(attendees).scalar_subquery()


def select_merge_ids(tx: Transaction, event_id: int, attendee_id: int | None = None) -> list[int]:
    """Those that can still be undone, the newest first; of one who stays, or of all."""
    row = jobs.c
    waits = (row.kind == MERGE.name, row.event_id == event_id, row.state == State.waiting, row.tries == 0)
    statement = select(row.id).where(*waits, row.run_at > clock.now()).order_by(row.id.desc())
    if attendee_id is not None:
        statement = statement.where(row.attendee_id == attendee_id)
    return list(tx.execute(statement).scalars())


def select_job_ids(tx: Transaction, attendee_id: int) -> list[int]:
    return list(tx.execute(select(jobs.c.id).where(jobs.c.attendee_id == attendee_id)).scalars())


def update_jobs(tx: Transaction, job_ids: Collection[int], attendee_id: int) -> None:
    tx.execute(update(jobs).where(jobs.c.id.in_(job_ids)).values(attendee_id=attendee_id))


def count_attending(tx: Transaction, attendee_ids: Collection[int]) -> int:
    statement = select(func.count()).select_from(attendees).where(attendees.c.id.in_(attendee_ids))
    return int(tx.execute(statement.where(is_attending())).scalar_one())
