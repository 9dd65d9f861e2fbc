"""How services count money: each currency has its number of decimals. Called by `stripe` and `mollie`."""

from __future__ import annotations

from decimal import Decimal

from netevent.payments.payment import Money
from netevent.payments.providers.provider import ProviderRefused

# By ISO 4217. All others have two.
NONE = {
    *("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "MGA"),
    *("PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF"),
}
THREE = {"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"}
# These have none any more, but Stripe goes on counting them in hundredths.
COUNTED_BY_STRIPE = {"ISK": 2, "UGX": 2}


def decimals(currency: str) -> int:
    return 0 if currency in NONE else 3 if currency in THREE else 2


def as_text(money: Money) -> str:
    """``"95.00"`` of 95 EUR, ``"950"`` of 950 JPY: as Mollie wants it.

    Raises:
        ProviderRefused: the currency has no such fractions.
    """
    return str(_exactly(money, decimals(money.currency)))


def in_smallest_unit(money: Money) -> int:
    """9500 of 95 EUR, 950 of 950 JPY: as Stripe counts.

    Raises:
        ProviderRefused: the currency has no such fractions.
    """
    places = _places(money.currency)
    _exactly(money, decimals(money.currency))
    return int(money.amount.scaleb(places))


def from_smallest_unit(count: int, currency: str) -> Money:
    """95.00 EUR of 9500 and ``eur``."""
    code = currency.upper()
    return Money(Decimal(count).scaleb(-_places(code)), code)


def _places(currency: str) -> int:
    return COUNTED_BY_STRIPE.get(currency, decimals(currency))


def _exactly(money: Money, places: int) -> Decimal:
    amount = money.amount.quantize(Decimal(1).scaleb(-places))
    if amount != money.amount:
        raise ProviderRefused(f"{money.currency} has no such fractions: {money.amount}")
    return amount
