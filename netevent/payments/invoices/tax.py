"""The tax in an amount that includes it. A half of a cent is rounded away from zero, as is usual in trade."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Shares:
    net: Decimal
    tax: Decimal


def shares(gross: Decimal, percent: Decimal) -> Shares:
    """Of an amount that includes the tax; both together are the amount."""
    tax = (gross * percent / (100 + percent)).quantize(CENT, ROUND_HALF_UP)
    return Shares(gross - tax, tax)


def shares_of_each(amounts: Iterable[Decimal], percent: Decimal) -> list[Shares]:
    """Those of each amount, which together are those of the sum: each gets what the sum grew by."""
    found, sum_so_far, before = [], Decimal(0), Shares(Decimal(0), Decimal(0))
    for amount in amounts:
        sum_so_far += amount
        now = shares(sum_so_far, percent)
        found.append(Shares(now.net - before.net, now.tax - before.tax))
        before = now
    return found
