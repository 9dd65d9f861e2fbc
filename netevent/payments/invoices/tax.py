"""The tax in an amount that includes it, in whole units of the currency's smallest coin."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from netevent.core.text.amounts import rounded


@dataclass(frozen=True, slots=True)
class Shares:
    net: Decimal
    tax: Decimal


def shares(gross: Decimal, percent: Decimal, currency: str) -> Shares:
    """Of an amount that includes the tax; both together are the amount."""
    tax = rounded(gross * percent / (100 + percent), currency)
    return Shares(gross - tax, tax)


def shares_of_each(amounts: Iterable[Decimal], percent: Decimal, currency: str) -> list[Shares]:
    """Those of each amount, which together are those of the sum: each gets what the sum grew by."""
    found, sum_so_far, before = [], Decimal(0), Shares(Decimal(0), Decimal(0))
    for amount in amounts:
        sum_so_far += amount
        now = shares(sum_so_far, percent, currency)
        found.append(Shares(now.net - before.net, now.tax - before.tax))
        before = now
    return found
