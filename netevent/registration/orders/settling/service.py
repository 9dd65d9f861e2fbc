"""The rules of an order that is paid, or has nothing to pay. Called by placing, by the line and by reactions.

The event's lock is held. Of an order that is paid twice, or after its seats were lost, the second money and
the money for nothing go to the organizer's list of what is to be given back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.exc import IntegrityError

from netevent.attendees.history.service import record_added
from netevent.attendees.queries import select_attendee
from netevent.attendees.questions.answers.service import write_answers
from netevent.attendees.questions.question import decode
from netevent.attendees.writing import TOLD, NewAttendee, insert_attendee, update_attendee
from netevent.changes import AttendeesChanged, OrderChanged
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.errors import existing
from netevent.events import seats
from netevent.events.queries import select_event
from netevent.payments.invoices import invoice as invoices
from netevent.payments.invoices.service import issue, today_at
from netevent.payments.payment import Method, Payment, Problem
from netevent.payments.service import end_open, note_problem
from netevent.registration.orders import queries
from netevent.registration.orders.holding import take_again, use_again
from netevent.registration.orders.invoice_lines import invoice_lines
from netevent.registration.orders.mailing.jobs import News, queue_news
from netevent.registration.orders.order import HOLDING, Order, OrderSeat, OrderState, SeatState
from netevent.registration.orders.refusals import AlreadyAsked
from netevent.registration.queries import select_invitee

DUE, PAID, NOT_DUE = "pending", "paid", "not_due"
NEWS = {Problem.late: News.late, Problem.twice: News.twice, Problem.cancelled: News.ended}


def settle(tx: Transaction, order: Order, payment_id: int = 0) -> Order:
    """Its people are registered, for good."""
    settled = {"settled_at": clock.now(), "expires_at": None}
    if not queries.update_state(tx, order, OrderState.settled, only_from=HOLDING, **settled):
        return order
    _give_all(tx, order, [seat for seat in order.standing if not seat.is_gone], PAID)
    end_open(tx, order.reference)
    if payment_id:
        _invoice(tx, order, payment_id)
    queue_news(tx, order, News.settled, payment_id)
    return _told(tx, order)


def admit_unpaid(tx: Transaction, order: Order) -> Order:
    """Its people are registered, and what they have to pay is known at the door.

    Raises:
        AlreadyAsked: somebody came onto the list by another way meanwhile. They owe nothing, and would be
            removed with an order that lapses.
    """
    for seat in order.held:
        if select_invitee(tx, order.event_id, seat.person.email):
            raise AlreadyAsked(email=seat.person.email)
    _give_all(tx, order, order.held, DUE)
    return _told(tx, order)


def settle_paid(tx: Transaction, payment: Payment) -> None:
    """The money of this payment has arrived."""
    order = queries.lock_by_reference(tx, payment.event_id, payment.reference)
    if order is None:
        return
    if _is_wanted(tx, order, payment):
        settle(tx, existing(queries.select_order(tx, order.event_id, order.id)), payment.id)
        if payment.money.amount > order.total:  # since it was begun, somebody of the order has gone
            note_problem(tx, payment, Problem.amount)
        return
    problem = _problem_of(tx, order)
    note_problem(tx, payment, problem)
    queue_news(tx, order, NEWS[problem], payment.id)
    tx.publish(OrderChanged(order.event_id, order.id))


def _is_wanted(tx: Transaction, order: Order, payment: Payment) -> bool:
    """Whether it settles the order. Money on its way for people who have said meanwhile that they do not come
    goes back; who pays at the desk is there."""
    if order.state is OrderState.placed and payment.method is not Method.desk:
        return is_for_somebody(tx, order)
    return order.state.holds or (order.state is OrderState.lapsed and _hold_again(tx, order))


def is_for_somebody(tx: Transaction, order: Order) -> bool:
    """Whether any of those who are registered by it comes."""
    people = (select_attendee(tx, seat.attendee_id) for seat in order.standing if seat.attendee_id)
    return any(person is not None and (person.is_attending or person.is_in) for person in people)


def _problem_of(tx: Transaction, order: Order) -> Problem:
    if order.state is OrderState.settled:
        return Problem.twice
    is_called_off = existing(select_event(tx, order.event_id)).is_cancelled
    return Problem.late if order.state is OrderState.lapsed and not is_called_off else Problem.cancelled


def _hold_again(tx: Transaction, order: Order) -> bool:
    """Seats for an order that had lapsed. False: none are left, the people came in by another way, or the
    event is called off or over.
    """
    if not existing(select_event(tx, order.event_id)).may_be_joined(clock.now()):
        return False
    addresses = [seat.person.email for seat in order.wanted]
    if not addresses or queries.select_asked_for(tx, order.event_id, addresses) or not _take_again(tx, order):
        return False
    queries.update_held_again(tx, order)
    columns = {"ended_at": None}
    return queries.update_state(tx, order, OrderState.open, only_from=(OrderState.lapsed,), **columns)


def _take_again(tx: Transaction, order: Order) -> bool:
    """Its seats, and the uses of its voucher: both or neither."""
    if not take_again(tx, order):
        return False
    if use_again(tx, order):
        return True
    seats.release(tx, order.event_id, len(order.seats))
    return False


def _give_all(tx: Transaction, order: Order, given: Sequence[OrderSeat], status: str) -> None:
    """`status` is that of who has something to pay."""
    added = [_give(tx, order, seat, status if seat.due else NOT_DUE) for seat in given]
    record_added(tx, *(one for one in added if one))


def _give(tx: Transaction, order: Order, seat: OrderSeat, status: str) -> int:
    """The seat is an attendee's. Who was registered for it before, unpaid, has paid now.

    Returns who was added by that; 0: nobody.
    """
    due = seat.due if status == DUE else None
    columns = {"attendee_type_id": seat.type_id, "payment_status": status, "amount_due": due}
    attendee_id = seat.attendee_id
    if seat.state is SeatState.given:
        # Who was removed meanwhile stays so: the seat went with them.
        if attendee_id is not None:
            update_attendee(tx, attendee_id, payment_status=status, amount_due=due)
        return 0
    new = NewAttendee(
        seat.person,
        own=[name for name in TOLD if getattr(seat.person, name)],
        columns=columns | {"unconfirmed_since": clock.now()},
    )
    try:
        added = attendee_id = insert_attendee(tx, order.event_id, new)
    except IntegrityError:
        added, attendee_id = 0, _known(tx, order, seat, columns)
    if added and (answers := decode(seat.answers)):
        write_answers(tx, added, answers, order.made_at)
    queries.update_given(tx, seat.id, attendee_id)
    return added


def _known(tx: Transaction, order: Order, seat: OrderSeat, columns: Mapping[str, Any]) -> int:
    """Somebody with this address came onto the list meanwhile: they have the type that was paid for.

    Two seats were counted for one person; who does not attend comes after all, on the other one.
    """
    known = existing(select_invitee(tx, order.event_id, seat.person.email))
    if seat.due:
        update_attendee(tx, known.attendee_id, **columns)
    if existing(select_attendee(tx, known.attendee_id)).is_attending:
        seats.release(tx, order.event_id)
    else:
        update_attendee(tx, known.attendee_id, attendance_status="attending")
    return known.attendee_id


def _invoice(tx: Transaction, order: Order, payment_id: int) -> None:
    """A line for each type and price, and one for what a voucher takes off."""
    buyer = invoices.Buyer(
        order.buyer.name, order.buyer.company, order.buyer.address, order.buyer.vat_id, order.buyer.email
    )
    today = today_at(tx, order.event_id)
    lines = invoice_lines(order)
    issue(tx, order.event_id, payment_id, order.reference, buyer, lines, order.buyer.language, today)


def _told(tx: Transaction, order: Order) -> Order:
    tx.publish(OrderChanged(order.event_id, order.id))
    tx.publish(AttendeesChanged(order.event_id))
    return existing(queries.select_order(tx, order.event_id, order.id))
