"""The rules of an order after it was placed: it lapses, or is called off. Called by routes and the clock.

Each way out of a state is a conditional UPDATE, so that its seats are given back exactly once, whoever comes
first: the money, the clock or its buyer.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from netevent.attendees.queries import select_attendee
from netevent.attendees.writing import delete_attendee
from netevent.changes import AttendeesChanged, OrderChanged
from netevent.core import clock
from netevent.core.credentials import token_hash
from netevent.core.database import Transaction
from netevent.core.database.locks import lock_event
from netevent.core.errors import Conflict, existing
from netevent.core.i18n import N_
from netevent.identity.accounts import Kind
from netevent.identity.queries import delete_login_account
from netevent.identity.service import end_logins_of
from netevent.payments.service import end_open
from netevent.registration.attendance.service import leave
from netevent.registration.orders import queries
from netevent.registration.orders.holding import give_back, give_uses_back
from netevent.registration.orders.mailing.jobs import News, queue_news
from netevent.registration.orders.order import (
    HOLDING,
    UNSETTLED,
    Order,
    OrderSeat,
    OrderState,
    SeatState,
)

AT_ONCE = 100
# Who pays at the desk has paid nothing, and may have invented the people.
CONFIRMED_WITHIN = timedelta(days=1)


class CannotCancel(Conflict):
    code = "cannot_cancel"
    message = N_("This registration is complete. Ask the organizer to cancel it.")


class NotSettled(Conflict):
    code = "not_settled"
    message = N_("This registration is cancelled already, or it was never settled.")


def find_by_token(tx: Transaction, token: str) -> Order:
    """
    Raises:
        NotFound: nobody has such a link.
    """
    return existing(queries.select_by_token(tx, token_hash(token)))


def due(tx: Transaction, now: datetime) -> list[tuple[int, int]]:
    """Event and id of the orders whose time is over."""
    return queries.select_due(tx, now, AT_ONCE)


def lapse(tx: Transaction, event_id: int, order_id: int, now: datetime) -> bool:
    """Its time is over: the seats go back. False where it was paid, or called off, in the meantime."""
    lock_event(tx, event_id)
    order = queries.lock_order(tx, event_id, order_id)
    if order is None or order.expires_at is None or order.expires_at > now:
        return False
    return _end(tx, order, OrderState.lapsed, HOLDING, News.lapsed)


def unconfirmed(tx: Transaction, now: datetime) -> list[tuple[int, int]]:
    """Event and id of orders to be paid at the desk that may be made up: nobody has opened their mail."""
    return queries.select_unconfirmed(tx, now - CONFIRMED_WITHIN, AT_ONCE)


def lapse_unconfirmed(tx: Transaction, event_id: int, order_id: int, now: datetime) -> bool:
    """Its seats go back. False where somebody has confirmed an address in the meantime."""
    lock_event(tx, event_id)
    order = queries.lock_order(tx, event_id, order_id)
    if order is None or (event_id, order_id) not in unconfirmed(tx, now):
        return False
    return _end(tx, order, OrderState.lapsed, (OrderState.placed,), News.unconfirmed)


def cancel(tx: Transaction, event_id: int, order_id: int) -> None:
    """Its buyer calls it off before it is settled.

    Raises:
        NotFound: the event has no such order.
        CannotCancel: it is settled, or over.
    """
    lock_event(tx, event_id)
    order = existing(queries.lock_order(tx, event_id, order_id))
    if not _end(tx, order, OrderState.cancelled, UNSETTLED, News.cancelled):
        raise CannotCancel


def decline(tx: Transaction, event_id: int, order_id: int) -> None:
    """The organizer does not accept it. Raises NotFound; and CannotCancel where it does not wait for that."""
    lock_event(tx, event_id)
    order = existing(queries.lock_order(tx, event_id, order_id))
    if not _end(tx, order, OrderState.declined, (OrderState.requested,), News.declined):
        raise CannotCancel


def cancel_waiting(tx: Transaction, event_id: int, order_id: int) -> None:
    """The organizer takes it off the waiting list.

    Raises:
        NotFound: the event has no such order.
        CannotCancel: it does not wait any more.
    """
    lock_event(tx, event_id)
    order = existing(queries.lock_order(tx, event_id, order_id))
    if not _end(tx, order, OrderState.cancelled, (OrderState.waiting,), News.cancelled):
        raise CannotCancel


def end_for_event(tx: Transaction, event_id: int, order_id: int) -> bool:
    """The event does not take place: its buyer is told so by another mail. False: it is not under way."""
    lock_event(tx, event_id)
    order = queries.lock_order(tx, event_id, order_id)
    return order is not None and _end(tx, order, OrderState.cancelled, UNSETTLED, None)


def end_empty(tx: Transaction, order: Order, *, tells_buyer: bool) -> None:
    """Its last person has gone before it was settled. The event's lock and the order's are held."""
    _end(tx, order, OrderState.cancelled, UNSETTLED, News.cancelled if tells_buyer else None)


def take_back(tx: Transaction, event_id: int, order_id: int) -> Order:
    """The organizer takes a settled order back. Returns it as it stood: who calls removes its people.

    Raises:
        NotFound: the event has no such order.
        NotSettled: it is not settled, or somebody was faster.
    """
    lock_event(tx, event_id)
    order = existing(queries.lock_order(tx, event_id, order_id))
    _take_back(tx, order)
    queries.update_seats(tx, order.id, SeatState.ended, SeatState.given)
    give_uses_back(tx, order, order.given)
    queue_news(tx, order, News.cancelled)
    tx.publish(OrderChanged(event_id, order_id))
    return order


def take_seat_back(tx: Transaction, event_id: int, order_id: int, seat_id: int) -> OrderSeat:
    """The same of one person of the order; with the last one the order is over.

    Raises:
        NotFound: the event has no such order, or the order has no such seat.
        NotSettled: as `take_back`.
    """
    lock_event(tx, event_id)
    order = existing(queries.lock_order(tx, event_id, order_id))
    seat = existing(next((one for one in order.seats if one.id == seat_id), None))
    if order.state is not OrderState.settled or not queries.update_seat_ended(tx, order_id, seat_id):
        raise NotSettled
    give_uses_back(tx, order, [seat])
    if not any(one.state is SeatState.given for one in order.seats if one.id != seat_id):
        _take_back(tx, order)
    tx.publish(OrderChanged(event_id, order_id))
    return seat


def _take_back(tx: Transaction, order: Order) -> None:
    settled = (OrderState.settled,)
    if not queries.update_state(tx, order, OrderState.cancelled, only_from=settled, ended_at=clock.now()):
        raise NotSettled


def _end(
    tx: Transaction, order: Order, state: OrderState, only_from: tuple[OrderState, ...], news: News | None
) -> bool:
    if not queries.update_state(tx, order, state, only_from=only_from, ended_at=clock.now()):
        return False
    if news is not None:
        queue_news(tx, order, news)
    queries.update_seats(tx, order.id, SeatState.ended, SeatState.asked, SeatState.held)
    end_open(tx, order.reference)
    _remove_unpaid(tx, order)
    give_back(tx, order)
    tx.publish(OrderChanged(order.event_id, order.id))
    return True


def _remove_unpaid(tx: Transaction, order: Order) -> None:
    """Those who were registered and have not paid. Who is in stays: the door has let them in."""
    for seat in order.seats:
        person = select_attendee(tx, seat.attendee_id) if seat.attendee_id else None
        if seat.state is not SeatState.given or person is None or person.is_in:
            continue
        # First no more among those who come: the line, which is served at once, counts these.
        leave(tx, order.event_id, person.id)
        end_logins_of(tx, Kind.attendee, person.id)
        delete_login_account(tx, Kind.attendee, person.id)
        delete_attendee(tx, person.id)
        tx.publish(AttendeesChanged(order.event_id))
    queries.update_seats(tx, order.id, SeatState.ended, SeatState.given)
