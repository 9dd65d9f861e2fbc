"""The rules of a seat in a session: register, cancel, wait, move up.

Called by the routes of the programme, by the organizer's page of a session's people, and by
`breakouts.reactions`, in one transaction. Who holds the session's lock moves its line alone, so the line is
in the order of the commits. A seat that is freed goes to the first in line in the same transaction: the
change `SeatFreed` and its reaction `fill`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from netevent.attendees.queries import select_attendee
from netevent.breakouts import queries as session_queries
from netevent.breakouts import seats
from netevent.breakouts.rsvps import queries
from netevent.breakouts.rsvps.rsvp import Rsvp, Status
from netevent.breakouts.session import Session
from netevent.changes import RsvpChanged, SeatFreed, SeatGivenUp, SeatLost, SeatMovedUp
from netevent.core.database import Transaction
from netevent.core.database.locks import lock_session
from netevent.core.errors import Conflict, NotFound, Refusal, existing
from netevent.core.i18n import N_

# Whom another rule refuses a seat, of those who ask for one.
Hindered = Callable[[Transaction, Session, Sequence[int]], Mapping[int, Refusal]]


def nobody(tx: Transaction, session: Session, attendee_ids: Sequence[int]) -> Mapping[int, Refusal]:
    return {}


class SessionOver(Conflict):
    code = "session_over"
    message = N_("This session is over.")


class NotComing(Conflict):
    code = "not_attending"
    message = N_("You said that you are not attending the event. Change that first, then choose sessions.")


class NoSeatLeft(Conflict):
    code = "no_seat_left"
    message = N_("No seat is left. Raise the capacity first, or take somebody out.")


class PersonNotComing(Conflict):
    code = "person_not_attending"
    message = N_("This person is not attending the event.")


def register(tx: Transaction, event_id: int, session_id: int, attendee_id: int, now: datetime) -> Rsvp:
    """A seat, or a place in the line. Asking again changes nothing.

    Raises:
        NotFound: the event has no such session, or no such attendee.
        SessionOver: it has ended.
        NotComing: who will not come to the event takes no seat in it.
    """
    (made,) = register_all(tx, event_id, session_id, [attendee_id], now).values()
    if isinstance(made, Refusal):
        raise made
    return made


def register_all(
    tx: Transaction,
    event_id: int,
    session_id: int,
    attendee_ids: Sequence[int],
    now: datetime,
    hindered: Hindered = nobody,
) -> dict[int, Rsvp | Refusal]:
    """As `register`, for all who ask in the same moment, in their order: one lock, and few statements.

    `hindered` are those whom another rule refuses, asked under the locks of the session and the people.

    Raises:
        NotFound: the event has no such session.
    """
    session = locked(tx, event_id, session_id)
    before = queries.select_statuses(tx, session_id, attendee_ids)
    once = list(dict.fromkeys(attendee_ids))
    have = [one for one in once if before.get(one, Status.cancelled) is not Status.cancelled]
    results: dict[int, Rsvp | Refusal] = {one: told(tx, session_id, one) for one in have}
    asking = [one for one in once if one not in results]
    results |= _refused(tx, session, asking, now)
    results |= hindered(tx, session, [one for one in asking if one not in results])
    coming = [one for one in asking if one not in results]
    return results | _seat_or_line(tx, session, coming, before, now)


def _refused(
    tx: Transaction, session: Session, attendee_ids: Sequence[int], now: datetime
) -> dict[int, Refusal]:
    if session.is_over(now):
        return {one: SessionOver() for one in attendee_ids}
    # Who says "not attending" meanwhile waits for this lock, and then loses the seat.
    comes = queries.lock_comers(tx, session.event_id, attendee_ids)
    return {one: NotComing() if one in comes else NotFound() for one in attendee_ids if not comes.get(one)}


def _seat_or_line(
    tx: Transaction, session: Session, coming: Sequence[int], before: Mapping[int, Status], now: datetime
) -> dict[int, Rsvp]:
    """The first get the seats that are left, the others a place in the line."""
    left = session.seats_left
    seated = coming if left is None else coming[:left]
    if seated and not seats.take(tx, session.id, len(seated)):
        seated = []
    made = [
        (one, Rsvp(session.id, Status.registered, None, None if left is None else left - place))
        for place, one in enumerate(seated, 1)
    ]
    numbers: dict[int, int | None] = dict.fromkeys(seated)
    if waiting := coming[len(seated) :]:
        numbers |= zip(waiting, seats.join_line(tx, session.id, len(waiting)), strict=True)
        made += [
            (one, Rsvp(session.id, Status.waitlisted, session.waiting + place, 0))
            for place, one in enumerate(waiting, 1)
        ]
    _write(tx, session, made, numbers, before, now)
    return dict(made)


def _write(
    tx: Transaction,
    session: Session,
    made: Sequence[tuple[int, Rsvp]],
    numbers: Mapping[int, int | None],
    before: Mapping[int, Status],
    now: datetime,
) -> None:
    new = [(one, rsvp.status, numbers[one]) for one, rsvp in made if one not in before]
    queries.insert_rsvps(tx, session.id, new, now)
    for one, rsvp in made:
        if one in before:
            queries.upsert(tx, session.id, one, rsvp.status, now, numbers[one])
    for one, _ in made:
        tx.publish(RsvpChanged(session.event_id, session.id, one))


def put_in(tx: Transaction, event_id: int, session_id: int, attendee_id: int, now: datetime) -> bool:
    """By the organizer's hand: past the line, also on a seat that was held back. False where none is left.

    Raises:
        NotFound, SessionOver, NotComing: as `register`.
    """
    session = locked(tx, event_id, session_id)
    status = queries.select_status(tx, session_id, attendee_id)
    if status is Status.registered:
        return True
    _require_may_come(tx, session, attendee_id, now)
    if not seats.take(tx, session_id, of_held=True):
        return False
    if status is Status.waitlisted:
        seats.leave_line(tx, session_id)
    queries.upsert(tx, session_id, attendee_id, Status.registered, now, None)
    tx.publish(RsvpChanged(event_id, session_id, attendee_id))
    return True


def put_in_by_hand(tx: Transaction, event_id: int, session_id: int, attendee_id: int, now: datetime) -> str:
    """As `put_in`, in the words that the organizer is told. Returns the person's name.

    Raises:
        NotFound, SessionOver: as `register`.
        NoSeatLeft: not even one that was held back.
        PersonNotComing: who will not come to the event takes no seat in it.
    """
    try:
        if not put_in(tx, event_id, session_id, attendee_id, now):
            raise NoSeatLeft
    except NotComing:
        raise PersonNotComing from None
    return existing(select_attendee(tx, attendee_id)).name


def take_out(tx: Transaction, event_id: int, session_id: int, attendee_id: int, now: datetime) -> str:
    """By the organizer's hand: as if the attendee had cancelled. Returns the person's name.

    Raises:
        NotFound: the event has no such session, or no such attendee.
    """
    person = existing(select_attendee(tx, attendee_id))
    if person.event_id != event_id:
        raise NotFound
    had_seat = queries.select_status(tx, session_id, attendee_id) is Status.registered
    cancel(tx, event_id, session_id, attendee_id, now)
    if had_seat:
        tx.publish(SeatLost(event_id, session_id, attendee_id))
    return person.name


def cancel(tx: Transaction, event_id: int, session_id: int, attendee_id: int, now: datetime) -> Rsvp:
    """Give up the seat, or the place in the line. Cancelling again changes nothing.

    Raises:
        NotFound: the event has no such session.
    """
    locked(tx, event_id, session_id)
    presence = queries.select_presence(tx, session_id, attendee_id)
    status = presence.status
    if status in (Status.registered, Status.waitlisted):
        queries.upsert(tx, session_id, attendee_id, Status.cancelled, now, None)
        tx.publish(RsvpChanged(event_id, session_id, attendee_id))
    if presence.is_in:
        seats.leave_room(tx, session_id)
    if status is Status.waitlisted:
        seats.leave_line(tx, session_id)
    if status is Status.registered:
        seats.free(tx, session_id)
        tx.publish(SeatGivenUp(event_id, session_id, attendee_id))
        tx.publish(SeatFreed(event_id, session_id))
    return told(tx, session_id, attendee_id)


def change(
    tx: Transaction, event_id: int, given_up: int, session_id: int, attendee_id: int, now: datetime
) -> Rsvp:
    """A seat, or a place in the line, instead of the one in another session.

    Raises:
        NotFound, SessionOver, NotComing: as `register`; then nothing is given up either.
    """
    for one in sorted((given_up, session_id)):  # two who change places wait for each other in one order
        locked(tx, event_id, one)
    cancel(tx, event_id, given_up, attendee_id, now)
    return register(tx, event_id, session_id, attendee_id, now)


def cancel_all(tx: Transaction, event_id: int, attendee_id: int, now: datetime) -> None:
    """Who does not come to the event needs no seat in it."""
    for session_id in queries.select_session_ids(tx, attendee_id):
        cancel(tx, event_id, session_id, attendee_id, now)


def fill(tx: Transaction, event_id: int, session_id: int, now: datetime) -> list[int]:
    """Give the seats that are free to the first in line; returns who moved up."""
    moved: list[int] = []
    if not lock_session(tx, event_id, session_id):
        return moved
    while (first := queries.select_first_in_line(tx, session_id)) and seats.take(tx, session_id):
        seats.leave_line(tx, session_id)
        queries.update_moved_up(tx, session_id, first, now)
        tx.publish(RsvpChanged(event_id, session_id, first))
        tx.publish(SeatMovedUp(event_id, session_id, first))
        moved.append(first)
    return moved


def told(tx: Transaction, session_id: int, attendee_id: int) -> Rsvp:
    """What the attendee has in the session now."""
    session = existing(session_queries.select_session_by_id(tx, session_id))
    status = queries.select_status(tx, session_id, attendee_id) or Status.cancelled
    place = queries.select_place(tx, session_id, attendee_id) if status is Status.waitlisted else None
    return Rsvp(session_id, status, place, session.seats_left)


def locked(tx: Transaction, event_id: int, session_id: int) -> Session:
    """The session, which nobody else changes until the commit.

    Raises:
        NotFound: the event has no such session.
    """
    return existing(session_queries.select_locked_session(tx, event_id, session_id))


def _require_may_come(tx: Transaction, session: Session, attendee_id: int, now: datetime) -> None:
    for refusal in _refused(tx, session, [attendee_id], now).values():
        raise refusal
