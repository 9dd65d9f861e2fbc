"""Locks that keep what was read true until the commit, and the order in which everybody takes them.

The order: the event, a session, attendees by their ids, an appointment. Everybody who needs several takes
them in this order, so no two wait for each other. A conditional UPDATE locks its row too, in the same order.
The accounts of presenters and co-organizers come last, by their ids (`identity.invited.queries`).

One exception: a new row that refers to the event shares the event's row, and a scan and a proposal are new
rows of attendees who are locked already. Who meets them the other way round (somebody who cancels while
being scanned, or while choosing a session) is in a deadlock: the database ends one of the two, and
`Database.transact` runs it again. So are two who know each other and save their profiles in the same moment:
each moves the other's version.
"""

from __future__ import annotations

from sqlalchemy import select

from netevent.core.database.database import Transaction
from netevent.core.database.tables import attendees, breakout_sessions, events


def lock_event(tx: Transaction, event_id: int) -> None:
    """Until the commit, nobody else counts or changes the event's seats, staff or meeting points."""
    tx.execute(select(events.c.id).where(events.c.id == event_id).with_for_update()).all()


def lock_session(tx: Transaction, event_id: int, session_id: int) -> bool:
    """Until the commit nobody else takes a seat in it. False: the event has no such session."""
    session = breakout_sessions.c
    statement = select(session.id).where(session.id == session_id, session.event_id == event_id)
    return tx.execute(statement.with_for_update()).first() is not None


def lock_sessions(tx: Transaction, event_id: int) -> None:
    """All of the event, in the order of their ids. Its lock is held: none is added meanwhile."""
    session = breakout_sessions.c
    ids = sorted(tx.execute(select(session.id).where(session.event_id == event_id)).scalars())
    tx.execute(select(session.id).where(session.id.in_(ids)).order_by(session.id).with_for_update()).all()


def lock_attendees(tx: Transaction, *attendee_ids: int) -> None:
    """Until the commit nothing else begins or ends between these people."""
    statement = select(attendees.c.id).where(attendees.c.id.in_(attendee_ids)).order_by(attendees.c.id)
    tx.execute(statement.with_for_update()).all()
