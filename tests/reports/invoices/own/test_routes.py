"""Who bought gets the invoice, in the browser that may see the order; nobody else learns of it."""

from __future__ import annotations

from typing import Any

import pytest
from quart import Quart
from quart.typing import TestClientProtocol as Client

from netevent.payments.invoices.queries import select_of_order
from netevent.payments.payment import Method
from netevent.payments.service import take
from netevent.registration.orders.order import Order
from tests.registration.orders.paying.test_routes import PAGE, opened, shop
from tests.registration.orders.shop import Shop

__all__ = ["shop"]


async def bought(shop: Shop, name: str) -> tuple[Order, int]:
    """A paid order, and its invoice."""
    order = await shop.order(name)
    payment = await shop.pay(order, Method.transfer)
    await shop.database.transact(take, shop.event_id, payment.id, "Olga")
    (invoice,) = await shop.database.read(select_of_order, order.reference)
    return order, invoice.id


async def get(client: Client, path: str) -> Any:
    return await client.get(path)


async def test_the_order_leads_to_its_invoice(client: Client, shop: Shop):
    order, invoice_id = await bought(shop, "Anna")
    page = await opened(client, shop, order)
    path = f"/event/SHOP/payment/invoice/{invoice_id}"
    assert f'href="{path}"' in page
    answer = await get(client, path)
    assert (answer.status_code, answer.content_type) == (200, "application/pdf")
    assert (await answer.get_data())[:5] == b"%PDF-"


@pytest.mark.parametrize("who", ["stranger", "buyer of another order"])
async def test_another_ones_invoice_is_not_there(app: Quart, shop: Shop, who: str):
    _, invoice_id = await bought(shop, "Anna")
    mine, _ = await bought(shop, "Ben")
    client = app.test_client()
    if who != "stranger":
        await opened(client, shop, mine)
    assert (await get(client, f"{PAGE}/invoice/{invoice_id}")).status_code == 404


async def test_it_is_there_at_its_own_event_alone(client: Client, shop: Shop):
    order, invoice_id = await bought(shop, "Anna")
    await opened(client, shop, order)
    for path in (f"/event/EVENT1/payment/invoice/{invoice_id}", f"{PAGE}/invoice/{invoice_id + 99}"):
        assert (await get(client, path)).status_code == 404


async def test_the_mail_says_that_it_is_there_where_there_is_one(shop: Shop):
    await bought(shop, "Anna")
    await shop.order("Cleo", type_id=shop.guest)
    mails = {mail.recipient: mail.text for mail in await shop.mails()}
    said = {to: "Your invoice is ready" in text for to, text in mails.items()}
    assert said["anna@example.org"]
    assert not said["cleo@example.org"]
