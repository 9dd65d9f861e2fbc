"""The notification of a seat that somebody waited for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from netevent.appointments.notifications import AGENDA
from netevent.attendees.queries import select_attendee
from netevent.breakouts.queries import select_session
from netevent.breakouts.rsvps.queries import select_moved_up_ids
from netevent.breakouts.session import Session
from netevent.core.database import Transaction
from netevent.notifications.kinds import NotificationKind


@dataclass(frozen=True, slots=True)
class MovedUp:
    session: Session
    zone: str


def read_moved_up(
    tx: Transaction, attendee_id: int, session_ids: Sequence[int], now: datetime
) -> dict[int, MovedUp]:
    """Where the seat is still the attendee's, and the session not over."""
    person = select_attendee(tx, attendee_id)
    if person is None:
        return {}
    kept = set(select_moved_up_ids(tx, attendee_id)) & set(session_ids)
    found = (select_session(tx, person.event_id, session_id) for session_id in sorted(kept))
    return {one.id: MovedUp(one, person.zone) for one in found if one and not one.is_over(now)}


MOVED_UP = NotificationKind("seat", AGENDA, read_moved_up, "agenda/programme/_moved_up_toast.html")
