"""The rules of "not attending" and "attending again".

Called by `registration.attendance.routes`, by `home.personal.routes` and by `privacy`, inside one
transaction. However often it is sent at once, a seat is freed (`registration.reactions`) or taken once.
"""

from __future__ import annotations

from netevent.attendees.queries import AttendeeRow, select_attendee
from netevent.changes import AttendanceCancelled, AttendanceResumed, AttendeesChanged
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.database.locks import lock_event
from netevent.core.errors import Conflict, NotFound
from netevent.core.i18n import N_
from netevent.events import seats
from netevent.events.details import Event
from netevent.events.queries import select_event
from netevent.registration.attendance import queries


class IsIn(Conflict):
    code = "is_in"
    message = N_("You are already checked in, so this can no longer be changed.")


class AttendanceOver(Conflict):
    code = "attendance_over"
    message = N_("This event is over, so this can no longer be changed.")


class NoSeatLeft(Conflict):
    code = "no_seat_left"
    message = N_("Your seat went to someone else, and the event is full now. Check again later.")


def find(tx: Transaction, attendee_id: int) -> tuple[AttendeeRow, Event]:
    """The attendee, and the event.

    Raises:
        NotFound: one of the two was removed meanwhile.
    """
    person = select_attendee(tx, attendee_id)
    event = select_event(tx, person.event_id) if person else None
    if person is None or event is None:
        raise NotFound
    return person, event


def change(tx: Transaction, attendee_id: int, is_attending: bool) -> None:
    """Come or not. Saying the same again changes nothing.

    Raises:
        IsIn: the door has seen the attendee.
        AttendanceOver: it is too late.
        NoSeatLeft: who comes again finds no seat.
    """
    _, event = find(tx, attendee_id)
    if event.is_over(clock.now()):
        raise AttendanceOver
    if is_attending:
        come_again(tx, event.id, attendee_id)
    elif not leave(tx, event.id, attendee_id):
        _require_outside(tx, attendee_id)


def leave(tx: Transaction, event_id: int, attendee_id: int) -> bool:
    """Will not come. False for who is in, or left before. Seat and appointments follow by reactions."""
    lock_event(tx, event_id)
    if not queries.update_not_attending(tx, event_id, attendee_id):
        return False
    tx.publish(AttendanceCancelled(event_id, attendee_id))
    tx.publish(AttendeesChanged(event_id))
    return True


def come_again(tx: Transaction, event_id: int, attendee_id: int) -> bool:
    """Will come after all. False for who is in, or never said otherwise.

    Raises:
        NoSeatLeft: and the attendee is as before.
    """
    lock_event(tx, event_id)
    if not queries.update_attending(tx, event_id, attendee_id):
        return False
    if not seats.hold(tx, event_id):
        # Who goes on with this transaction finds the attendee as before.
        queries.update_not_attending(tx, event_id, attendee_id)
        raise NoSeatLeft
    tx.publish(AttendanceResumed(event_id, attendee_id))
    tx.publish(AttendeesChanged(event_id))
    return True


def _require_outside(tx: Transaction, attendee_id: int) -> None:
    """The door may have been faster than this page."""
    person, _ = find(tx, attendee_id)
    if person.is_in:
        raise IsIn
