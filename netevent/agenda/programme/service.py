"""Taking a seat from the programme, and not by accident at the time of something else.

Called by the routes, and by `taps` for all who tap in the same moment. What overlaps is looked at under the
locks of the session and of the people: nobody takes a seat without having been told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from netevent.agenda.programme.queries import select_occupied
from netevent.appointments.refusals import Overlaps
from netevent.breakouts.queries import select_session_by_id
from netevent.breakouts.rsvps import service
from netevent.breakouts.rsvps.rsvp import Rsvp
from netevent.breakouts.session import Session
from netevent.core.database import Transaction
from netevent.core.errors import Refusal, existing


@dataclass(frozen=True, slots=True)
class Tap:
    """Somebody wants a seat. `keeps`: also at the time of something else."""

    attendee_id: int
    keeps: bool


def take_seats(
    tx: Transaction, event_id: int, session_id: int, taps: Sequence[Tap], now: datetime
) -> dict[int, Rsvp | Refusal]:
    """What each attendee gets, in the order of the taps: a seat, a place in line, or a refusal.

    A refusal is one of `breakouts.rsvps.service.register`, or `Overlaps`: something else is at that time, and
    nobody said to keep both.

    Raises:
        NotFound: the event has no such session.
    """
    keeping = {tap.attendee_id for tap in taps if tap.keeps}

    def elsewhere(tx: Transaction, session: Session, attendee_ids: Sequence[int]) -> Mapping[int, Refusal]:
        return _elsewhere(tx, session, [one for one in attendee_ids if one not in keeping])

    asking = [tap.attendee_id for tap in taps]
    return service.register_all(tx, event_id, session_id, asking, now, elsewhere)


def change_seat(
    tx: Transaction, event_id: int, given_up: int, session_id: int, tap: Tap, now: datetime
) -> Rsvp:
    """A seat, or a place in line, instead of the one in the session `given_up`, in one transaction.

    Raises:
        NotFound, SessionOver, NotComing: as `breakouts.rsvps.service.change`.
        Overlaps: something third is at that time, and nobody said to keep both.
    """
    made = service.change(tx, event_id, given_up, session_id, tap.attendee_id, now)
    session = existing(select_session_by_id(tx, session_id))
    if not tap.keeps and _elsewhere(tx, session, [tap.attendee_id]):
        raise Overlaps
    return made


def _elsewhere(tx: Transaction, session: Session, attendee_ids: Sequence[int]) -> dict[int, Refusal]:
    occupied = select_occupied(tx, attendee_ids, session) if attendee_ids else ()
    return {one: Overlaps() for one in occupied}
