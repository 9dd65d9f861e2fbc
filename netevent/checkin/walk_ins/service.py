"""The rules of adding somebody at the desk. Called by `checkin.walk_ins.routes`, inside one transaction.

Who is on the list is told so, also where the event is full. Then the seat comes first, by the conditional
UPDATE that registrations use; then the person, the check-in and its row in the journal. The scan's number is
unique there: sent twice, the second undoes itself and gets the first answer. What the desk types counts as
confirmed, as what the organizer adds does.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy.exc import IntegrityError

from netevent.attendees.history.service import record_added
from netevent.attendees.types.queries import AttendeeType, select_type
from netevent.attendees.writing import Details, NewAttendee, insert_attendee
from netevent.changes import AttendeesChanged
from netevent.checkin import queries, service
from netevent.checkin.scan import Answer, Scan
from netevent.checkin.walk_ins.queries import select_has_email
from netevent.core.database import Transaction
from netevent.core.errors import Conflict, Malformed
from netevent.core.i18n import N_
from netevent.events import seats


class OnTheList(Conflict):
    code = "on_the_list"
    field = "email"
    message = N_("%(email)s is on the list already.")


class DeskFull(Conflict):
    code = "desk_full"
    message = N_("All seats are taken, so nobody can be added. Ask the organizer.")


class NoSuchType(Malformed):
    code = "no_such_type"
    message = N_("This attendee type no longer exists. Choose another one.")


@dataclass(frozen=True, slots=True)
class WalkIn:
    """What the desk was told. No `email`: they have none; `type_id` 0: no type."""

    first_name: str
    last_name: str
    email: str
    type_id: int
    language: str


def add(tx: Transaction, new: WalkIn, scan: Scan) -> Answer:
    """Add the person and check them in. The same scan sent again gets the same answer, and adds nobody.

    Raises:
        OnTheList: the event has somebody with this address.
        DeskFull: no seat is left, and the organizer does not allow more.
        NoSuchType: the event has no such type.
    """
    if answer := queries.select_answer(tx, scan.event_id, scan.scan_id):
        return answer
    if new.email and select_has_email(tx, scan.event_id, new.email):
        return _first_answer(tx, scan, OnTheList(email=new.email))
    if not _hold_seat(tx, scan.event_id):
        return _first_answer(tx, scan, DeskFull())
    chosen = select_type(tx, scan.event_id, new.type_id) if new.type_id else None
    if new.type_id and chosen is None:
        raise NoSuchType
    try:
        attendee_id = insert_attendee(tx, scan.event_id, _row(new, chosen))
    except IntegrityError:
        return _first_answer(tx, scan, OnTheList(email=new.email))
    record_added(tx, attendee_id)
    tx.publish(AttendeesChanged(scan.event_id))
    return service.check_in(tx, replace(scan, attendee_id=attendee_id, code="", text=""))


def _hold_seat(tx: Transaction, event_id: int) -> bool:
    return bool(seats.hold(tx, event_id)) or seats.hold_over(tx, event_id)


def _first_answer(tx: Transaction, scan: Scan, refusal: Conflict) -> Answer:
    """It may have been this very scan, sent twice, that took the seat or the address."""
    tx.rollback()
    answer = queries.select_answer(tx, scan.event_id, scan.scan_id)
    if answer is None:
        raise refusal
    return answer


def _row(new: WalkIn, chosen: AttendeeType | None) -> NewAttendee:
    """Who gets a type that costs something has to pay it before they are in."""
    details = Details(new.email, new.first_name, new.last_name, language=new.language)
    columns: dict[str, object] = {"attendee_type_id": new.type_id or None}
    if chosen and not chosen.is_free:
        columns |= {"payment_status": "pending", "amount_due": chosen.price}
    return NewAttendee(details, columns=columns)
