"""SQL of the demo's acquaintances. Called by `demo.queries` when it writes the story down."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import insert

from netevent.appointments.notifications import PROPOSAL
from netevent.connections.notifications import REQUEST
from netevent.core.database import Transaction, inserted_id
from netevent.core.database.tables import (
    appointment_cells,
    appointments,
    connection_notes,
    connections,
    meeting_points,
)
from netevent.demo.meetings import ACQUAINTANCES, MEETING_POINTS, MEETINGS, Acquaintance, Meeting
from netevent.notifications.service import notify


def insert_meetings(
    tx: Transaction, event_id: int, own_id: int, guest_ids: Sequence[int], now: datetime
) -> None:
    """`own_id` is the attendee who can log in."""
    points = [_insert_point(tx, event_id, name, order) for order, name in enumerate(MEETING_POINTS)]
    for one in ACQUAINTANCES:
        _insert_acquaintance(tx, own_id, guest_ids[one.guest], one, now)
    for meeting in MEETINGS:
        _insert_meeting(tx, event_id, own_id, guest_ids[meeting.guest], meeting, points, now)


def _insert_point(tx: Transaction, event_id: int, name: str, order: int) -> int:
    statement = insert(meeting_points).values(event_id=event_id, name=name, sort_order=order)
    return inserted_id(tx.execute(statement))


def _insert_acquaintance(
    tx: Transaction, own_id: int, guest_id: int, one: Acquaintance, now: datetime
) -> None:
    requester, asked = (own_id, guest_id) if one.is_own else (guest_id, own_id)
    asked_at = now - timedelta(minutes=one.minutes_ago)
    answered_at = asked_at + timedelta(minutes=1) if one.status == "accepted" else None
    row = tx.execute(
        insert(connections).values(
            attendee_id=requester,
            connected_attendee_id=asked,
            low_id=min(requester, asked),
            high_id=max(requester, asked),
            status=one.status,
            message=one.message,
            met_how=one.met_how,
            asked_at=asked_at,
            answered_at=answered_at,
        )
    )
    if answered_at is None:
        notify(tx, REQUEST, inserted_id(row), asked)
    if one.note or one.tags:
        note = {"attendee_id": own_id, "other_id": guest_id, "note": one.note, "tags": one.tags}
        tx.execute(insert(connection_notes).values(**note, updated_at=now))


def _insert_meeting(
    tx: Transaction,
    event_id: int,
    own_id: int,
    guest_id: int,
    meeting: Meeting,
    points: Sequence[int],
    now: datetime,
) -> None:
    requester, target = (own_id, guest_id) if meeting.is_own else (guest_id, own_id)
    is_agreed = meeting.status == "accepted"
    row = inserted_id(
        tx.execute(
            insert(appointments).values(
                event_id=event_id,
                requester_id=requester,
                target_id=target,
                appointment_time=meeting.start(now),
                end_time=meeting.end(now),
                location=MEETING_POINTS[meeting.point],
                meeting_point_id=points[meeting.point],
                notes=meeting.notes,
                status=meeting.status,
                changed_at=now,
                expires_at=meeting.start(now),
            )
        )
    )
    if is_agreed:
        _insert_slots(tx, row, (own_id, guest_id), points[meeting.point], meeting.slots(now))
    else:
        notify(tx, PROPOSAL, row, target)


def _insert_slots(
    tx: Transaction, appointment_id: int, people: tuple[int, int], point: int, starts: Sequence[datetime]
) -> None:
    takers = [
        {"attendee_id": people[0], "meeting_point_id": None},
        {"attendee_id": people[1], "meeting_point_id": None},
        {"attendee_id": None, "meeting_point_id": point},
    ]
    rows = [
        {"appointment_id": appointment_id, "starts_at": start, **taker}
        for start in starts
        for taker in takers
    ]
    tx.execute(insert(appointment_cells), rows)
