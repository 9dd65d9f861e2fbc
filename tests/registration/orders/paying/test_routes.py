"""The page of an order: for the browser that placed it, and for who has its link."""

from __future__ import annotations

from datetime import timedelta

import pytest
from quart import Quart
from sqlalchemy import update

from netevent.core import clock
from netevent.core.database.tables import events
from netevent.payments.payment import Method, State
from netevent.payments.providers.provider import Report
from netevent.payments.service import apply
from netevent.registration.orders.order import Order, OrderState
from netevent.registration.orders.placing.service import order_token
from netevent.registration.personal_link.service import Links
from tests.door import Door, token_of
from tests.registration.orders.shop import Shop, open_shop

PAGE = "/event/shop/payment"


@pytest.fixture
async def shop(app: Quart, door: Door) -> Shop:
    links = Links("http://localhost:8000", app.site.secret)  # type: ignore[attr-defined]  # the tests know what it is
    made = await open_shop(door.database, links=links)
    named = update(events).where(events.c.id == made.event_id).values(code="SHOP")
    await door.database.transact(lambda tx: tx.execute(named))
    return made


async def opened(client, shop: Shop, order: Order) -> str:
    """Open the link of the mail; the page that comes."""
    token = order_token(shop.links.secret, order.reference)
    answer = await client.get(f"{PAGE}?order={token}")
    assert answer.status_code == 303
    assert token not in answer.headers["Location"]
    return await text_of(client, answer.headers["Location"])


async def text_of(client, path: str = PAGE) -> str:
    return str(await (await client.get(path)).get_data(as_text=True))


async def send(client, order: Order, path: str = PAGE, **form: str):
    token = await token_of(client, "/login")
    return await client.post(path, form={"order": order.reference, "csrf_token": token} | form)


async def test_the_link_opens_the_order_in_this_browser(app: Quart, client, shop: Shop):
    order = await shop.order("Anna")
    page = await opened(client, shop, order)
    assert "Pay €95.00" in page
    assert order.reference in page
    assert order.reference in await text_of(client)
    other = await app.test_client().get(PAGE)
    assert other.status_code == 404
    assert order.reference not in await other.get_data(as_text=True)


async def test_a_reference_alone_opens_nothing(app: Quart, client, shop: Shop):
    order = await shop.order("Anna")
    answer = await client.get(f"{PAGE}?order={order.reference}")
    assert answer.status_code == 404
    assert (await send(client, order, method="desk")).status_code == 404
    assert (await send(client, order, f"{PAGE}/cancel")).status_code == 404
    assert (await shop.now(order)).state is OrderState.open


async def test_an_order_opens_at_its_own_event_alone(client, shop: Shop):
    order = await shop.order("Anna")
    token = order_token(shop.links.secret, order.reference)
    assert (await client.get(f"/event/EVENT1/payment?order={token}")).status_code == 404


async def test_wrong_links_are_counted(client, shop: Shop):
    answers = [await client.get(f"{PAGE}?order={'0' * 64}") for _ in range(31)]
    assert {answer.status_code for answer in answers[:30]} == {404}
    assert answers[30].status_code == 429


async def test_who_transfers_is_registered_and_sees_where_to(client, shop: Shop):
    order = await shop.order("Anna")
    await opened(client, shop, order)
    answer = await send(client, order, method="transfer", total="0.01", amount="0.01")
    assert answer.status_code == 303
    page = await text_of(client)
    assert "Please transfer the money" in page
    for told in ("Stichting Smart Cities", "NL91 ABNA 0417 1643 00", "ABNANL2A", order.reference):
        assert told in page
    assert 'data-copy="95.00"' in page
    assert "QR code of the bank transfer" in page
    assert await shop.people() == [("Anna", "pending")]
    (payment,) = await shop.payments(order)
    assert str(payment.money.amount) == "95.00"


async def test_who_pays_at_the_desk_is_told_no_account(client, shop: Shop):
    order = await shop.order("Anna")
    await opened(client, shop, order)
    await send(client, order, method="desk")
    assert "IBAN" not in await text_of(client)


async def test_a_way_that_is_not_offered_is_refused(client, shop: Shop):
    order = await shop.order("Anna")
    await opened(client, shop, order)
    assert (await send(client, order, method="stripe")).status_code == 409
    assert (await send(client, order, method="gold")).status_code == 422
    assert await shop.payments(order) == []


async def test_an_order_that_has_lapsed_cannot_be_paid(client, shop: Shop):
    order = await shop.order("Anna")
    await shop.lapse(order, clock.now() + timedelta(minutes=16))
    await opened(client, shop, order)
    answer = await send(client, order, method="desk")
    assert answer.status_code == 409
    assert "This registration is over" in await answer.get_data(as_text=True)


async def test_the_page_waits_for_the_provider_and_then_says_paid(client, shop: Shop):
    order = await shop.order("Anna")
    payment = await shop.pay(order)
    await shop.started(payment)
    assert "Waiting for your payment" in await opened(client, shop, order)
    report = Report("demo-1", State.paid, payment.money, payment.idempotency_key)
    await shop.database.transact(apply, Method.demo, report)
    page = await text_of(client)
    assert "Paid. You are registered" in page
    assert (await send(client, order, method="desk")).status_code == 409
    assert (await send(client, order, f"{PAGE}/cancel")).status_code == 409


async def test_a_failed_payment_can_be_tried_again(client, shop: Shop):
    order = await shop.order("Anna")
    payment = await shop.pay(order)
    report = Report("demo-1", State.failed, payment.money, payment.idempotency_key)
    await shop.database.transact(apply, Method.demo, report)
    page = await opened(client, shop, order)
    assert "did not go through" in page
    assert "Pay €95.00" in page


async def test_its_buyer_calls_it_off(client, shop: Shop):
    order = await shop.order("Anna")
    await opened(client, shop, order)
    assert (await send(client, order, f"{PAGE}/cancel")).status_code == 303
    assert "This registration is cancelled" in await text_of(client)
    assert await shop.seats_taken() == 0


async def test_who_waits_sees_the_own_place(app: Quart, client, shop: Shop):
    await shop.resize(0)
    await shop.order("Anna")
    order = await shop.order("Ben")
    assert "You are number 2 on the waiting list" in await opened(client, shop, order)


async def test_the_page_is_live_for_this_browser_alone(app: Quart, client, shop: Shop):
    order = await shop.order("Anna")
    await opened(client, shop, order)
    regions = f"/live/order/{order.id}/regions"
    assert order.reference in await text_of(client, regions)
    assert (await app.test_client().get(regions)).status_code == 404
