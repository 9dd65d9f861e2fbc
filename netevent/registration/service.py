"""The rules of a registration. Called by `registration.routes`, inside one transaction.

Whoever registers has typed an address, and it is theirs once its mailbox has opened the link that is mailed
to it (docs/decisions/0024-confirmed-addresses.md). Until then the registration holds a seat, logs nobody in
and is shown to nobody. The answer is the same where the address is registered already: the rest is mailed.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError

from netevent.attendees.writing import TOLD, Details, NewAttendee, insert_attendee
from netevent.changes import AttendeesChanged
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.errors import Conflict, Malformed, Refusal, existing
from netevent.core.i18n import N_
from netevent.core.text.comparing import plain
from netevent.events import seats
from netevent.events.details import Event
from netevent.events.opening.state import Registering, registering
from netevent.events.queries import select_event
from netevent.registration import queries
from netevent.registration.holding import release_oldest
from netevent.registration.personal_link.service import Links, send_link

CODES_TRIED = 5


class EventFull(Conflict):
    code = "event_full"
    message = N_("The event is full: the last seat has just been taken. You are not registered.")


class EventOver(Conflict):
    code = "event_over"
    message = N_("This event is over. Registration is closed.")


class EventCancelled(Conflict):
    code = "event_cancelled"
    message = N_("This event is cancelled. It does not take place.")


class EventClosed(Conflict):
    code = "event_closed"
    message = N_("Registration is closed. If you should be on the list, ask the organizer.")


class NotYetOpen(Conflict):
    code = "not_yet_open"
    message = N_("Registration is not open yet.")


class ByLinkOnly(Conflict):
    code = "by_link_only"
    message = N_("Registration is by invitation. Open the link that the organizer sent you, or ask for it.")


class WrongWord(Malformed):
    code = "wrong_word"
    field = "word"
    message = N_("That is not the word on the invitation. Check it and type it again.")


@dataclass(frozen=True, slots=True)
class Registration:
    """What somebody sent. `word` is the invitation's, `link` the secret of its address."""

    details: Details
    password_hash: str
    word: str = ""
    link: str = ""


REFUSALS: dict[Registering, type[Refusal]] = {
    Registering.over: EventOver,
    Registering.cancelled: EventCancelled,
    Registering.closed: EventClosed,
    Registering.not_yet: NotYetOpen,
    Registering.no_longer: EventClosed,
    Registering.by_link: ByLinkOnly,
}


def check(event: Event, new: Registration) -> None:
    """Whether the event's form takes this registration now.

    Raises:
        Refusal: it is too late or too early, the organizer closed the form, or the link is missing.
        WrongWord: the event asks for another word.
    """
    state = registering(event, clock.now(), new.link)
    if state is not Registering.open:
        raise REFUSALS[state]
    if event.details.entry_word and plain(new.word) != plain(event.details.entry_word):
        raise WrongWord


def register(tx: Transaction, event: Event, new: Registration, links: Links) -> None:
    """Hold a seat until the address is confirmed, and mail the link that confirms it.

    An address that is registered already gets the link that it has, and nothing else changes.

    Raises:
        Refusal: as `check` does.
        EventFull: there is no seat left.
    """
    check(event, new)
    # The seat comes first: it locks the event's row, which an insert before it would only share.
    has_seat = seats.hold(tx, event.id) or (links.can_mail and make_room(tx, event.id))
    # What the organizer changed while this one waited for the row counts.
    check(existing(select_event(tx, event.id)), new)
    if not has_seat:
        raise EventFull
    if not _insert(tx, event.id, new):
        tx.rollback()
    else:
        tx.publish(AttendeesChanged(event.id))
    if invitee := queries.select_invitee(tx, event.id, new.details.email):
        send_link(tx, invitee, links)


def make_room(tx: Transaction, event_id: int) -> bool:
    """A seat that was held long enough goes to who asks now."""
    return release_oldest(tx, event_id, clock.now()) and bool(seats.hold(tx, event_id))


def _insert(tx: Transaction, event_id: int, new: Registration) -> bool:
    """False where the address is registered."""
    row = NewAttendee(
        new.details,
        password_hash=new.password_hash,
        own=[name for name in TOLD if getattr(new.details, name)],
        columns={"unconfirmed_since": clock.now()},
    )
    for _ in range(CODES_TRIED):
        if queries.select_is_registered(tx, event_id, new.details.email):
            return False
        try:
            insert_attendee(tx, event_id, row)
        except IntegrityError:
            continue
        return True
    insert_attendee(tx, event_id, row)
    return True
