"""Dates, amounts and currencies as banks write them. Called by the readings beside this."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from decimal import Decimal, InvalidOperation

SIGNS = str.maketrans(
    {"\u2212": "-", "\u2013": "-", "\u00a0": "", "\u202f": "", " ": "", "'": "", "\u2019": ""}
)
AMOUNT = re.compile(r"([+-]?)([0-9][0-9.,]*)([+-]?)")
CENTS = re.compile(r"[.,]([0-9]{1,2})$")
YEAR_FIRST = re.compile(r"([0-9]{4})[-./]?([0-9]{2})[-./]?([0-9]{2})(?![0-9])")
DAY_FIRST = re.compile(r"([0-9]{1,2})[-./]([0-9]{1,2})[-./]([0-9]{4}|[0-9]{2})(?![0-9])")
SYMBOLS = {"€": "EUR", "$": "USD", "£": "GBP", "zł": "PLN", "zl": "PLN", "euro": "EUR", "euros": "EUR"}
CODE = re.compile(r"(?<![A-Z])[A-Z]{3}(?![A-Z])")


def read_date(typed: str) -> date | None:
    """Years may have two digits; a time behind the date does not count."""
    text = typed.strip()
    if found := YEAR_FIRST.match(text):
        return _date(*map(int, found.groups()))
    if found := DAY_FIRST.match(text):
        day, month, year = map(int, found.groups())
        year += 2000 if year < 100 else 0
        return _date(year, month, day) or _date(year, day, month)
    return None


def read_amount(typed: str) -> Decimal | None:
    """``1.234,56``, ``1,234.56``, ``+95``, ``95,00-``; a currency beside it does not count."""
    bare = re.sub(r"[^\d.,+-]", "", typed.translate(SIGNS))
    found = AMOUNT.fullmatch(bare)
    if found is None:
        return None
    before, digits, after = found.groups()
    cents = CENTS.search(digits)
    whole = re.sub("[.,]", "", digits[: cents.start()] if cents else digits)
    with suppress(InvalidOperation):
        value = Decimal(f"{whole or 0}.{cents[1] if cents else 0}")
        return -value if "-" in (before, after) else value
    return None


def read_currency(typed: str) -> str:
    """The code in a cell or a header such as ``Betrag (€)``; '' where there is none."""
    if found := CODE.search(typed):
        return found[0]
    words = re.findall(r"[^\W\d_]+|[€$£]", typed.casefold())
    return next((SYMBOLS[word] for word in words if word in SYMBOLS), "")


def _date(year: int, month: int, day: int) -> date | None:
    with suppress(ValueError):
        return date(year, month, day)
    return None
