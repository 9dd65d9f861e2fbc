"""Which currencies there are, and how many decimals they have. Called by the form of the settings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import cache

from babel.core import get_global
from babel.numbers import get_currency_name, get_currency_precision

from netevent.core.i18n import current_locale, gettext
from netevent.core.text.comparing import plain

# Of most of Europe and of much of the world's trade: they stand first.
COMMON = ("EUR", "USD", "GBP", "CHF", "PLN", "CZK", "DKK", "NOK", "SEK", "HUF", "RON")


@cache
def currencies() -> frozenset[str]:
    """Those that somewhere are legal tender now."""
    return frozenset(
        currency
        for of_territory in get_global("territory_currencies").values()
        for currency, _, until, is_tender in of_territory
        if is_tender and (until is None or date(*until) > date.today())  # noqa: DTZ011 - a matter of years
    )


def grouped_choices() -> dict[str, list[tuple[str, str]]]:
    """For a form, in the reader's language: the common ones first, the others by their names."""
    others = sorted(currencies() - set(COMMON), key=lambda code: plain(_name(code)))
    return {gettext("Common"): _choices(COMMON), gettext("All others"): _choices(others)}


def only_choice(currency: str) -> list[tuple[str, str]]:
    return _choices((currency,))


def is_finer(amount: Decimal, currency: str) -> bool:
    """Whether the amount has cents and the currency none."""
    return amount != round(amount, get_currency_precision(currency))


def _choices(codes: Sequence[str]) -> list[tuple[str, str]]:
    said = gettext("%(line)s: %(values)s")
    return [(code, said % {"line": code, "values": _name(code)}) for code in codes]


def _name(code: str) -> str:
    return get_currency_name(code, locale=current_locale())
