"""How long a registration holds its seat while nobody has confirmed its address.

A day; and when the event is full, an hour: then the oldest one makes room for who asks. Called by
`registration.service` and by `periodic`. Who has said meanwhile not to come holds no seat, and is removed all
the same.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from netevent.attendees.writing import delete_attendee
from netevent.changes import AttendeesChanged
from netevent.core.database import Transaction
from netevent.core.database.locks import lock_event
from netevent.registration import queries
from netevent.registration.attendance.service import leave
from netevent.registration.orders.leaving.service import leave as leave_orders

HOLDS = timedelta(days=1)
HOLDS_WHEN_FULL = timedelta(hours=1)
AT_ONCE = 100


def release_due(tx: Transaction, now: datetime) -> None:
    """Remove the registrations that nobody confirmed within a day."""
    for event_id, attendee_id in queries.select_unconfirmed(tx, now - HOLDS, AT_ONCE):
        _release(tx, event_id, attendee_id, now - HOLDS)


def release_oldest(tx: Transaction, event_id: int, now: datetime) -> bool:
    """Free one seat of a full event; False where none was held for an hour without a confirmation."""
    before = now - HOLDS_WHEN_FULL
    found = queries.select_unconfirmed(tx, before, AT_ONCE, event_id)
    return any(_release(tx, event_id, attendee_id, before) for _, attendee_id in found)


def _release(tx: Transaction, event_id: int, attendee_id: int, before: datetime) -> bool:
    """True where a seat came free."""
    lock_event(tx, event_id)
    if not queries.lock_unconfirmed(tx, attendee_id, before):
        return False
    # The seats, those in sessions too, are given back by the reactions.
    was_coming = leave(tx, event_id, attendee_id)
    leave_orders(tx, event_id, attendee_id, forgets=False)
    delete_attendee(tx, attendee_id)
    tx.publish(AttendeesChanged(event_id))
    return was_coming
