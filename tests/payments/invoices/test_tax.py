"""The tax in an amount that includes it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from netevent.payments.invoices.tax import Shares, shares, shares_of_each


@pytest.mark.parametrize(
    ("gross", "percent", "net", "tax"),
    [
        ("119.00", "19", "100.00", "19.00"),
        ("95.00", "21", "78.51", "16.49"),
        ("0.01", "19", "0.01", "0.00"),
        ("-119.00", "19", "-100.00", "-19.00"),
        ("50.00", "0", "50.00", "0.00"),
        ("10.00", "5.5", "9.48", "0.52"),
    ],
)
def test_both_shares_are_the_amount(gross: str, percent: str, net: str, tax: str):
    assert shares(Decimal(gross), Decimal(percent), "EUR") == Shares(Decimal(net), Decimal(tax))


@pytest.mark.parametrize(("gross", "tax"), [("0.03", "0.02"), ("-0.03", "-0.02")])
def test_half_a_cent_is_rounded_away_from_zero(gross: str, tax: str):
    assert shares(Decimal(gross), Decimal(100), "EUR").tax == Decimal(tax)


def test_the_shares_of_lines_are_together_those_of_the_sum():
    amounts = [Decimal("9.99")] * 7 + [Decimal("-3.33")]
    found = shares_of_each(amounts, Decimal(19), "EUR")
    whole = shares(sum(amounts, Decimal(0)), Decimal(19), "EUR")
    assert sum(one.tax for one in found) == whole.tax
    assert sum(one.net for one in found) == whole.net
    assert all(one.net + one.tax == amount for one, amount in zip(found, amounts, strict=True))


def test_rounded_each_by_itself_they_would_not_be():
    amounts = [Decimal("9.99")] * 7
    alone = sum(shares(one, Decimal(19), "EUR").tax for one in amounts)
    assert alone != shares(sum(amounts, Decimal(0)), Decimal(19), "EUR").tax


def test_a_yen_has_no_hundredths():
    assert shares(Decimal("950.00"), Decimal(10), "JPY") == Shares(Decimal(864), Decimal(86))
