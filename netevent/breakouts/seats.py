"""The seats of a session, its line and its room: how many are taken, wait, are in. Nobody else writes these.

Called by `breakouts.rsvps.service` and `breakouts.attendance.service`, which hold the session's lock. A
conditional UPDATE decides all the same: of many who want the last seat, one gets it.
"""

from __future__ import annotations

from sqlalchemy import or_, select, update

from netevent.core.database import Transaction
from netevent.core.database.tables import breakout_sessions as sessions


def take(tx: Transaction, session_id: int, count: int = 1, *, of_held: bool = False) -> bool:
    """So many seats, if there are; `of_held`: also those that the organizer held back."""
    held = 0 if of_held else sessions.c.seats_held
    has_room = or_(
        sessions.c.max_attendees.is_(None),
        sessions.c.seats_taken + held + count <= sessions.c.max_attendees,
    )
    statement = update(sessions).where(sessions.c.id == session_id, has_room)
    return tx.execute(statement.values(seats_taken=sessions.c.seats_taken + count)).rowcount == 1


def free(tx: Transaction, session_id: int) -> None:
    statement = update(sessions).where(sessions.c.id == session_id, sessions.c.seats_taken > 0)
    tx.execute(statement.values(seats_taken=sessions.c.seats_taken - 1))


def join_line(tx: Transaction, session_id: int, count: int) -> range:
    """The numbers drawn: the line is in the order of the numbers, and none is drawn twice."""
    more = {"waiting": sessions.c.waiting + count, "last_number": sessions.c.last_number + count}
    tx.execute(update(sessions).where(sessions.c.id == session_id).values(more))
    last = tx.execute(select(sessions.c.last_number).where(sessions.c.id == session_id)).scalar_one()
    return range(last - count + 1, last + 1)


def return_to_line(tx: Transaction, session_id: int) -> None:
    """With the number drawn before."""
    statement = update(sessions).where(sessions.c.id == session_id)
    tx.execute(statement.values(waiting=sessions.c.waiting + 1))


def leave_line(tx: Transaction, session_id: int) -> None:
    statement = update(sessions).where(sessions.c.id == session_id, sessions.c.waiting > 0)
    tx.execute(statement.values(waiting=sessions.c.waiting - 1))


def resize(tx: Transaction, session_id: int, capacity: int | None, held: int) -> None:
    """Fewer than are taken is allowed: nobody is thrown out, and nobody moves up until there is room."""
    statement = update(sessions).where(sessions.c.id == session_id)
    tx.execute(statement.values(max_attendees=capacity, seats_held=held))


def enter_room(tx: Transaction, session_id: int) -> None:
    tx.execute(update(sessions).where(sessions.c.id == session_id).values(in_room=sessions.c.in_room + 1))


def leave_room(tx: Transaction, session_id: int) -> None:
    statement = update(sessions).where(sessions.c.id == session_id, sessions.c.in_room > 0)
    tx.execute(statement.values(in_room=sessions.c.in_room - 1))
