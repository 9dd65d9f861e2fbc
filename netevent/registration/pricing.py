"""What seats cost: the prices of their types, less what a voucher takes off. Called by who shows or places
an order; prices come from the database, never from a form.

Amounts have as many decimals as the currency, halves are rounded up, and nothing is below zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from netevent.attendees.types.queries import AttendeeType
from netevent.core.text.amounts import rounded
from netevent.registration.vouchers.voucher import Voucher, VoucherKind

NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class PricedLine:
    """A seat of this type, and what is taken off its price."""

    type_id: int
    type_name: str
    price: Decimal
    discount: Decimal

    @property
    def due(self) -> Decimal:
        return self.price - self.discount


@dataclass(frozen=True, slots=True)
class Price:
    """A line for each seat, in the order of the seats."""

    lines: tuple[PricedLine, ...]
    currency: str

    @property
    def total(self) -> Decimal:
        return sum((line.due for line in self.lines), NOTHING)

    @property
    def is_free(self) -> bool:
        return not self.total


def price_of(types: Sequence[AttendeeType], voucher: Voucher | None, currency: str) -> Price:
    """Of one seat of each of these types. The voucher lowers the price of every seat that it is for."""
    return Price(tuple(_line(one, voucher, currency) for one in types), currency)


def discount_for(voucher: Voucher, type_id: int, price: Decimal, currency: str) -> Decimal:
    """What the voucher takes off a seat; never more than its price."""
    if not voucher.is_for(type_id):
        return NOTHING
    is_percent = voucher.kind is VoucherKind.percent
    asked = price * voucher.value / 100 if is_percent else voucher.value
    return min(rounded(asked, currency), price)


def _line(one: AttendeeType, voucher: Voucher | None, currency: str) -> PricedLine:
    price = rounded(one.price, currency)
    discount = discount_for(voucher, one.id, price, currency) if voucher else NOTHING
    return PricedLine(one.id, one.name, price, discount)
