"""The seats of an event: how many it has, and how many are taken. Nobody else writes either.

Called by registration, attendance, the import of attendees and the form of the event. A conditional UPDATE
decides: of many who want a seat at once, as many get one as there are.
"""

from __future__ import annotations

from sqlalchemy import or_, select, true, update

from netevent.changes import EventSeatsFreed
from netevent.core.database import Transaction
from netevent.core.database.tables import events


def hold(tx: Transaction, event_id: int, wanted: int = 1) -> int:
    """Take so many seats, or those that are left; returns how many."""
    if _take(tx, event_id, wanted):
        return wanted
    left = _lock_left(tx, event_id)
    return left if left and _take(tx, event_id, left) else 0


def hold_all(tx: Transaction, event_id: int, wanted: int) -> bool:
    """Take so many seats, or none where they are not all left. No seats are left of every event."""
    return not wanted or _take(tx, event_id, wanted)


def hold_extra(tx: Transaction, event_id: int) -> None:
    """Count one seat more, whatever the capacity: for who takes over the seat of somebody who goes."""
    statement = update(events).where(events.c.id == event_id)
    tx.execute(statement.values(seats_taken=events.c.seats_taken + 1))


def hold_over(tx: Transaction, event_id: int) -> bool:
    """Take a seat beyond the last one, where the organizer allows that at the desk."""
    statement = update(events).where(events.c.id == event_id, events.c.walk_ins_over_capacity == true())
    return tx.execute(statement.values(seats_taken=events.c.seats_taken + 1)).rowcount == 1


def allow_over(tx: Transaction, event_id: int, is_allowed: bool) -> None:
    """Whether the desk may add people when all seats are taken."""
    tx.execute(update(events).where(events.c.id == event_id).values(walk_ins_over_capacity=is_allowed))


def release(tx: Transaction, event_id: int, number: int = 1) -> None:
    """Free seats that were held. Who waits for one gets it in the same transaction, by `EventSeatsFreed`."""
    statement = update(events).where(events.c.id == event_id, events.c.seats_taken >= number)
    tx.execute(statement.values(seats_taken=events.c.seats_taken - number))
    tx.publish(EventSeatsFreed(event_id))


def resize(tx: Transaction, event_id: int, capacity: int | None) -> None:
    """Grow or shrink to so many seats (None: no limit).

    Where more are taken nobody loses one, and nobody gets one until fewer are.
    """
    tx.execute(update(events).where(events.c.id == event_id).values(max_attendees=capacity))
    tx.publish(EventSeatsFreed(event_id))


def _take(tx: Transaction, event_id: int, wanted: int) -> bool:
    taken = events.c.seats_taken + wanted
    has_room = or_(events.c.max_attendees.is_(None), taken <= events.c.max_attendees)
    statement = update(events).where(events.c.id == event_id, has_room).values(seats_taken=taken)
    return tx.execute(statement).rowcount == 1


def _lock_left(tx: Transaction, event_id: int) -> int:
    left = events.c.max_attendees - events.c.seats_taken
    return max(tx.execute(select(left).where(events.c.id == event_id).with_for_update()).scalar() or 0, 0)
