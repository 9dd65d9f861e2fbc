"""Each currency has its decimals, and each service its way to count."""

from decimal import Decimal

import pytest

from netevent.payments.payment import Money
from netevent.payments.providers.amounts import as_text, from_smallest_unit, in_smallest_unit
from netevent.payments.providers.provider import ProviderRefused


@pytest.mark.parametrize(
    ("amount", "currency", "text", "count"),
    [
        ("95.00", "EUR", "95.00", 9500),
        ("0.01", "EUR", "0.01", 1),
        ("95", "PLN", "95.00", 9500),
        ("950.00", "JPY", "950", 950),
        ("12.30", "KWD", "12.300", 12300),
        ("500.00", "ISK", "500", 50000),
        ("99999999.99", "HUF", "99999999.99", 9999999999),
    ],
)
def test_an_amount_is_written_as_each_service_counts(amount: str, currency: str, text: str, count: int):
    money = Money(Decimal(amount), currency)
    assert as_text(money) == text
    assert in_smallest_unit(money) == count
    assert from_smallest_unit(count, currency.lower()) == money


def test_what_a_currency_cannot_say_is_refused():
    for write in (as_text, in_smallest_unit):
        with pytest.raises(ProviderRefused, match="JPY"):
            write(Money(Decimal("9.50"), "JPY"))
