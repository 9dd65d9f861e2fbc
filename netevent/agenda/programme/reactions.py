"""Who moves up, or loses a seat, is told, in the same transaction. Listed in `reactions`."""

from __future__ import annotations

from netevent.agenda.programme.jobs import queue_seat_mail
from netevent.agenda.programme.notifications import LOST, MOVED_UP
from netevent.changes import SeatGivenUp, SeatLost, SeatMovedUp
from netevent.core.database import Transaction
from netevent.notifications.service import mark_seen, notify


def tell_moved_up(tx: Transaction, change: SeatMovedUp) -> None:
    notify(tx, MOVED_UP, change.session_id, change.attendee_id)
    queue_seat_mail(tx, change.session_id, change.attendee_id)


def forget_moved_up(tx: Transaction, change: SeatGivenUp) -> None:
    """What was told of it is over."""
    mark_seen(tx, change.attendee_id, (MOVED_UP,), change.session_id)


def tell_lost(tx: Transaction, change: SeatLost) -> None:
    notify(tx, LOST, change.session_id, change.attendee_id)
