"""The rules of sessions: made, changed, copied, deleted. Called by `breakouts.routes`, in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.exc import IntegrityError

from netevent.breakouts import queries, seats
from netevent.breakouts.details import Details
from netevent.breakouts.rsvps.queries import select_concerned_ids
from netevent.breakouts.session import Session
from netevent.changes import PresentersChanged, RsvpChanged, SeatFreed, SeatGivenUp, SessionsChanged
from netevent.core.credentials import new_code
from netevent.core.database import Transaction
from netevent.core.database.locks import lock_event, lock_session
from netevent.core.errors import Conflict, Malformed, NotFound, existing
from netevent.core.i18n import N_
from netevent.identity.invited.queries import select_invited
from netevent.identity.invited.service import forget_needless

CODE_LENGTH, CODES_TRIED = 6, 5
MOST_SESSIONS = 2000
LONGEST = timedelta(days=2)


class SessionEndsTooEarly(Malformed):
    code = "session_ends_too_early"
    field = "end"
    message = N_("The session ends before it starts. Check the two times.")


class SessionTooLong(Malformed):
    code = "session_too_long"
    field = "end"
    message = N_("A session can last at most two days. Check the two times.")


class TooManyHeld(Malformed):
    code = "too_many_held"
    field = "held"
    message = N_("More seats are held back than the session has. Enter a smaller number.")


class TooManySessions(Conflict):
    code = "too_many_sessions"
    message = N_("An event can have at most %(most)s sessions.")


def create(tx: Transaction, event_id: int, details: Details) -> int:
    """Returns the number of the new session.

    Raises:
        SessionEndsTooEarly, SessionTooLong, TooManyHeld, TooManySessions: as they say.
    """
    check(details)
    lock_event(tx, event_id)
    require_room_for(queries.count_sessions(tx, event_id) + 1)
    session_id = _insert(tx, event_id, details)
    tx.publish(SessionsChanged(event_id))
    return session_id


def edit(tx: Transaction, event_id: int, session_id: int, details: Details) -> None:
    """Who has a seat keeps it, however few there are now; a seat more goes to the first in line.

    Raises:
        NotFound: the event has no such session.
        SessionEndsTooEarly, SessionTooLong, TooManyHeld: as they say.
    """
    check(details)
    if not lock_session(tx, event_id, session_id):
        raise NotFound
    queries.update_session(tx, event_id, session_id, details)
    seats.resize(tx, session_id, details.capacity, details.held)
    tx.publish(SeatFreed(event_id, session_id))
    tx.publish(SessionsChanged(event_id))


def copy(tx: Transaction, event_id: int, session_id: int) -> int:
    """The same again, right after it, without anybody in it. Returns its number.

    Raises:
        NotFound: the event has no such session.
        TooManySessions: as it says.
    """
    session = find(tx, event_id, session_id)
    lasts = session.end - session.start
    return create(tx, event_id, replace(details_of(session), start=session.end, end=session.end + lasts))


def copy_all(tx: Transaction, from_id: int, to_id: int, moved: Callable[[datetime], datetime]) -> None:
    """The programme for a new event that has none yet: the same rooms, tracks and seats, nobody in them."""
    queries.copy_tracks(tx, from_id, to_id)
    for session in queries.select_sessions(tx, from_id):
        start = moved(session.start)
        lasts = session.end - session.start
        _insert(tx, to_id, replace(details_of(session), start=start, end=start + lasts))


def delete(tx: Transaction, event_id: int, session_id: int) -> None:
    """With all seats in it; the pages of those who had one lose it and its toast, those of its room close.

    Raises:
        NotFound: the event has no such session.
    """
    if not lock_session(tx, event_id, session_id):
        raise NotFound
    for attendee_id in select_concerned_ids(tx, session_id):
        tx.publish(RsvpChanged(event_id, session_id, attendee_id))
        tx.publish(SeatGivenUp(event_id, session_id, attendee_id))
    invited = select_invited(tx, event_id, session_id)
    queries.delete_session(tx, event_id, session_id)
    forget_needless(tx, invited)
    tx.publish(PresentersChanged(event_id, session_id))
    tx.publish(SessionsChanged(event_id))


def find(tx: Transaction, event_id: int, session_id: int) -> Session:
    """Raises NotFound where the event has no such session."""
    return existing(queries.select_session(tx, event_id, session_id))


def details_of(session: Session) -> Details:
    return Details(
        name=session.name,
        start=session.start,
        end=session.end,
        description=session.description,
        room=session.room,
        capacity=session.capacity,
        held=session.held,
        track=session.track,
    )


def check(details: Details) -> None:
    """Raises SessionEndsTooEarly, SessionTooLong, TooManyHeld."""
    if details.end <= details.start:
        raise SessionEndsTooEarly
    if details.end - details.start > LONGEST:
        raise SessionTooLong
    if details.capacity is not None and details.held > details.capacity:
        raise TooManyHeld


def require_room_for(sessions: int) -> None:
    """Raises TooManySessions."""
    if sessions > MOST_SESSIONS:
        raise TooManySessions(most=MOST_SESSIONS)


def _insert(tx: Transaction, event_id: int, details: Details) -> int:
    for _ in range(CODES_TRIED - 1):
        try:
            return queries.insert_session(tx, event_id, new_code(CODE_LENGTH), details)
        except IntegrityError:
            continue
    return queries.insert_session(tx, event_id, new_code(CODE_LENGTH), details)
