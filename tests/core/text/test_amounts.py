from decimal import Decimal

import pytest

from netevent.core.text.amounts import typed_amount


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("25", "25.00"),
        ("12.50", "12.50"),
        ("12,5", "12.50"),
        (" 0,05 ", "0.05"),
        ("99999999.99", "99999999.99"),
    ],
)
def test_an_amount_is_read_with_comma_or_dot(typed: str, amount: str):
    assert typed_amount(typed) == Decimal(amount)


@pytest.mark.parametrize(
    "typed", ["", "-5", "+5", "NaN", "1e5", "1e5000", "10.001", "1,000.00", "999999999", "٣", "5 €"]
)
def test_anything_else_is_no_amount(typed: str):
    assert typed_amount(typed) is None
