"""The rules of a registration. Called by `registration.routes`, inside one transaction."""

from __future__ import annotations

from sqlalchemy.exc import IntegrityError

from netevent.attendees.writing import TOLD, Details, NewAttendee, insert_attendee
from netevent.changes import AttendeesChanged
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.errors import Conflict
from netevent.core.i18n import N_
from netevent.events import seats
from netevent.events.details import Event
from netevent.identity.accounts import Account, Kind
from netevent.registration import queries

CODES_TRIED = 5


class EventFull(Conflict):
    code = "event_full"
    message = N_("The event is full: the last seat has just been taken. Nothing was registered.")


class EventOver(Conflict):
    code = "event_over"
    message = N_("This event is over. Nobody can register any more.")


class AlreadyRegistered(Conflict):
    code = "already_registered"
    field = "email"
    message = N_("There is a registration with this e-mail address already. Log in instead.")


def register(tx: Transaction, event: Event, new: Details, password_hash: str) -> Account:
    """Take a seat, and make the account that sits in it.

    Raises:
        EventOver: it is too late.
        AlreadyRegistered: the address has a seat.
        EventFull: there is no seat left.
    """
    if event.is_over(clock.now()):
        raise EventOver
    if queries.select_is_registered(tx, event.id, new.email):
        raise AlreadyRegistered
    # The seat comes first: it locks the event's row, which an insert before it would only share.
    if not seats.hold(tx, event.id):
        raise EventFull
    attendee_id = _insert(tx, event.id, NewAttendee(new, password_hash=password_hash, own=_given(new)))
    tx.publish(AttendeesChanged(event.id))
    return Account(Kind.attendee, attendee_id, new.name, new.email, new.language, event.id, event.name)


def _insert(tx: Transaction, event_id: int, new: NewAttendee) -> int:
    for _ in range(CODES_TRIED - 1):
        try:
            return insert_attendee(tx, event_id, new)
        except IntegrityError:
            if queries.select_is_registered(tx, event_id, new.details.email):
                raise AlreadyRegistered from None
    return insert_attendee(tx, event_id, new)


def _given(new: Details) -> list[str]:
    """What somebody wrote who left some fields empty."""
    return [name for name in TOLD if getattr(new, name)]
