"""The calls of the payment services, over the whole way: signature, row, payment, what is published."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from netevent.core.database.tables import provider_events
from netevent.core.site import Application
from netevent.payments.payment import Method, State
from netevent.payments.webhooks import hearing, routes
from tests.conftest import LogIn, on_sqlite
from tests.door import log_in
from tests.payments.conftest import Paying
from tests.servers.mollie import MollieServer
from tests.servers.stripe import StripeServer, signed

STRIPE, MOLLIE = "/payments/stripe/webhook", "/payments/mollie/webhook"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


async def call(app: Application, address: str, headers: dict[str, str], body: bytes) -> int:
    size = {"Content-Length": str(len(body))}
    answer = await app.test_client().post(address, headers=headers | size, data=body)
    assert "Set-Cookie" not in answer.headers
    return answer.status_code


async def count_told(paying: Paying) -> int:
    statement = select(func.count()).select_from(provider_events)
    return int(await paying.database.read(lambda tx: tx.execute(statement).scalar_one()))


async def test_stripe_says_that_it_is_paid(shop: Application, paying: Paying, stripe_server: StripeServer):
    payment = await paying.start(Method.stripe)
    event = stripe_server.pay(payment.provider_id)
    for _ in range(3):
        assert await call(shop, STRIPE, *signed(event)) == 200
    paid = await paying.now(payment)
    assert (paid.state, paid.charge_id) == (State.paid, event["data"]["object"]["payment_intent"])
    assert await count_told(paying) == 1


async def test_mollie_says_that_it_is_paid(shop: Application, paying: Paying, mollie_server: MollieServer):
    payment = await paying.start(Method.mollie)
    body = mollie_server.become(payment.provider_id, "paid")
    for _ in range(3):
        assert await call(shop, MOLLIE, FORM, body) == 200
    assert (await paying.now(payment)).state is State.paid
    assert await count_told(paying) == 1


@pytest.mark.attack("webhooks that Stripe did not sign", "400, and nothing is written")
@on_sqlite
async def test_what_is_not_signed_is_refused_and_changes_nothing(
    shop: Application, paying: Paying, stripe_server: StripeServer
):
    payment = await paying.start(Method.stripe)
    event = stripe_server.pay(payment.provider_id)
    _, body = signed(event)
    for headers, sent in (({}, body), signed(event, "whsec_wrong"), signed(event, age=400)):
        assert await call(shop, STRIPE, headers, sent) == 400
    assert (await paying.now(payment)).state is State.pending
    assert await count_told(paying) == 0


@on_sqlite
async def test_what_is_unknown_is_taken_and_forgotten(
    shop: Application, paying: Paying, stripe_server: StripeServer, mollie_server: MollieServer
):
    payment = await paying.start(Method.stripe)
    event = stripe_server.pay(payment.provider_id)
    event["data"]["object"] |= {"id": "cs_elsewhere", "metadata": {"netevent_key": "of another server"}}
    assert await call(shop, STRIPE, *signed(event)) == 200
    assert await call(shop, MOLLIE, FORM, b"id=tr_unknown") == 200
    assert (await paying.now(payment)).state is State.pending


@on_sqlite
async def test_a_method_without_a_key_is_no_address(app: Application, shop: Application):
    assert await call(app, STRIPE, {}, b"{}") == 404
    for name in ("transfer", "desk", "nonsense"):
        assert await call(shop, f"/payments/{name}/webhook", {}, b"{}") == 404


@on_sqlite
async def test_a_service_that_cannot_say_what_it_means_is_asked_to_call_again(
    shop: Application, paying: Paying, mollie_server: MollieServer
):
    payment = await paying.start(Method.mollie)
    body = mollie_server.become(payment.provider_id, "paid")
    mollie_server.down = 503
    assert await call(shop, MOLLIE, FORM, body) == 502
    mollie_server.down = 0
    assert await call(shop, MOLLIE, FORM, body) == 200
    assert (await paying.now(payment)).state is State.paid


@on_sqlite
async def test_a_database_that_is_away_is_a_call_to_come_again(
    shop: Application, paying: Paying, stripe_server: StripeServer, monkeypatch: pytest.MonkeyPatch
):
    payment = await paying.start(Method.stripe)

    def away(*given: Any) -> None:
        raise OperationalError("INSERT", {}, Exception("away"))

    event = stripe_server.pay(payment.provider_id)
    with monkeypatch.context() as patch:
        patch.setattr(hearing, "take_in", away)
        assert await call(shop, STRIPE, *signed(event)) == 503
    assert await call(shop, STRIPE, *signed(event)) == 200
    assert (await paying.now(payment)).state is State.paid


@pytest.mark.attack("a webhook of a megabyte", "413, unread")
@on_sqlite
async def test_a_body_is_bounded(shop: Application):
    assert await call(shop, STRIPE, {}, b"x" * (64 * 1024 + 1)) == 413


@pytest.mark.attack("webhooks without end", "429 from then on")
@on_sqlite
async def test_a_network_calls_so_often(
    shop: Application, paying: Paying, mollie_server: MollieServer, monkeypatch: pytest.MonkeyPatch
):
    """Each call makes us ask the service: nobody has us ask without end."""
    payment = await paying.start(Method.mollie)
    body = f"id={payment.provider_id}".encode()
    monkeypatch.setattr(routes, "FROM_A_NETWORK", "2/minute")
    assert [await call(shop, MOLLIE, FORM, body) for _ in range(3)] == [200, 200, 429]
    assert sum(one.method == "GET" for one in mollie_server.asked) == 2


@on_sqlite
async def test_nobody_is_logged_in_there(shop: Application, paying: Paying):
    """Another site can make a browser call it, and gains nothing by the browser's cookies."""
    client, _ = await log_in(shop, "olga@example.com")
    answer = await client.post(STRIPE, data=b"{}", headers={"Origin": "https://evil.example"})
    assert answer.status_code == 400


@on_sqlite
async def test_another_route_still_needs_its_token(shop: Application, log_in_as: LogIn):
    assert (await shop.test_client().post("/login", data=b"{}")).status_code == 403
