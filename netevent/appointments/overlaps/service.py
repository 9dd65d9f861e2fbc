"""The rules of what overlaps. Called by `appointments.service`, in its transaction.

Who proposes, moves or accepts is asked about the own sessions then, and never told of the other one's. The
form carries which sessions it asked about: what has come since is asked about again, whatever was answered.
"""

from __future__ import annotations

from datetime import datetime

from netevent.appointments import refusals
from netevent.appointments.overlaps.overlap import Answer
from netevent.appointments.overlaps.queries import select_overlaps
from netevent.breakouts.rsvps.service import cancel
from netevent.core.database import Transaction


def give_up(
    tx: Transaction, attendee_id: int, start: datetime, end: datetime, answer: Answer, now: datetime
) -> None:
    """Give up what the answer gives up and is at that time. Sessions are locked before people."""
    if not answer.given_up:
        return
    found = (one for one in select_overlaps(tx, attendee_id, start, end) if one.id in answer.given_up)
    for one in sorted(found, key=lambda one: one.id):
        cancel(tx, one.event_id, one.id, attendee_id, now)


def require_named(tx: Transaction, attendee_id: int, start: datetime, end: datetime, answer: Answer) -> None:
    """The attendee is locked: whoever takes a seat meanwhile waits, and is asked about this appointment.

    Raises:
        Overlaps: a session at that time was not named in the question, or nothing was asked yet.
    """
    if any(one.id not in answer.named for one in select_overlaps(tx, attendee_id, start, end)):
        raise refusals.Overlaps
