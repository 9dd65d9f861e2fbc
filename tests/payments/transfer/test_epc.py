"""The text of the QR code of a transfer, line by line, and where the standard has no place for it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from netevent.core.qr import qr_svg
from netevent.payments.payment import Money
from netevent.payments.settings.payment_settings import Account
from netevent.payments.transfer.epc import epc_text
from netevent.payments.transfer.how_to_pay import how_to_pay

ACCOUNT = Account("Summit e. V.", "DE89370400440532013000", "COBADEFFXXX")
REFERENCE = "ABCDEFGHJKLM"


def said(account: Account = ACCOUNT, amount: str = "95", currency: str = "EUR", text: str = REFERENCE) -> str:
    return epc_text(account, Money(Decimal(amount), currency), text)


def test_every_line_stands_in_its_place():
    assert said().split("\n") == [
        "BCD", "002", "1", "SCT", "COBADEFFXXX", "Summit e. V.", "DE89370400440532013000", "EUR95.00", "", "",
        REFERENCE,
    ]  # fmt: skip


def test_without_a_bic_its_line_is_empty():
    assert said(Account("Summit", ACCOUNT.iban)).split("\n")[3:6] == ["SCT", "", "Summit"]


@pytest.mark.parametrize("amount", ["0.01", "999999999.99"])
def test_the_least_and_the_most_fit(amount: str):
    assert f"EUR{amount}" in said(amount=amount)


@pytest.mark.parametrize("amount", ["0", "-5", "1000000000.00"])
def test_an_amount_beyond_the_standard_has_no_code(amount: str):
    assert said(amount=amount) == ""


def test_other_currencies_have_no_code():
    assert said(currency="CHF") == ""


def test_a_holder_has_seventy_letters_at_most():
    assert "x" * 70 in said(Account("x" * 70, ACCOUNT.iban))
    assert said(Account("x" * 71, ACCOUNT.iban)) == ""


def test_a_text_has_140_letters_at_most():
    assert said(text="x" * 140).endswith("x" * 140)
    assert said(text="x" * 141) == ""


def test_letters_are_counted_in_utf_8():
    wide = Account("Ж" * 70, ACCOUNT.iban)
    assert said(wide)
    assert said(wide, text="Ж" * 100) == ""


def test_no_account_has_no_code():
    assert said(Account()) == ""


def test_a_holder_on_two_lines_shifts_nothing():
    assert said(Account("Summit\ne. V.", ACCOUNT.iban)).split("\n")[5] == "Summit e. V."


def test_the_code_is_not_larger_than_the_standard_allows():
    """Version 13 has 69 modules a side; the quiet zone has four on each."""
    largest = epc_text(Account("Ж" * 70, ACCOUNT.iban, "COBADEFFXXX"), Money(Decimal("1"), "EUR"), "x" * 120)
    assert len(largest.encode()) <= 331
    size = int(qr_svg(largest).split('viewBox="0 0 ')[1].split(" ")[0])
    assert size <= 69 + 8


def test_how_to_pay_is_of_plain_values():
    told = how_to_pay(ACCOUNT, Money(Decimal("95"), "CHF"), REFERENCE)
    assert (told.holder, told.amount, told.currency, told.qr) == ("Summit e. V.", Decimal(95), "CHF", "")
