"""The rules of an organizer's work on one attendee. Called by `office.attendees.routes`, in one transaction.

Locks: first the event, for the seat and for the address, then the attendee.
"""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.exc import IntegrityError

from netevent.attendees.history.service import record_added, record_changed, record_types
from netevent.changes import AttendeesChanged, EventSeatsFreed, ProfileChanged
from netevent.core.database import Transaction
from netevent.core.database.locks import lock_attendees, lock_event
from netevent.core.errors import Conflict, existing
from netevent.core.i18n import N_
from netevent.core.text.comparing import normalize_email
from netevent.events import seats
from netevent.identity.accounts import Kind
from netevent.identity.service import end_logins_of
from netevent.office.attendees import queries
from netevent.office.attendees.queries import Attendee, Entry
from netevent.privacy.deletion.service import delete_account
from netevent.registration.attendance import service as attendance_service


class AddressInUse(Conflict):
    code = "address_in_use"
    field = "email"
    message = N_("%(email)s already belongs to an attendee of this event. Look for it in the list.")


class NoRoom(Conflict):
    code = "no_room"
    message = N_("The event is full. Raise its capacity first, or wait until a seat is free.")


class NoRoomToReturn(NoRoom):
    field = "is_attending"


class StillIn(Conflict):
    code = "still_in"
    field = "is_attending"
    message = N_("This person is checked in. Undo the check-in first.")


class TooLate(Conflict):
    code = "too_late"
    field = "is_attending"
    message = N_("This event is over, so this can no longer be changed.")


class ChangedMeanwhile(Conflict):
    code = "changed_meanwhile"
    message = N_(
        "Someone else changed this attendee in the meantime. What you typed is still here: compare, and save "
        "again to keep it."
    )


def find(tx: Transaction, event_id: int, attendee_id: int) -> Attendee:
    """The attendee.

    Raises:
        NotFound: the event has no such attendee, or the account was deleted.
    """
    return existing(queries.select_attendee(tx, event_id, attendee_id))


def add(tx: Transaction, event_id: int, entry: Entry, language: str) -> Attendee:
    """Add somebody by hand, who counts as confirmed like those of a list. `language`: that of their mails.

    Raises:
        AddressInUse: the event has somebody with this address.
        NoRoom: no seat is left.
    """
    if not seats.hold(tx, event_id):
        raise NoRoom
    try:
        attendee_id = queries.insert_entry(tx, event_id, entry, language)
    except IntegrityError:
        raise AddressInUse(email=entry.email) from None
    record_added(tx, attendee_id)
    tx.publish(AttendeesChanged(event_id))
    return find(tx, event_id, attendee_id)


def edit(tx: Transaction, event_id: int, attendee_id: int, entry: Entry, seen: str) -> None:
    """Keep what the form says. `seen` is the fingerprint of what stood when it was opened.

    Raises:
        NotFound: as `find` does.
        ChangedMeanwhile: somebody else was faster.
        AddressInUse: the address is another attendee's.
        StillIn, TooLate, NoRoomToReturn: whether they attend cannot be changed.
    """
    lock_event(tx, event_id)
    lock_attendees(tx, attendee_id)
    standing = find(tx, event_id, attendee_id)
    _require_unchanged(standing, seen)
    if standing.entry == entry:
        return
    _write(tx, standing, entry)
    if standing.entry.is_attending != entry.is_attending:
        _change_attendance(tx, attendee_id, entry.is_attending)
    if standing.entry.type_id != entry.type_id:
        tx.publish(EventSeatsFreed(standing.event_id))
    _tell(tx, standing, entry)


def remove(tx: Transaction, event_id: int, attendee_id: int) -> str:
    """As if they had deleted the account. Returns the photo's name: its files go after the commit.

    Raises:
        NotFound: as `find` does.
    """
    return delete_account(tx, find(tx, event_id, attendee_id).id)


def _require_unchanged(standing: Attendee, seen: str) -> None:
    if standing.entry.fingerprint != seen:
        raise ChangedMeanwhile


def _write(tx: Transaction, standing: Attendee, entry: Entry) -> None:
    try:
        queries.update_entry(tx, standing, entry)
    except IntegrityError:
        raise AddressInUse(email=entry.email) from None
    if normalize_email(standing.entry.email) != normalize_email(entry.email):
        queries.update_address_confirmed(tx, standing.id)
        end_logins_of(tx, Kind.attendee, standing.id)
    record_changed(tx, standing.id, standing.entry.texts, entry.texts)
    record_types(tx, {standing.id: standing.entry.type_id}, entry.type_id)


def _change_attendance(tx: Transaction, attendee_id: int, is_attending: bool) -> None:
    """By the rules of the attendee's own word, told to somebody else."""
    try:
        attendance_service.change(tx, attendee_id, is_attending)
    except attendance_service.IsIn:
        raise StillIn from None
    except attendance_service.AttendanceOver:
        raise TooLate from None
    except attendance_service.NoSeatLeft:
        raise NoRoomToReturn from None


def _tell(tx: Transaction, standing: Attendee, entry: Entry) -> None:
    """The list, and, of what others see too, the own pages and those who know them."""
    tx.publish(AttendeesChanged(standing.event_id))
    if standing.entry.type_id != entry.type_id:
        tx.publish(EventSeatsFreed(standing.event_id))
    before = replace(standing.entry, door_note=entry.door_note, is_attending=entry.is_attending)
    if before != entry:
        tx.publish(ProfileChanged(standing.event_id, standing.id))
