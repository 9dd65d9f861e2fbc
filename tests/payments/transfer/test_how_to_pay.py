"""What somebody reads of a transfer: on the page, and in both parts of a mail."""

from __future__ import annotations

from decimal import Decimal

import pytest

from netevent.core import i18n
from netevent.core.web import pages
from netevent.payments.payment import Money
from netevent.payments.settings.payment_settings import Account
from netevent.payments.transfer.how_to_pay import HowToPay, how_to_pay
from netevent.resources import resource_path

PAGE = "payments/transfer/_how_to_pay.html"
ACCOUNT = Account("Summit <e. V.>", "DE89370400440532013000", "COBADEFFXXX")


@pytest.fixture(autouse=True)
def catalogues() -> None:
    i18n.load_catalogues(resource_path("translations"), i18n.Languages(i18n.SEVEN))


def told(currency: str = "EUR", account: Account = ACCOUNT) -> HowToPay:
    return how_to_pay(account, Money(Decimal("1095"), currency), "ABCDEFGHJKLM")


@pytest.mark.parametrize("template", [PAGE, "emails/_transfer.html", "emails/_transfer.txt"])
def test_everything_stands_there_in_the_readers_language(template: str):
    text = pages.render(template, "de", transfer=told())
    for part in ("Kontoinhaber", "DE89 3704 0044 0532 0130 00", "COBADEFFXXX", "1.095,00", "ABCDEFGHJKLM"):
        assert part in text
    assert ("Summit <e. V.>" in text) is template.endswith(".txt")


def test_what_is_copied_has_no_spaces_and_no_currency():
    page = pages.render(PAGE, "de", transfer=told())
    for copied in ("DE89370400440532013000", "1095,00", "ABCDEFGHJKLM"):
        assert f'data-copy="{copied}"' in page


def test_only_euros_have_a_code():
    assert "<figure" in pages.render(PAGE, "en", transfer=told())
    assert "<figure" not in pages.render(PAGE, "en", transfer=told("CHF"))


def test_without_a_bic_none_is_named():
    text = pages.render("emails/_transfer.txt", "en", transfer=told(account=Account("S", ACCOUNT.iban)))
    assert "BIC" not in text
