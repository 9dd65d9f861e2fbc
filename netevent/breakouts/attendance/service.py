"""The rules of a session's room: who comes in, and what becomes of the seats of those who do not come.

Called by `rooms.service` and by `periodic`, in one transaction. A seat is kept until the event's no-show rule
offers it again: to the line, and to whoever stands at the door, whoever is quicker.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from netevent.breakouts import seats
from netevent.breakouts.attendance import queries
from netevent.breakouts.rsvps import queries as rsvp_queries
from netevent.breakouts.rsvps.rsvp import Status
from netevent.breakouts.rsvps.service import cancel, locked
from netevent.breakouts.session import Session
from netevent.changes import RsvpChanged, SeatFreed, SeatGivenUp, SeatLost
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.database.locks import lock_session

AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Absent:
    """Who had a seat `before` and has not come."""

    event_id: int
    session_id: int
    attendee_id: int
    before: datetime


class Entry(StrEnum):
    """What came of somebody at the room's door."""

    let_in = "let_in"
    was_in = "was_in"
    full = "full"


def enter(
    tx: Transaction, event_id: int, session_id: int, attendee_id: int, at: datetime, now: datetime
) -> Entry:
    """In with a seat; without one, on a seat that is free for who stands here.

    `at` is when the badge was scanned. Called with the attendee's lock, too: they come to the event.

    Raises:
        NotFound: the event has no such session.
    """
    session = locked(tx, event_id, session_id)
    presence = rsvp_queries.select_presence(tx, session_id, attendee_id)
    if presence.is_in:
        return Entry.was_in
    seat_of = None
    if presence.status is not Status.registered:
        if not seats.take(tx, session.id):
            seat_of = _take_from_absent(tx, session, now)
            if seat_of is None:
                return Entry.full
        tx.publish(RsvpChanged(event_id, session_id, attendee_id))
    if presence.status is Status.waitlisted:
        seats.leave_line(tx, session_id)
    rsvp_queries.upsert_entered(tx, session_id, attendee_id, at, presence.status, seat_of, now)
    seats.enter_room(tx, session_id)
    return Entry.let_in


def leave(tx: Transaction, event_id: int, session_id: int, attendee_id: int) -> bool:
    """Undo an `enter`: everything is as it was before. False for who was not in.

    Raises:
        NotFound: the event has no such session.
    """
    locked(tx, event_id, session_id)
    presence = rsvp_queries.select_presence(tx, session_id, attendee_id)
    if not presence.is_in:
        return False
    before = presence.before or Status.registered
    seats.leave_room(tx, session_id)
    rsvp_queries.update_left(tx, session_id, attendee_id, before)
    if before is Status.waitlisted:
        seats.return_to_line(tx, session_id)
    if before is not Status.registered:
        tx.publish(RsvpChanged(event_id, session_id, attendee_id))
        _return_seat(tx, event_id, session_id, presence.seat_of)
    return True


def absent(tx: Transaction, now: datetime) -> list[Absent]:
    """Those who have not come in time; ended sessions keep their seats.

    A room at which only few were scanned may not be counted, or its phone has no network: there all keep
    their seats.
    """
    return [
        Absent(event_id, session_id, attendee_id, before)
        for event_id, minutes in queries.select_no_show_rules(tx)
        for before in [now - timedelta(minutes=minutes)]
        for session_id, attendee_id in queries.select_absent(tx, event_id, before, now, AT_ONCE)
    ]


def release(tx: Transaction, one: Absent, now: datetime) -> None:
    """Offer the seat to the line. In a transaction of its own: no session waits for another one's line.

    They may have come in, or another server may have been here, since the list was read.
    """
    if not lock_session(tx, one.event_id, one.session_id):
        return
    if queries.select_is_absent(tx, one.session_id, one.attendee_id, one.before):
        cancel(tx, one.event_id, one.session_id, one.attendee_id, now)
        tx.publish(SeatLost(one.event_id, one.session_id, one.attendee_id))


def _take_from_absent(tx: Transaction, session: Session, now: datetime) -> int | None:
    """Whose seat it was: after the wait, who stands here goes before who has not come."""
    minutes = queries.select_no_show_minutes(tx, session.event_id)
    if minutes is None or now < session.start + timedelta(minutes=minutes):
        return None
    if session.capacity is not None and session.in_room >= session.capacity:
        return None
    absent_id = rsvp_queries.select_last_absent(tx, session.id, now - timedelta(minutes=minutes))
    if absent_id is not None:
        rsvp_queries.upsert(tx, session.id, absent_id, Status.cancelled, now, None)
        tx.publish(SeatGivenUp(session.event_id, session.id, absent_id))
        tx.publish(RsvpChanged(session.event_id, session.id, absent_id))
        tx.publish(SeatLost(session.event_id, session.id, absent_id))
    return absent_id


def _return_seat(tx: Transaction, event_id: int, session_id: int, owner_id: int | None) -> None:
    """To who lost it by the entry, if they still want one; else to the first in line."""
    if owner_id is not None and _gets_back(tx, event_id, session_id, owner_id):
        return
    seats.free(tx, session_id)
    tx.publish(SeatFreed(event_id, session_id))


def _gets_back(tx: Transaction, event_id: int, session_id: int, owner_id: int) -> bool:
    status = rsvp_queries.select_status(tx, session_id, owner_id)
    comes = rsvp_queries.lock_comers(tx, event_id, [owner_id]).get(owner_id, False)
    if status in (None, Status.registered) or not comes:
        return False
    if status is Status.waitlisted:
        seats.leave_line(tx, session_id)
    rsvp_queries.upsert(tx, session_id, owner_id, Status.registered, clock.now(), None)
    tx.publish(RsvpChanged(event_id, session_id, owner_id))
    return True
