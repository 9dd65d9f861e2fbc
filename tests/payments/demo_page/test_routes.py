"""The demo's payment page: it ends as one chooses, by the way of every webhook, and is nowhere else."""

from __future__ import annotations

from typing import Any

import pytest

from netevent.core.site import Application
from netevent.payments.payment import Method, Payment, State
from netevent.payments.providers.demo import Demo
from netevent.payments.providers.provider import NotFromProvider, RefundState, ToGiveBack
from tests.conftest import on_sqlite
from tests.door import token_of
from tests.payments.conftest import EUR_95, Paying, to_pay

BACK = "/event/EVENT1/payment"


def page_of(payment: Payment) -> str:
    return payment.url.removeprefix("http://localhost:8000")


async def press(shop: Application, payment: Payment, ending: str) -> Any:
    client = shop.test_client()
    address = page_of(payment)
    token = await token_of(client, address)
    target = address.replace("?", f"/{ending}?")
    assert f'formaction="{target}"' in await (await client.get(address)).get_data(as_text=True)
    return await client.post(target, form={"csrf_token": token})


@pytest.mark.parametrize(
    ("ending", "state"), [("pay", State.paid), ("fail", State.failed), ("cancel", State.lapsed)]
)
async def test_it_ends_as_one_chooses(shop: Application, paying: Paying, ending: str, state: State):
    payment = await paying.start(Method.demo)
    answer = await press(shop, payment, ending)
    assert (answer.status_code, answer.headers["Location"]) == (303, BACK)
    assert (await paying.now(payment)).state is state


@on_sqlite
async def test_it_says_that_no_money_moves_and_how_much_it_is(shop: Application, paying: Paying):
    payment = await paying.start(Method.demo)
    shown = await (await shop.test_client().get(page_of(payment))).get_data(as_text=True)
    assert "no money moves" in shown
    assert "€95.00" in shown
    assert payment.reference in shown


@on_sqlite
async def test_one_may_pay_late(shop: Application, paying: Paying):
    payment = await paying.start(Method.demo)
    await press(shop, payment, "cancel")
    await press(shop, payment, "pay")
    paid = await paying.now(payment)
    assert paid.state is State.paid
    shown = await (await shop.test_client().get(page_of(payment))).get_data(as_text=True)
    assert "formaction" not in shown


@on_sqlite
async def test_it_leads_nowhere_else(shop: Application, paying: Paying):
    payment = await paying.start(Method.demo)
    address = page_of(payment).partition("?")[0]
    for elsewhere in ("//evil.example", "https://evil.example", "/\\evil.example"):
        shown = await shop.test_client().get(address, query_string={"back": elsewhere})
        assert "evil.example" not in (await shown.get_data(as_text=True)).partition("<main")[2]


@on_sqlite
async def test_another_number_and_another_ending_are_not_there(shop: Application, paying: Paying):
    payment = await paying.start(Method.stripe)
    client = shop.test_client()
    assert (await client.get(f"/demo/payment/{payment.provider_id}")).status_code == 404
    demo = await paying.start(Method.demo)
    headers = {"X-CSRF-Token": await token_of(client, page_of(demo))}
    answer = await client.post(f"/demo/payment/{demo.provider_id}/refund", headers=headers)
    assert answer.status_code == 404


@pytest.mark.attack("the demo's payment page on a real server", "404, and no such provider")
@on_sqlite
async def test_outside_the_demo_there_is_no_such_page_and_no_such_provider(app: Application, paying: Paying):
    payment = await paying.start(Method.demo)
    client = app.test_client()
    assert (await client.get(page_of(payment))).status_code == 404
    headers = {"X-CSRF-Token": await token_of(client, "/login")}
    answer = await client.post(f"/demo/payment/{payment.provider_id}/pay", headers=headers)
    assert answer.status_code == 404
    headers, body = await told(paying, payment)
    assert (await client.post("/payments/demo/webhook", headers=headers, data=body)).status_code == 404
    assert (await paying.now(payment)).state is State.pending


async def told(paying: Paying, payment: Payment) -> tuple[dict[str, str], bytes]:
    demo = paying[Method.demo]
    assert isinstance(demo, Demo)
    return demo.telling(payment.provider_id, "pay", EUR_95)


@on_sqlite
async def test_its_webhook_is_signed_by_this_server(shop: Application, paying: Paying):
    payment = await paying.start(Method.demo)
    headers, body = await told(paying, payment)
    client = shop.test_client()
    for wrong in ({}, {"Demo-Signature": "0" * 64}):
        answer = await client.post("/payments/demo/webhook", headers=wrong, data=body)
        assert answer.status_code == 400
    for _ in range(2):
        answer = await client.post("/payments/demo/webhook", headers=headers, data=body)
        assert answer.status_code == 200
    assert (await paying.now(payment)).state is State.paid


@on_sqlite
async def test_a_worker_that_starts_anew_knows_all(paying: Paying, shop: Application):
    again = Demo("k" * 40, "http://localhost:8000")
    asked = to_pay("the-key")
    assert await again.start(asked) == await paying[Method.demo].start(asked)
    refund = ToGiveBack("refund-key", "x", "", EUR_95, "")
    given = await again.refund(refund)
    assert await paying[Method.demo].refund(refund) == given
    assert given.state is RefundState.done
    with pytest.raises(NotFromProvider):
        await again.told({"Demo-Signature": ""}, b"\xff")
