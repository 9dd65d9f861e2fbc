"""What follows for push from what people are told and see, in the same transaction. Listed in `reactions`."""

from __future__ import annotations

from collections.abc import Sequence

from netevent.changes import AttendeeNotified, Change, LoginChanged, NotificationsChanged
from netevent.core.database import Transaction
from netevent.push.sending.service import queue_pushes, reached_of, take_back
from netevent.push.subscriptions.service import end_with_login


def push_notifications(tx: Transaction, changes: Sequence[Change]) -> None:
    """All of the transaction at once: who has a device is one question, however many were told."""
    notified = [one for one in changes if isinstance(one, AttendeeNotified)]
    moved = [one.attendee_id for one in changes if isinstance(one, NotificationsChanged)]
    reached = reached_of(tx, [*moved, *(one.recipient_id for one in notified)])
    if reached:
        queue_pushes(tx, notified, reached)
        take_back(tx, sorted(reached.intersection(moved)))


def end_subscriptions(tx: Transaction, change: LoginChanged) -> None:
    """Logged out, removed, or a new password: the phone that was logged in is told nothing more."""
    end_with_login(tx, change.login_id)
