"""SQL that changes appointments: each transition is one conditional UPDATE, and says whether it counted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, delete, insert, update

from netevent.appointments.appointment import Appointment, Proposal, Status
from netevent.appointments.predicates import IS_OPEN, IS_PENDING, is_of, is_waiting
from netevent.appointments.slots.hours import SLOT, slots_of
from netevent.core.database import Transaction, inserted_id
from netevent.core.database.tables import appointment_cells, appointments


def insert_appointment(
    tx: Transaction,
    event_id: int,
    requester_id: int,
    target_id: int,
    proposal: Proposal,
    now: datetime,
    expires_at: datetime,
) -> int:
    values = {"event_id": event_id, "requester_id": requester_id, "target_id": target_id, "changed_at": now}
    return inserted_id(
        tx.execute(insert(appointments).values(**values, expires_at=expires_at, **_of_proposal(proposal)))
    )


def insert_slots(tx: Transaction, agreed: Appointment) -> None:
    """Take the slots of both people and of the meeting point.

    Raises:
        sqlalchemy.exc.IntegrityError: one of them has another appointment then.
    """
    people = sorted((agreed.requester_id, agreed.target_id))
    takers: list[tuple[int | None, int | None]] = [(person, None) for person in people]
    if agreed.point_id is not None:
        takers.append((None, agreed.point_id))
    tx.execute(
        insert(appointment_cells),
        [
            {"appointment_id": agreed.id, "attendee_id": person, "meeting_point_id": point, "starts_at": slot}
            for person, point in takers
            for slot in slots_of(agreed.start, agreed.minutes)
        ],
    )


def update_accepted(
    tx: Transaction, target_id: int, appointment_id: int, revision: int, now: datetime
) -> bool:
    """True for the one answer that counts."""
    conditions = (*_is_answerable(target_id, appointment_id, revision), is_waiting(now))
    return _update(tx, conditions, status=Status.accepted, changed_at=now)


def update_rejected(
    tx: Transaction, target_id: int, appointment_id: int, revision: int, now: datetime
) -> bool:
    conditions = _is_answerable(target_id, appointment_id, revision)
    return _update(tx, conditions, status=Status.rejected, changed_at=now)


def update_moved(
    tx: Transaction,
    before: Appointment,
    mover_id: int,
    proposal: Proposal,
    now: datetime,
    expires_at: datetime,
) -> bool:
    """Set another time in the same row: whoever moves it is the requester, the other one answers."""
    conditions = (
        appointments.c.id == before.id,
        is_of(mover_id),
        appointments.c.revision == before.revision,
        IS_OPEN,
    )
    return _update(
        tx,
        conditions,
        requester_id=mover_id,
        target_id=before.other_id(mover_id),
        status=Status.pending,
        revision=before.revision + 1,
        changed_at=now,
        expires_at=expires_at,
        reminded_at=None,
        **_of_proposal(proposal),
    )


def update_cancelled(
    tx: Transaction, row: Appointment, status: Status, by_id: int | None, now: datetime
) -> bool:
    """End one that is `status`; False where its status or its time has changed meanwhile."""
    conditions = (
        appointments.c.id == row.id,
        appointments.c.status == status,
        appointments.c.revision == row.revision,
    )
    return _update(tx, conditions, status=Status.cancelled, changed_at=now, cancelled_by_id=by_id)


def update_lapsed(tx: Transaction, row: Appointment, by_id: int | None, now: datetime) -> bool:
    """Expire a pending one; `by_id` is who agreed to another appointment at that time, if anybody."""
    conditions = (
        appointments.c.id == row.id,
        IS_PENDING,
        appointments.c.revision == row.revision,
    )
    return _update(tx, conditions, status=Status.lapsed, changed_at=now, cancelled_by_id=by_id)


def delete_slots(tx: Transaction, appointment_id: int) -> None:
    tx.execute(delete(appointment_cells).where(appointment_cells.c.appointment_id == appointment_id))


def _is_answerable(target_id: int, appointment_id: int, revision: int) -> tuple[ColumnElement[bool], ...]:
    return (
        appointments.c.id == appointment_id,
        appointments.c.target_id == target_id,
        IS_PENDING,
        appointments.c.revision == revision,
    )


def _update(tx: Transaction, conditions: Sequence[ColumnElement[bool]], **values: object) -> bool:
    return tx.execute(update(appointments).where(*conditions).values(**values)).rowcount == 1


def _of_proposal(proposal: Proposal) -> dict[str, object]:
    return {
        "appointment_time": proposal.start,
        "end_time": proposal.start + proposal.minutes // 15 * SLOT,
        "meeting_point_id": proposal.point_id,
        "location": proposal.place,
        "notes": proposal.notes,
    }
