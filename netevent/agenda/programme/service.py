"""Taking a seat from the programme, and not by accident at the time of something else.

The routes ask about what overlaps before; here it is looked at once more, under the lock of the attendee.
"""

from __future__ import annotations

from datetime import datetime

from netevent.appointments.overlaps.queries import select_overlaps
from netevent.appointments.refusals import Overlaps
from netevent.appointments.slots.hours import SLOT
from netevent.appointments.slots.queries import select_busy
from netevent.breakouts.queries import select_session_by_id
from netevent.breakouts.rsvps import service
from netevent.breakouts.rsvps.rsvp import Rsvp
from netevent.core.database import Transaction


def take_seat(
    tx: Transaction,
    event_id: int,
    session_id: int,
    attendee_id: int,
    now: datetime,
    *,
    given_up: int | None,
    keeps: bool,
) -> Rsvp:
    """A seat, or a place in line; one in the session `given_up` is given up in the same transaction.

    Raises:
        NotFound, SessionOver, NotComing: as `breakouts.rsvps.service.register`.
        Overlaps: something else is at that time, and nobody said to keep both (`keeps`).
    """
    if given_up is None or given_up == session_id:
        made = service.register(tx, event_id, session_id, attendee_id, now)
    else:
        made = service.change(tx, event_id, given_up, session_id, attendee_id, now)
    if not keeps and _is_elsewhere(tx, session_id, attendee_id):
        raise Overlaps
    return made


def _is_elsewhere(tx: Transaction, session_id: int, attendee_id: int) -> bool:
    session = select_session_by_id(tx, session_id)
    assert session is not None  # a seat in it was taken just now
    start, end = session.start, session.end
    others = (one for one in select_overlaps(tx, attendee_id, start, end) if one.id != session_id)
    slots = select_busy(tx, attendee_id, start - SLOT, end)
    return any(others) or any(slot < end and start < slot + SLOT for slot in slots)
