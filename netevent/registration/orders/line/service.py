"""The line of an event that is full, and those whom the organizer accepts.

The same law as in sessions: a seat that comes free goes to the first in line, in the same transaction. Where
money is due it is offered, for a day by default; then it goes to the next. Who waits for a type that is
full does not hold up who waits for another. Called by reactions and the organizer's pages.
"""

from __future__ import annotations

from datetime import timedelta

from netevent.changes import OrderChanged
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.database.locks import lock_event
from netevent.core.errors import Conflict, existing
from netevent.core.i18n import N_
from netevent.events.queries import select_event
from netevent.registration.offers.reading import read_stock
from netevent.registration.orders import queries
from netevent.registration.orders.holding import take_again
from netevent.registration.orders.mailing.jobs import News, queue_news
from netevent.registration.orders.order import Order, OrderState, SeatState
from netevent.registration.orders.settling.service import settle
from netevent.registration.settings.queries import select_settings


class NotRequested(Conflict):
    code = "not_requested"
    message = N_("Somebody has decided on this registration already.")


class NotWaiting(Conflict):
    code = "not_waiting"
    message = N_("This order is no longer on the waiting list.")


class NoSeatNow(Conflict):
    code = "no_seat_now"
    message = N_("No seat is free for this order. Free one, or raise the number of seats, and try again.")


def serve(tx: Transaction, event_id: int) -> None:
    """Give the seats that are free to who waits for them. Whose type is full is passed over unread: of a line
    of hundreds each would be asked for under the event's lock.
    """
    lock_event(tx, event_id)
    event = select_event(tx, event_id)
    if event is None or not event.may_be_joined(clock.now()):
        return
    stock = read_stock(tx, event_id)
    for order_id, types in queries.select_line(tx, event_id).items():
        if event.seats_left == 0:
            return
        if stock.full_type(one for one in types if one is not None) is not None:
            continue
        order = existing(queries.lock_order(tx, event_id, order_id))
        # What one of them leads to may have served the others.
        if order.state is OrderState.waiting and take_again(tx, order):
            _offer(tx, order, OrderState.waiting, News.offered)
            event, stock = existing(select_event(tx, event_id)), read_stock(tx, event_id)


def accept(tx: Transaction, event_id: int, order_id: int) -> Order:
    """The organizer accepts it: it gets its seats, or a place in the line where there are none.

    Raises:
        NotFound: the event has no such order.
        NotRequested: it does not wait for that.
    """
    lock_event(tx, event_id)
    order = existing(queries.lock_order(tx, event_id, order_id))
    if order.state is not OrderState.requested:
        raise NotRequested
    if take_again(tx, order):
        return _offer(tx, order, OrderState.requested, News.approved)
    queries.update_state(tx, order, OrderState.waiting, only_from=(OrderState.requested,))
    queue_news(tx, order, News.waiting)
    tx.publish(OrderChanged(event_id, order_id))
    return existing(queries.select_order(tx, event_id, order_id))


def give_seat(tx: Transaction, event_id: int, order_id: int) -> Order:
    """The organizer gives one who waits a seat now, whoever is before it in the line.

    Raises:
        NotFound: the event has no such order.
        NotWaiting: it does not wait any more.
        NoSeatNow: none is left of what it asks for.
    """
    lock_event(tx, event_id)
    order = existing(queries.lock_order(tx, event_id, order_id))
    if order.state is not OrderState.waiting:
        raise NotWaiting
    if not take_again(tx, order):
        raise NoSeatNow
    return _offer(tx, order, OrderState.waiting, News.offered)


def _offer(tx: Transaction, order: Order, before: OrderState, news: News) -> Order:
    """Its seats are held, until somebody pays; what is free is settled."""
    hours = timedelta(hours=select_settings(tx, order.event_id).offer_hours)
    until = (clock.now() + hours).replace(microsecond=0)
    queries.update_state(tx, order, OrderState.open, only_from=(before,), is_offer=True, expires_at=until)
    queries.update_seats(tx, order.id, SeatState.held, SeatState.asked)
    held = existing(queries.select_order(tx, order.event_id, order.id))
    if held.is_free:
        return settle(tx, held)
    queue_news(tx, held, news)
    tx.publish(OrderChanged(order.event_id, order.id))
    return held
