"""The rules of handing a seat to somebody else. Called by its route, inside one transaction.

The seat stays counted and paid; the person changes. Who had it is off the list with all that was theirs, so
that nothing of one is seen by the other, and the badge that was printed or mailed lets nobody in.
"""

from __future__ import annotations

from datetime import datetime

from netevent.attendees.history.service import record_added
from netevent.attendees.queries import AttendeeRow, select_attendee
from netevent.attendees.writing import TOLD, Details, NewAttendee, delete_attendee, insert_attendee
from netevent.changes import AttendanceCancelled, AttendeesChanged, OrderChanged
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.database.locks import lock_event
from netevent.core.errors import Conflict, existing
from netevent.core.i18n import N_
from netevent.core.mail import Recipient, queue_mail
from netevent.events import seats
from netevent.events.details import Event
from netevent.events.queries import select_event
from netevent.identity.accounts import Kind
from netevent.identity.queries import delete_login_account
from netevent.identity.service import end_logins_of
from netevent.registration.orders import queries
from netevent.registration.orders.handing_over.mails import SeatPassed
from netevent.registration.orders.mailing.jobs import News, queue_news
from netevent.registration.orders.order import Order, OrderSeat, SeatState
from netevent.registration.orders.refusals import AlreadyAsked
from netevent.registration.orders.settling.service import DUE, NOT_DUE, PAID
from netevent.registration.settings.queries import RegistrationSettings, select_settings


class CannotHandOver(Conflict):
    code = "cannot_hand_over"
    message = N_("This seat cannot be handed over any more.")


class TooLateToHandOver(Conflict):
    code = "too_late_to_hand_over"
    message = N_("It is too late to hand this seat over. Ask the organizer.")


def ends_at(event: Event, settings: RegistrationSettings) -> datetime:
    """Until when a seat can be handed over."""
    return settings.handover_until or event.details.start


def find(tx: Transaction, event_id: int, order_id: int, seat_id: int) -> OrderSeat:
    """The seat, if it can be handed over now.

    Raises:
        NotFound: the order has no such seat.
        CannotHandOver: nobody has it, or its person is in, or does not come.
        TooLateToHandOver: as it says.
    """
    order = existing(queries.select_order(tx, event_id, order_id))
    seat = existing(next((one for one in order.seats if one.id == seat_id), None))
    event = existing(select_event(tx, event_id))
    if clock.now() >= ends_at(event, select_settings(tx, event_id)):
        raise TooLateToHandOver
    _holder(tx, seat)
    return seat


def hand_over(tx: Transaction, event_id: int, order_id: int, seat_id: int, person: Details) -> None:
    """Raises as `find` does; AlreadyAsked: the address is registered, or has an order under way."""
    lock_event(tx, event_id)
    seat = find(tx, event_id, order_id, seat_id)
    order = existing(queries.lock_order(tx, event_id, order_id))
    if queries.select_asked_for(tx, event_id, [person.email]):
        raise AlreadyAsked(email=person.email)
    _let_go(tx, order, _holder(tx, seat))
    queries.update_person(tx, seat.id, person, _take_over(tx, order, seat, person))
    queue_news(tx, order, News.handed_over)
    tx.publish(OrderChanged(event_id, order_id))
    tx.publish(AttendeesChanged(event_id))


def _holder(tx: Transaction, seat: OrderSeat) -> AttendeeRow:
    holder = select_attendee(tx, seat.attendee_id) if seat.attendee_id else None
    if seat.state is not SeatState.given or holder is None or holder.is_in or not holder.is_attending:
        raise CannotHandOver
    return holder


def _let_go(tx: Transaction, order: Order, holder: AttendeeRow) -> None:
    """One seat more is counted before the own one is given back, so that the line gets none of them."""
    seats.hold_extra(tx, order.event_id)
    tx.publish(AttendanceCancelled(order.event_id, holder.id))
    event = existing(select_event(tx, order.event_id))
    told = SeatPassed(holder.first_name, event.name.inside(holder.language), order.buyer.name)
    queue_mail(tx, told, Recipient(holder.email, holder.language, event_id=event.id))
    end_logins_of(tx, Kind.attendee, holder.id)
    delete_login_account(tx, Kind.attendee, holder.id)
    delete_attendee(tx, holder.id)


def _take_over(tx: Transaction, order: Order, seat: OrderSeat, person: Details) -> int:
    is_due = order.state.holds and bool(seat.due)
    status = DUE if is_due else PAID if seat.due else NOT_DUE
    columns = {
        "attendee_type_id": seat.type_id,
        "payment_status": status,
        "amount_due": seat.due if is_due else None,
        "unconfirmed_since": clock.now(),
    }
    own = [name for name in TOLD if getattr(person, name)]
    attendee_id = insert_attendee(tx, order.event_id, NewAttendee(person, own=own, columns=columns))
    record_added(tx, attendee_id)
    return attendee_id
