"""The rules of paying an order. Called by the routes of its page, inside one transaction.

Two tabs that pay at once pay the same payment: an attempt that is still open is gone on with. Prices and what
is due come from the order, never from what was posted.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from netevent.changes import OrderChanged
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.database.locks import lock_event
from netevent.core.errors import existing
from netevent.payments import service as payments
from netevent.payments.payment import ONLINE, Method, Money, Payment
from netevent.payments.queries import lock_of_order
from netevent.payments.settings.payment_settings import PaymentSettings
from netevent.payments.settings.queries import select_settings
from netevent.registration.orders import queries
from netevent.registration.orders.mailing.jobs import News, queue_news
from netevent.registration.orders.order import Order, OrderState
from netevent.registration.orders.refusals import CannotPaySo, NothingToPay, OrderOver
from netevent.registration.orders.settling.service import admit_unpaid, is_for_somebody


def pay(tx: Transaction, event_id: int, order_id: int, method: Method, online: Collection[Method]) -> Payment:
    """The payment to go on with. By transfer or at the desk the seats are somebody's from now on.

    Raises:
        NotFound: the event has no such order.
        OrderOver, NothingToPay, CannotPaySo, PaidAlready, AlreadyAsked: as they say.
    """
    lock_event(tx, event_id)
    order = existing(queries.lock_order(tx, event_id, order_id))
    settings = select_settings(tx, event_id)
    _require_payable(tx, order)
    if method not in settings.ways(frozenset(online)):
        raise CannotPaySo
    if method not in ONLINE and order.state is OrderState.open:
        _place(tx, order, _pays_until(method, settings))
    return _going_on(tx, order, method) or payments.begin(
        tx, event_id, order.reference, method, Money(order.total, order.currency)
    )


def _require_payable(tx: Transaction, order: Order) -> None:
    if order.state is OrderState.settled:
        raise NothingToPay if order.is_free else payments.PaidAlready
    if order.state is OrderState.placed and not is_for_somebody(tx, order):
        raise NothingToPay
    if not order.state.holds or (order.expires_at is not None and order.expires_at <= clock.now()):
        raise OrderOver


def _going_on(tx: Transaction, order: Order, method: Method) -> Payment | None:
    """An attempt that was begun before and is still open."""
    its = lock_of_order(tx, order.reference)
    return next((one for one in its if one.method is method and one.state.is_open), None)


def _place(tx: Transaction, order: Order, until: datetime | None) -> None:
    queries.update_state(
        tx, order, OrderState.placed, only_from=(OrderState.open,), expires_at=until, is_offer=False
    )
    admit_unpaid(tx, order)
    queue_news(tx, order, News.placed)
    tx.publish(OrderChanged(order.event_id, order.id))


def _pays_until(method: Method, settings: PaymentSettings) -> datetime | None:
    """At the desk one pays whenever one comes."""
    if method is Method.desk:
        return None
    return (clock.now() + timedelta(days=settings.transfer_days)).replace(microsecond=0)
