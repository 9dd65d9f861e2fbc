"""The notifications of a seat that somebody waited for, and of one that was given to others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from netevent.appointments.notifications import AGENDA
from netevent.attendees.queries import AttendeeRow, select_attendee
from netevent.breakouts.queries import select_session
from netevent.breakouts.rsvps.queries import select_moved_up_ids, select_rsvps
from netevent.breakouts.session import Session
from netevent.core.database import Transaction
from netevent.notifications.kinds import NotificationKind


@dataclass(frozen=True, slots=True)
class AboutSeat:
    session: Session
    zone: str


def read_moved_up(
    tx: Transaction, attendee_id: int, session_ids: Sequence[int], now: datetime
) -> dict[int, AboutSeat]:
    """Where the seat is still the attendee's, and the session not over."""
    person = select_attendee(tx, attendee_id)
    if person is None:
        return {}
    kept = set(select_moved_up_ids(tx, attendee_id)) & set(session_ids)
    return _about(tx, person, sorted(kept), now)


def read_lost(
    tx: Transaction, attendee_id: int, session_ids: Sequence[int], now: datetime
) -> dict[int, AboutSeat]:
    """Where the attendee has no seat now and does not wait, and the session is not over."""
    person = select_attendee(tx, attendee_id)
    if person is None or not session_ids:
        return {}
    lost = set(session_ids) - select_rsvps(tx, attendee_id).keys()
    return _about(tx, person, sorted(lost), now)


def _about(
    tx: Transaction, person: AttendeeRow, session_ids: Sequence[int], now: datetime
) -> dict[int, AboutSeat]:
    found = (select_session(tx, person.event_id, session_id) for session_id in session_ids)
    return {one.id: AboutSeat(one, person.zone) for one in found if one and not one.is_over(now)}


MOVED_UP = NotificationKind("seat", AGENDA, read_moved_up, "agenda/programme/_moved_up_toast.html")
LOST = NotificationKind("seat_lost", AGENDA, read_lost, "agenda/programme/_lost_toast.html")
