"""Payments that wait for a transfer, and lines that pay them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from netevent.core.database import Transaction
from netevent.payments import queries, service
from netevent.payments.payment import Method, Money, Payment
from netevent.payments.statements.files import Statement, StatementLine

REFERENCE, OTHER = "ABCDEFGHJKLM", "NPQRSTUVWXYZ"
EVENT = 1


def statement(*lines: StatementLine) -> Statement:
    return Statement(lines)


def line(text: str = REFERENCE, amount: str = "95.00", payer: str = "Ada Lovelace") -> StatementLine:
    return StatementLine.of(date(2026, 11, 24), Decimal(amount), "EUR", payer, text)


def begin(
    tx: Transaction, reference: str = REFERENCE, event_id: int = EVENT, method: Method = Method.transfer
) -> Payment:
    return service.begin(tx, event_id, reference, method, Money(Decimal("95.00"), "EUR"))


def payments_of(tx: Transaction, reference: str = REFERENCE) -> list[Payment]:
    return queries.select_of_order(tx, reference)
