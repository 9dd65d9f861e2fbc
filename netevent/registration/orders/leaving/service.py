"""The rules of an order one of whose people goes for good: deletes the account, is removed, never confirmed.

Nothing is demanded for who is gone. Of an order that is not settled the seat ends, with its use of the
voucher, and what is to be paid is less by it; with the last one the order is cancelled. A settled order keeps
what was paid; its seat ends, and with the last one the order is over. Who is in keeps a seat that is settled:
the counts need it.

Called by `privacy`, `registration.holding` and the clock, inside one transaction; the event's lock is held.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from netevent.attendees.queries import AttendeeRow, select_attendee
from netevent.changes import OrderChanged
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.errors import existing
from netevent.core.text.comparing import normalize_email
from netevent.events import seats
from netevent.payments.payment import Money
from netevent.payments.service import ask_less
from netevent.registration.orders.leaving import queries
from netevent.registration.orders.order import UNSETTLED, Order, OrderSeat, OrderState, SeatState
from netevent.registration.orders.queries import select_order, update_state
from netevent.registration.orders.service import end_empty
from netevent.registration.orders.settling.service import settle
from netevent.registration.vouchers import service as vouchers

KEPT_FOR = timedelta(days=30)
AT_ONCE = 200


def leave(tx: Transaction, event_id: int, attendee_id: int, *, forgets: bool = True) -> None:
    """The attendee goes; the row is still there. `forgets`: nothing of the person stays in orders either."""
    person = existing(select_attendee(tx, attendee_id))
    for order in queries.lock_of_person(tx, event_id, attendee_id, person.email):
        theirs = _seats_of(order, person)
        is_buyer = _is_buyer(order, person, theirs)
        ending = [seat for seat in theirs if _ends(order, seat, person)]
        for seat in ending:
            _end_seat(tx, order, seat)
        if forgets:
            for seat in theirs:
                queries.update_nobody(tx, order.id, seat.id)
        if ending:
            _go_on(tx, order, tells_buyer=not is_buyer)
        if forgets and is_buyer:
            _forget_buyer(tx, order)
        if ending or theirs or is_buyer:
            tx.publish(OrderChanged(event_id, order.id))


def forget_ended(tx: Transaction, now: datetime) -> None:
    """What never became anything is nobody's after a month."""
    if old := queries.select_forgettable(tx, now - KEPT_FOR, AT_ONCE):
        queries.update_forgotten(tx, old)


def come_back(tx: Transaction, order: Mapping[str, Any], seat: Mapping[str, Any]) -> bool:
    """The attendee of the seat is back; both are rows, as they stood before. False: the order is not as it
    was left. One that was not settled stays over: what is due is known at the desk.
    """
    is_settled = order["state"] == OrderState.settled
    if not is_settled or seat["state"] != SeatState.given or not queries.update_seat_back(tx, seat):
        return False
    queries.update_settled_again(tx, order["id"])
    tx.publish(OrderChanged(order["event_id"], order["id"]))
    return True


def remember_buyer(tx: Transaction, order: Mapping[str, Any]) -> None:
    """The buyer is back, whom `leave` has forgotten."""
    queries.update_buyer_back(tx, order)


def _seats_of(order: Order, person: AttendeeRow) -> list[OrderSeat]:
    """Also those that wait for an attendee with this address."""
    key = normalize_email(person.email)
    return [
        seat
        for seat in order.seats
        if seat.attendee_id == person.id
        or (seat.attendee_id is None and seat.person.email and normalize_email(seat.person.email) == key)
    ]


def _is_buyer(order: Order, person: AttendeeRow, theirs: Sequence[OrderSeat]) -> bool:
    """By the address that they have, or had when they ordered."""
    keys = {normalize_email(one) for one in (person.email, *(seat.person.email for seat in theirs))}
    return bool(order.buyer.email) and normalize_email(order.buyer.email) in keys


def _ends(order: Order, seat: OrderSeat, person: AttendeeRow) -> bool:
    if seat.state is SeatState.ended:
        return False
    return not (person.is_in and order.state is OrderState.settled)


def _end_seat(tx: Transaction, order: Order, seat: OrderSeat) -> None:
    """The seat of an attendee is given back by who lets the attendee go."""
    if order.state is OrderState.settled:
        # Who comes back, by an undo, comes back without it.
        vouchers.give_back(tx, order.event_id, order.voucher_id, int(seat.uses_voucher), 0)
        queries.update_seat_left(tx, order.id, seat.id, held_key=None, uses_voucher=False)
        return
    reserved = int(seat.is_reserved and seat.state is SeatState.held)
    if seat.uses_voucher or reserved:
        vouchers.give_back(tx, order.event_id, order.voucher_id, int(seat.uses_voucher), reserved)
    spent = {"held_key": None, "uses_voucher": False, "is_reserved": False}
    queries.update_seat_left(tx, order.id, seat.id, **spent)
    # What is left of it is nobody's: it is not held again when money comes late.
    queries.update_nobody(tx, order.id, seat.id)
    if seat.state is SeatState.held and not reserved:
        seats.release(tx, order.event_id)


def _go_on(tx: Transaction, before: Order, *, tells_buyer: bool) -> None:
    order = existing(select_order(tx, before.event_id, before.id))
    if not order.standing:
        _end(tx, order, tells_buyer=tells_buyer)
    elif order.state in UNSETTLED:
        _ask_less(tx, order)


def _end(tx: Transaction, order: Order, *, tells_buyer: bool) -> None:
    if order.state is OrderState.settled:
        settled = (OrderState.settled,)
        update_state(tx, order, OrderState.cancelled, only_from=settled, ended_at=clock.now())
    else:
        end_empty(tx, order, tells_buyer=tells_buyer)


def _ask_less(tx: Transaction, order: Order) -> None:
    """For the others. What costs nothing any more is settled."""
    total = sum((seat.due for seat in order.standing), Decimal(0))
    queries.update_total(tx, order, total)
    less = existing(select_order(tx, order.event_id, order.id))
    if less.state.holds and less.is_free:
        settle(tx, less)
    else:
        ask_less(tx, order.reference, Money(total, order.currency))


def _forget_buyer(tx: Transaction, before: Order) -> None:
    """But for who is still needed: an order that goes on for others may become an invoice, and money that is
    to be given back needs somebody.
    """
    order = existing(select_order(tx, before.event_id, before.id))
    if order.state not in UNSETTLED and not queries.select_has_open_books(tx, order):
        queries.update_no_buyer(tx, order.id)
