"""What follows for invoices when money is given back."""

from __future__ import annotations

from netevent.changes import MoneyGivenBack
from netevent.core.database import Transaction
from netevent.payments.invoices import service
from netevent.payments.invoices.queries import select_given_back


def correct_invoice(tx: Transaction, change: MoneyGivenBack) -> None:
    amount = select_given_back(tx, change.payment_id, change.refund_id)
    if amount is not None:
        today = service.today_at(tx, change.event_id)
        service.correct(tx, change.refund_id, change.payment_id, amount, today)
