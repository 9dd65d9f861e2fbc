"""The page of how an event is paid: what is kept, what is refused, and what it says is missing."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from netevent.payments import service as payments
from netevent.payments.payment import Method, Money
from netevent.payments.settings.payment_settings import Account, PaymentSettings, Seller
from netevent.payments.settings.queries import select_settings
from tests.conftest import LogIn
from tests.door import Door
from tests.factories import insert_type

PAGE = "/organizer/event/1/payment-settings"
IBAN = "DE89370400440532013000"
FORM = {
    "currency": "EUR",
    "methods": "transfer",
    "holder": "Summit e. V.",
    "iban": "de89 3704 0044 0532 0130 00",
    "bic": "cobadeffxxx",
    "transfer_days": "10",
    "seller": "Summit e. V.",
    "address": "Hauptstraße 1\n10115 Berlin",
    "vat_id": "DE136695976",
    "vat_percent": "19",
    "note": "Thank you.",
}
NOBODY_CAN_PAY = "nobody can pay"


async def saved(door: Door, event_id: int = 1) -> PaymentSettings:
    return await door.database.read(select_settings, event_id)


async def text(answer: Any) -> str:
    return str(await answer.get_data(as_text=True))


async def post(log_in_as: LogIn, **changed: Any) -> Any:
    client, token = await log_in_as("olga")
    return await client.post(PAGE, form=FORM | changed, headers=token)


async def test_what_is_typed_is_kept_for_this_event_alone(door: Door, log_in_as: LogIn):
    assert (await post(log_in_as)).status_code == 303
    seller = Seller(
        "Summit e. V.", "Hauptstraße 1\n10115 Berlin", "DE136695976", Decimal("19.00"), "Thank you."
    )
    account = Account("Summit e. V.", IBAN, "COBADEFFXXX")
    assert await saved(door) == PaymentSettings("EUR", (Method.transfer,), 10, account, seller)
    assert await saved(door, 2) == PaymentSettings()


async def test_the_page_says_that_it_was_saved_once(door: Door, log_in_as: LogIn):
    client, token = await log_in_as("olga")
    await client.post(PAGE, form=FORM, headers=token)
    pages = [await text(await client.get(PAGE)) for _ in range(2)]
    assert ["are saved" in page for page in pages] == [True, False]
    assert "DE89 3704 0044 0532 0130 00" in pages[1]


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("iban", "DE89370400440532013001", "not a valid IBAN"),
        ("iban", "", "Write the IBAN"),
        ("holder", "", "whose account"),
        ("bic", "COBA", "not a valid BIC"),
        ("vat_id", "DE123456789", "VAT number"),
        ("vat_percent", "190", "percentage"),
        ("transfer_days", "0", "between 1 and 60"),
        ("transfer_days", "61", "between 1 and 60"),
        ("currency", "DEM", "choice"),
        ("methods", "stripe", "choice"),
    ],
)
async def test_what_cannot_be_is_refused(door: Door, log_in_as: LogIn, field: str, value: str, said: str):
    answer = await post(log_in_as, **{field: value})
    assert answer.status_code == 422
    assert said in await text(answer)
    assert await saved(door) == PaymentSettings()


async def test_without_bank_transfer_no_account_is_asked(door: Door, log_in_as: LogIn):
    await post(log_in_as, methods="desk", holder="", iban="", bic="", vat_id="12/345/678", vat_percent="")
    kept = await saved(door)
    assert (kept.methods, kept.account, kept.seller.vat_percent) == ((Method.desk,), Account(), Decimal(0))


async def test_the_currency_stays_once_there_is_a_payment(door: Door, log_in_as: LogIn):
    await door.database.transact(payments.begin, 1, "ABCDEFGHJKLM", Method.desk, Money(Decimal(9), "EUR"))
    client, token = await log_in_as("olga")
    page = await text(await client.get(PAGE))
    assert ("can no longer be changed" in page, 'value="USD"' in page) == (True, False)
    answer = await client.post(PAGE, form=FORM | {"currency": "USD"}, headers=token)
    assert answer.status_code == 422
    assert "The currency stays EUR" in await text(answer)
    assert (await client.post(PAGE, form=FORM, headers=token)).status_code == 303


async def test_of_another_events_payment_the_currency_is_free(door: Door, log_in_as: LogIn):
    await door.database.transact(payments.begin, 2, "ABCDEFGHJKLM", Method.desk, Money(Decimal(9), "EUR"))
    await post(log_in_as, currency="CHF")
    assert (await saved(door)).currency == "CHF"


async def test_priced_types_that_nobody_can_pay_are_pointed_out(door: Door, log_in_as: LogIn):
    client, token = await log_in_as("olga")
    free = await text(await client.get(PAGE))
    await insert_type(door.database, 1, "Visitor", price=Decimal("95.50"))
    priced = await text(await client.get(PAGE))
    await client.post(PAGE, form=FORM, headers=token)
    payable = await text(await client.get(PAGE))
    assert [NOBODY_CAN_PAY in page for page in (free, priced, payable)] == [False, True, False]


async def test_cents_in_a_currency_without_cents_are_pointed_out(door: Door, log_in_as: LogIn):
    await insert_type(door.database, 1, "Visitor", price=Decimal("95.50"))
    await insert_type(door.database, 1, "Round", price=Decimal("95.00"))
    client, token = await log_in_as("olga")
    await client.post(PAGE, form=FORM | {"currency": "JPY"}, headers=token)
    page = await text(await client.get(PAGE))
    assert "JPY has no cents, but these prices do: Visitor." in page


async def test_currencies_are_named_in_the_readers_language_the_common_ones_first(log_in_as: LogIn):
    client, _ = await log_in_as("olga")
    page = await text(await client.get(f"{PAGE}?lang=de"))
    assert page.index("CHF: Schweizer Franken") < page.index("AED: VAE-Dirham")


@pytest.mark.parametrize(("name", "status"), [("otto", 404), ("marta", 403), ("guest1", 403)])
async def test_nobody_else_sees_or_changes_it(door: Door, log_in_as: LogIn, name: str, status: int):
    client, token = await log_in_as(name)
    assert (await client.get(PAGE)).status_code == status
    assert (await client.post(PAGE, form=FORM, headers=token)).status_code == status
    assert await saved(door) == PaymentSettings()
