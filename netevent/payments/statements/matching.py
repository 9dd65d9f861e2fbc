"""Which payment a line of a bank statement is for: by the reference in what the payer wrote.

People type it with spaces and in small letters, and banks break it anywhere. A reference has neither 0 and O
nor 1 and I; whoever copies it by hand may write one of them for a letter that looks alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from netevent.payments.payment import ONLINE, Payment, State
from netevent.payments.statements.line import BankLine

LENGTH = 12
LOOK_ALIKE = str.maketrans("0Q1L", "OOII")


class Mark(StrEnum):
    """How a line stands to what was asked."""

    exact = "exact"
    too_little = "too_little"
    too_much = "too_much"
    currency = "currency"
    # Nobody waits for it any more: the order lapsed, was cancelled, or was to be paid in another way.
    over = "over"
    # The order was paid before, or by another line.
    paid = "paid"
    unknown = "unknown"


@dataclass(frozen=True, slots=True)
class Match:
    mark: Mark
    payment: Payment | None = None

    @property
    def can_take(self) -> bool:
        """Whether the payment that was found can be taken; otherwise the money is a payment of its own."""
        return self.payment is not None and _is_awaited(self.payment)


class Matching:
    """Of the payments of one event. Who takes one for a line says so with `use`."""

    def __init__(self, payments: Iterable[Payment]) -> None:
        self._by_reference: dict[str, Payment] = {}
        self._used: set[int] = set()
        for payment in payments:
            key = plain_reference(payment.reference)
            best = self._by_reference.get(key)
            if best is None or _weight(payment) >= _weight(best):
                self._by_reference[key] = payment

    def find(self, line: BankLine) -> Match:
        payment = self._named(line.text) or self._named(line.payer)
        return Match(Mark.unknown) if payment is None else Match(self._mark(line, payment), payment)

    def use(self, payment: Payment) -> None:
        self._used.add(payment.id)

    def _named(self, text: str) -> Payment | None:
        letters = plain_reference(text)
        windows = (letters[start : start + LENGTH] for start in range(len(letters) - LENGTH + 1))
        return next((self._by_reference[one] for one in windows if one in self._by_reference), None)

    def _mark(self, line: BankLine, payment: Payment) -> Mark:
        if payment.state is State.paid or payment.id in self._used:
            return Mark.paid
        if not (payment.state.is_open and _is_awaited(payment)):
            return Mark.over
        if line.money.currency != payment.money.currency:
            return Mark.currency
        if line.money.amount == payment.money.amount:
            return Mark.exact
        return Mark.too_little if line.money.amount < payment.money.amount else Mark.too_much


def plain_reference(text: str) -> str:
    return re.sub("[^0-9A-Z]", "", text.upper()).translate(LOOK_ALIKE)


def _is_awaited(payment: Payment) -> bool:
    """Paid elsewhere than at a provider's page: the money comes to the organizer's own account or desk."""
    return payment.method not in ONLINE and payment.state is not State.paid


def _weight(payment: Payment) -> int:
    """Of several payments of one order that one counts which says most."""
    if payment.state is State.paid:
        return 3
    return 2 if payment.state.is_open and _is_awaited(payment) else int(_is_awaited(payment))
