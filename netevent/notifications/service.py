"""Telling attendees that something waits for them. Called by the services of the features.

What an attendee has seen is not told again, unless it happens again.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Select

from netevent.changes import AttendeeNotified, NotificationsChanged
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.notifications import queries
from netevent.notifications.kinds import NotificationKind


def notify(tx: Transaction, kind: NotificationKind, subject_id: int, *attendee_ids: int) -> None:
    """Tell these attendees now, also who has seen an earlier one of this kind about the same."""
    if len(attendee_ids) == 1:
        queries.upsert_unseen(tx, attendee_ids[0], kind, subject_id, clock.now())
    elif attendee_ids:
        queries.upsert_all_unseen(tx, attendee_ids, kind, subject_id, clock.now())
    if kind.push is not None:
        for attendee_id in attendee_ids:
            tx.publish(AttendeeNotified(attendee_id, kind.name, subject_id))
    refresh(tx, *attendee_ids)


def restore(tx: Transaction, kind: NotificationKind, subject_id: int, attendee_id: int) -> None:
    """Bring back what was dismissed. Somebody who had seen it is not notified a second time."""
    queries.update_created(tx, attendee_id, kind, subject_id, clock.now())
    refresh(tx, attendee_id)


def dismiss(tx: Transaction, kinds: Sequence[NotificationKind], subject_id: int, *attendee_ids: int) -> None:
    """It is over: these attendees need not look at it any more."""
    queries.update_seen(tx, queries.is_of(attendee_ids, kinds, subject_id), clock.now())
    refresh(tx, *attendee_ids)


def refresh(tx: Transaction, *attendee_ids: int) -> None:
    """The content of their notifications, or what they may see of it, has changed."""
    for change in map(NotificationsChanged, attendee_ids):
        if change not in tx.changes:
            tx.publish(change)


def forget(tx: Transaction, attendee_ids: Select[tuple[int]]) -> None:
    """Delete all notifications of these attendees, whose accounts are deleted."""
    queries.delete_of(tx, attendee_ids)


def mark_seen(
    tx: Transaction, attendee_id: int, kinds: Sequence[NotificationKind], subject_id: int | None = None
) -> None:
    """The attendee has looked at these kinds, or at what they say about one subject."""
    if queries.update_seen(tx, queries.is_of((attendee_id,), kinds, subject_id), clock.now()):
        refresh(tx, attendee_id)
