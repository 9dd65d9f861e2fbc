"""Dates, amounts and currencies, each as a bank somewhere writes it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from netevent.payments.statements.files.cells import read_amount, read_currency, read_date


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("95", "95"),
        ("95,00", "95"),
        ("95.5", "95.5"),
        ("+95,00", "95"),
        ("-95,00", "-95"),
        ("95,00-", "-95"),
        ("\u221295,00", "-95"),
        ("1.234,56", "1234.56"),
        ("1,234.56", "1234.56"),
        ("1'234.56", "1234.56"),
        ("1\u00a0234,56 zł", "1234.56"),
        ("1.234", "1234"),
        ("1.234.567,8", "1234567.8"),
        ("EUR 95.00", "95"),
        ("0,00", "0"),
    ],
)
def test_an_amount_is_read(typed: str, amount: str):
    assert read_amount(typed) == Decimal(amount)


@pytest.mark.parametrize("typed", ["", "much", "--5", "5-6", "\u0661\u0662"])
def test_what_is_no_amount_is_none(typed: str):
    assert read_amount(typed) is None


@pytest.mark.parametrize(
    "typed",
    [
        *("2026-11-24", "20261124", "2026-11-24T10:00:00Z", "24.11.2026", "24.11.26", "24/11/2026"),
        *("24-11-2026 10:00:00", "11/24/2026"),
    ],
)
def test_a_date_is_read(typed: str):
    assert read_date(typed) == date(2026, 11, 24)


@pytest.mark.parametrize("typed", ["", "soon", "31.02.2026", "2026-13-01", "24.11."])
def test_what_is_no_date_is_none(typed: str):
    assert read_date(typed) is None


@pytest.mark.parametrize(
    ("typed", "code"),
    [("EUR", "EUR"), ("Betrag (€)", "EUR"), ("12,00 zł", "PLN"), ("Crédit euros", "EUR"), ("Amount", "")],
)
def test_a_currency_is_found(typed: str, code: str):
    assert read_currency(typed) == code
