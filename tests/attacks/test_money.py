"""Orders and payments of others: asked for by who has no right, and bought by forms that say too much."""

from __future__ import annotations

from decimal import Decimal

import pytest
from quart import Quart
from sqlalchemy import select

from netevent.core.database.tables import events
from netevent.payments.payment import Payment
from tests.conftest import LogIn, on_sqlite
from tests.door import Door
from tests.office.payments.selling import sell
from tests.payments.refunds.asking.paying import now, paid
from tests.registration.form.test_routes import ANNA, all_orders, change_type, send
from tests.registration.orders.shop import Shop

pytestmark = [pytest.mark.usefixtures("app"), on_sqlite]

# As they stand in an address, each with what is posted there.
ACTIONS = {"": {}, "/take": {}, "/refund": {"amount": "10"}}
CLAIMS = {
    "price": "0",
    "amount": "0",
    "total": "0",
    "discount": "95",
    "state": "settled",
    "event_id": "2",
    "order_id": "1",
    "attendee_id": "1",
    "payment_status": "paid",
    "is_reserved": "1",
    "currency": "JPY",
}


@pytest.fixture
async def shop(door: Door) -> Shop:
    return await sell(door.database)


@pytest.fixture
async def payment(shop: Shop) -> Payment:
    return await paid(shop, "Anna")


def at(event_id: int, payment: Payment, action: str) -> str:
    return f"/organizer/event/{event_id}/payments/{payment.id}{action}"


@pytest.mark.attack("payments of another organizer's event", "403 or 404, and nothing moves")
@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("event_id", [1, 2], ids=["at the other event", "under the own event"])
async def test_another_organizer_reaches_none_of_it(
    shop: Shop, payment: Payment, log_in_as: LogIn, event_id: int, action: str
):
    otto, token = await log_in_as("otto")
    address = at(event_id, payment, action)
    assert (await otto.get(address)).status_code in (403, 404)
    posted = await otto.post(address, form=ACTIONS[action], headers=token)
    assert posted.status_code in (403, 404, 405)
    assert await now(shop, payment) == payment


@pytest.mark.attack("payments of an event, by its staff and attendees", "refused, and nothing moves")
@pytest.mark.parametrize("who", ["marta", "guest1"])
@pytest.mark.parametrize("action", ACTIONS)
async def test_neither_staff_nor_attendees_reach_them(
    shop: Shop, payment: Payment, log_in_as: LogIn, who: str, action: str
):
    client, token = await log_in_as(who)
    address = at(1, payment, action)
    assert (await client.get(address)).status_code in (401, 403, 404)
    posted = await client.post(address, form=ACTIONS[action], headers=token)
    assert posted.status_code in (401, 403, 404, 405)
    assert await now(shop, payment) == payment


@pytest.mark.attack("refunds without the form's token", "403, and nothing moves")
@pytest.mark.parametrize("action", ["/take", "/refund"])
async def test_without_the_token_nothing_is_given_back(
    shop: Shop, payment: Payment, log_in_as: LogIn, action: str
):
    olga, _ = await log_in_as("olga")
    assert (await olga.post(at(1, payment, action), form=ACTIONS[action])).status_code == 403
    assert await now(shop, payment) == payment


@pytest.mark.attack("amounts that are none, or more than came", "refused, and nothing moves")
@pytest.mark.parametrize(
    "amount", ["NaN", "Infinity", "-1", "1e5", "0", "95.01", "0.001", "1" * 400, "\0", ""]
)
async def test_only_amounts_are_given_back(shop: Shop, payment: Payment, log_in_as: LogIn, amount: str):
    olga, token = await log_in_as("olga")
    answer = await olga.post(at(1, payment, "/refund"), form={"amount": amount}, headers=token)
    assert answer.status_code in (400, 409, 422)
    assert await now(shop, payment) == payment


@pytest.mark.attack("an order of somebody else, by its reference", "404, as one that there is not")
async def test_a_reference_opens_no_order(app: Quart, shop: Shop, payment: Payment):
    code = await shop.database.read(
        lambda tx: tx.execute(select(events.c.code).where(events.c.id == 1)).scalar_one()
    )
    pages = []
    for reference in (payment.reference, "ABCDEFGHJKLM", "0" * 64, "x" * 5000):
        answer = await app.test_client().get(f"/event/{code}/payment?order={reference}")
        pages.append((answer.status_code, "Anna" in await answer.get_data(as_text=True)))
    assert set(pages) == {(404, False)}


@pytest.mark.attack("a form that says what it costs, and whose it is", "nobody reads it")
async def test_what_a_form_says_of_prices_is_read_by_nobody(app: Quart, shop: Shop):
    status, _, _ = await send(app.test_client(), shop, {**ANNA, **CLAIMS, "type": shop.general})
    assert status == 303
    [order] = await all_orders(shop)
    assert (order.event_id, order.state) == (shop.event_id, "open")
    assert (Decimal(order.total), order.currency) == (Decimal("95.00"), "EUR")


@pytest.mark.attack("a type of another event, or a hidden one without its code", "not offered")
async def test_only_what_is_offered_is_sold(app: Quart, shop: Shop):
    elsewhere = await sell(shop.database, event_id=2)
    await change_type(shop, shop.guest, unlock_code="SECRET")
    for type_id in (elsewhere.guest, shop.guest, 999_999_999):
        status, _, _ = await send(app.test_client(), shop, {**ANNA, "type": type_id})
        assert status in (400, 409, 422)
    assert await all_orders(shop) == []
