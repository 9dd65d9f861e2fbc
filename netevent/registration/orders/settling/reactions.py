"""What follows from money that has arrived, in the same transaction. Listed in `reactions`."""

from __future__ import annotations

from netevent.changes import PaymentPaid
from netevent.core.database import Transaction
from netevent.core.errors import existing
from netevent.payments.queries import select_payment
from netevent.registration.orders.settling.service import settle_paid


def settle_order(tx: Transaction, change: PaymentPaid) -> None:
    settle_paid(tx, existing(select_payment(tx, change.event_id, change.payment_id)))
