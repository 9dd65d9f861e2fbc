"""An amount of money: as people type it, and to how many decimals. Used by forms, prices and invoices."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from babel.numbers import get_currency_precision

# Of a DECIMAL(10,2), in units or with cents; people write a comma or a dot.
MOST_DECIMALS = 2
TYPED = re.compile(r"([0-9]{1,8})(?:[.,]([0-9]{1,2}))?")


def typed_amount(text: str) -> Decimal | None:
    """``12.50`` of ``12,5``; None of anything else: nothing typed, a sign, more than two decimals."""
    found = TYPED.fullmatch(text.strip())
    return Decimal(f"{found[1]}.{found[2] or '0'}") if found else None


def decimals_of(currency: str) -> int:
    """How many of them an amount may have; a column has two."""
    return min(get_currency_precision(currency), MOST_DECIMALS)


def rounded(amount: Decimal, currency: str) -> Decimal:
    """To the currency's smallest unit; a half is rounded away from zero, as is usual in trade."""
    return amount.quantize(Decimal(1).scaleb(-decimals_of(currency)), ROUND_HALF_UP)
