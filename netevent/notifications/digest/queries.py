"""SQL of the digest: who has not looked, and at what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, false, or_, select, true, update

from netevent.core.clock import MINUTE
from netevent.core.database import Transaction
from netevent.core.database.tables import (
    appointments,
    attendees,
    connections,
    events,
    meeting_points,
)

# An event without an end lasts a day.
LASTS_AT_MOST = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Reader:
    """Who gets the mail, and the event that it is about."""

    id: int
    first_name: str
    email: str
    language: str
    event_name: str
    zone: str
    wants_digest: bool


@dataclass(frozen=True, slots=True)
class Proposal:
    """A time that somebody proposes. Times are UTC."""

    person_id: int
    start: datetime
    minutes: int
    place: str
    notes: str


def select_unaware(
    tx: Transaction, now: datetime, unseen_since: datetime, quiet_since: datetime
) -> list[int]:
    """Attendees of events that go on or are to come, for whom something waits that no mail told yet."""
    asked = _due(
        now,
        quiet_since,
        attendees.c.id == connections.c.connected_attendee_id,
        *_is_waiting_request(unseen_since),
        _is_untold(connections.c.asked_at),
    )
    proposed = _due(
        now,
        quiet_since,
        attendees.c.id == appointments.c.target_id,
        *_is_waiting_proposal(unseen_since, now),
        _is_untold(appointments.c.changed_at),
    )
    found = {*tx.execute(asked).scalars(), *tx.execute(proposed).scalars()}
    return sorted(found)


def select_reader(tx: Transaction, attendee_id: int) -> Reader | None:
    row = tx.execute(
        select(attendees, events.c.name.label("event_name"), events.c.time_zone)
        .join(events, events.c.id == attendees.c.event_id)
        .where(attendees.c.id == attendee_id)
    ).first()
    return _reader(row) if row else None


def select_requests(tx: Transaction, attendee_id: int, now: datetime) -> list[int]:
    """Who asked to connect and was not seen, the first one first."""
    statement = select(connections.c.attendee_id).where(
        connections.c.connected_attendee_id == attendee_id, *_is_waiting_request(now)
    )
    return list(tx.execute(statement.order_by(connections.c.asked_at, connections.c.id)).scalars())


def select_proposals(tx: Transaction, attendee_id: int, now: datetime) -> list[Proposal]:
    """The proposals that were not seen, by their time."""
    point = meeting_points.c.name.label("point")
    rows = tx.execute(
        select(appointments, point)
        .outerjoin(meeting_points, meeting_points.c.id == appointments.c.meeting_point_id)
        .where(appointments.c.target_id == attendee_id, *_is_waiting_proposal(now, now))
        .order_by(appointments.c.appointment_time, appointments.c.id)
    )
    return [_proposal(row) for row in rows]


def update_digest_sent(tx: Transaction, attendee_id: int, now: datetime, quiet_since: datetime) -> bool:
    """True for the one worker that sends this mail."""
    statement = (
        update(attendees)
        .where(attendees.c.id == attendee_id, attendees.c.wants_digest == true(), _is_quiet(quiet_since))
        .values(digest_sent_at=now)
    )
    return tx.execute(statement).rowcount == 1


def update_digest_unwanted(tx: Transaction, attendee_id: int) -> None:
    tx.execute(update(attendees).where(attendees.c.id == attendee_id).values(wants_digest=False))


def _due(
    now: datetime, quiet_since: datetime, is_theirs: ColumnElement[bool], *conditions: ColumnElement[bool]
) -> Select[Any]:
    is_going_on = or_(
        events.c.end_time > now,
        and_(events.c.end_time.is_(None), events.c.start_time > now - LASTS_AT_MOST),
    )
    return (
        select(attendees.c.id)
        .distinct()
        .select_from(attendees.join(events, events.c.id == attendees.c.event_id))
        .where(
            is_theirs,
            *conditions,
            is_going_on,
            attendees.c.wants_digest == true(),
            attendees.c.attendance_status == "attending",
            _is_quiet(quiet_since),
        )
    )


def _is_quiet(since: datetime) -> ColumnElement[bool]:
    return or_(attendees.c.digest_sent_at.is_(None), attendees.c.digest_sent_at <= since)


def _is_untold(moment: ColumnElement[datetime]) -> ColumnElement[bool]:
    """Each mail tells all that waits: what waited then is not told a second time."""
    return or_(attendees.c.digest_sent_at.is_(None), attendees.c.digest_sent_at < moment)


def _is_waiting_request(until: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        connections.c.status == "pending",
        connections.c.seen_at.is_(None),
        connections.c.withdrawn_at.is_(None),
        connections.c.asked_at <= until,
    )


def _is_waiting_proposal(until: datetime, now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        appointments.c.status == "pending",
        appointments.c.seen_by_target == false(),
        appointments.c.changed_at <= until,
        appointments.c.expires_at > now,
    )


def _reader(row: Row[Any]) -> Reader:
    return Reader(
        id=row.id,
        first_name=row.first_name,
        email=row.email,
        language=row.preferred_language,
        event_name=row.event_name,
        zone=row.time_zone,
        wants_digest=bool(row.wants_digest),
    )


def _proposal(row: Row[Any]) -> Proposal:
    minutes = (row.end_time - row.appointment_time) // MINUTE
    place = row.point or row.location or ""
    return Proposal(row.requester_id, row.appointment_time, minutes, place, row.notes or "")
