"""The page of an order shows its payments: what becomes of one is told as a change of the order, too."""

from __future__ import annotations

from netevent.changes import OrderChanged, PaymentsChanged
from netevent.core.database import Transaction
from netevent.payments.queries import select_payment
from netevent.registration.orders.queries import select_id_of


def tell_order(tx: Transaction, change: PaymentsChanged) -> None:
    payment = select_payment(tx, change.event_id, change.payment_id)
    order_id = select_id_of(tx, change.event_id, payment.reference) if payment else None
    if order_id is not None:
        tx.publish(OrderChanged(change.event_id, order_id))
