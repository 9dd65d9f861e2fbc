"""Stripe by its own library, against a server that speaks as Stripe does."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qs

import pytest

from netevent.core import clock
from netevent.payments.payment import Money, State
from netevent.payments.providers.provider import (
    NotFromProvider,
    Provider,
    ProviderDown,
    ProviderRefused,
    RefundState,
    ToGiveBack,
)
from netevent.payments.providers.stripe import Stripe
from tests.payments.conftest import EUR_95, to_pay
from tests.servers.stripe import KEY, WEBHOOK_SECRET, StripeServer, signed


@pytest.fixture
async def stripe(stripe_server: StripeServer) -> AsyncIterator[Provider]:
    made = Stripe(KEY, WEBHOOK_SECRET, stripe_server.url)
    yield made
    await made.close()


def fields(server: StripeServer, at: int = -1) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(server.asked[at].body.decode()).items()}


async def test_a_session_says_what_is_paid_by_whom_and_where_it_leads(
    stripe: Provider, stripe_server: StripeServer
):
    asked = to_pay("the-key")
    started = await stripe.start(asked)
    assert started.url == f"{stripe_server.url}/pay/{started.provider_id}"
    sent = fields(stripe_server)
    ends_at = int(sent.pop("expires_at"))
    assert 30 * 60 < ends_at - int(clock.now().timestamp()) - _zone() < 60 * 60
    assert sent == {
        "mode": "payment",
        "line_items[0][quantity]": "1",
        "line_items[0][price_data][currency]": "eur",
        "line_items[0][price_data][unit_amount]": "9500",
        "line_items[0][price_data][product_data][name]": asked.description,
        "client_reference_id": "the-key",
        "metadata[netevent_key]": "the-key",
        "metadata[reference]": asked.reference,
        "payment_intent_data[description]": asked.description,
        "payment_intent_data[metadata][netevent_key]": "the-key",
        "payment_intent_data[metadata][reference]": asked.reference,
        "success_url": asked.return_url,
        "cancel_url": asked.return_url,
        "customer_email": "ada@example.org",
        "locale": "nl",
    }
    assert stripe_server.keys() == ["the-key"]


def _zone() -> int:
    """`timestamp` takes a moment without a zone for local time."""
    return -int((clock.now().astimezone().utcoffset() or timedelta()).total_seconds())


async def test_the_same_call_again_says_the_same_and_is_one_session(
    stripe: Provider, stripe_server: StripeServer
):
    asked = to_pay("the-key")
    assert await stripe.start(asked) == await stripe.start(asked)
    assert fields(stripe_server, 0) == fields(stripe_server, 1)
    assert len(stripe_server.sessions) == 1


async def test_what_may_be_paid_for_days_ends_when_stripe_says(stripe: Provider, stripe_server: StripeServer):
    await stripe.start(to_pay("the-key", expires_at=clock.now() + timedelta(days=2)))
    assert "expires_at" not in fields(stripe_server)


async def test_an_eighth_language_and_a_missing_address_are_left_to_stripe(
    stripe: Provider, stripe_server: StripeServer
):
    await stripe.start(to_pay("the-key", language="eo", email=""))
    sent = fields(stripe_server)
    assert (sent["locale"], "customer_email" in sent) == ("auto", False)


async def test_yen_are_counted_in_yen(stripe: Provider, stripe_server: StripeServer):
    await stripe.start(to_pay("the-key", Money(Decimal("950.00"), "JPY")))
    assert fields(stripe_server)["line_items[0][price_data][unit_amount]"] == "950"


async def told(stripe: Provider, event: dict[str, Any]) -> Any:
    found = await stripe.told(*signed(event))
    return found[0].report if found else None


async def test_each_event_of_a_session_is_its_state(stripe: Provider, stripe_server: StripeServer):
    number = (await stripe.start(to_pay("the-key"))).provider_id
    unpaid = stripe_server.pay(number, payment_status="unpaid")
    assert (await told(stripe, unpaid)).state is State.pending
    failed = stripe_server.event("checkout.session.async_payment_failed", stripe_server.sessions[number])
    assert (await told(stripe, failed)).state is State.failed
    stripe_server.pay(number)
    later = stripe_server.event("checkout.session.async_payment_succeeded", stripe_server.sessions[number])
    report = await told(stripe, later)
    assert (report.provider_id, report.state, report.money) == (number, State.paid, EUR_95)
    assert (report.key, report.charge_id) == (
        "the-key",
        stripe_server.sessions[number]["payment_intent"],
    )
    other = (await stripe.start(to_pay("another"))).provider_id
    assert (await told(stripe, stripe_server.expire(other))).state is State.lapsed


async def test_a_refund_is_told_of_the_session_that_it_belongs_to(
    stripe: Provider, stripe_server: StripeServer
):
    number = (await stripe.start(to_pay("the-key"))).provider_id
    stripe_server.pay(number)
    intent = stripe_server.sessions[number]["payment_intent"]
    refund = stripe_server.give_back(intent, 2000, "pending", netevent_key="ours")
    report = await told(stripe, stripe_server.event("refund.created", refund))
    assert (report.provider_id, report.key) == (number, "the-key")
    given = report.given_back[0]
    assert (given.amount, given.state, given.key) == (Decimal("20.00"), RefundState.pending, "ours")
    for status, state in {"succeeded": RefundState.done, "canceled": RefundState.failed}.items():
        report = await told(stripe, stripe_server.event("refund.updated", refund | {"status": status}))
        assert report.given_back[0].state is state
    stripe_server.give_back(intent, 500)
    charge = {"id": "ch_1", "object": "charge", "payment_intent": intent}
    report = await told(stripe, stripe_server.event("charge.refunded", charge))
    assert [one.amount for one in report.given_back] == [Decimal("20.00"), Decimal("5.00")]


async def test_what_is_none_of_ours_tells_nothing(stripe: Provider, stripe_server: StripeServer):
    foreign = {
        "id": "cs_of_a_shop",
        "status": "complete",
        "payment_status": "paid",
        "amount_total": 100,
        "currency": "eur",
        "payment_intent": "pi_of_a_shop",
        "metadata": {},
    }
    assert await told(stripe, stripe_server.event("checkout.session.completed", foreign)) is None
    set_up = foreign | {"mode": "setup", "amount_total": None, "currency": None, "metadata": None}
    assert await told(stripe, stripe_server.event("checkout.session.completed", set_up)) is None
    stripe_server.sessions["cs_of_a_shop"] = foreign
    sold = {"id": "ch_9", "object": "charge", "payment_intent": "pi_of_a_shop"}
    assert await told(stripe, stripe_server.event("charge.refunded", sold)) is None
    assert await told(stripe, stripe_server.event("customer.created", {"id": "cus_1"})) is None
    loose = {"id": "re_9", "payment_intent": "pi_unknown", "amount": 1, "currency": "eur", "status": "failed"}
    assert await told(stripe, stripe_server.event("refund.failed", loose)) is None
    assert await told(stripe, stripe_server.event("charge.refunded", {"payment_intent": None})) is None


@pytest.mark.attack("a webhook that Stripe did not sign", "400: nothing of it is believed")
@pytest.mark.parametrize("wrong", ["secret", "old", "none", "body", "garbage"])
async def test_what_is_not_signed_is_not_believed(stripe: Provider, stripe_server: StripeServer, wrong: str):
    number = (await stripe.start(to_pay("the-key"))).provider_id
    event = stripe_server.pay(number)
    headers, body = signed(event)
    cases = {
        "secret": signed(event, "whsec_of_somebody_else"),
        "old": signed(event, age=301),
        "none": ({}, body),
        "body": (headers, body.replace(b"9500", b"9501")),
        "garbage": ({"Stripe-Signature": "t=x,v1"}, b"\xff"),
    }
    with pytest.raises(NotFromProvider):
        await stripe.told(*cases[wrong])


async def test_a_signature_of_five_minutes_ago_still_counts(stripe: Provider, stripe_server: StripeServer):
    number = (await stripe.start(to_pay("the-key"))).provider_id
    headers, body = signed(stripe_server.pay(number), age=280)
    assert (await stripe.told(headers, body))[0].event_id == json.loads(body)["id"]


async def test_without_the_webhooks_secret_nothing_is_believed(stripe_server: StripeServer):
    stripe = Stripe("sk_test_x", "", stripe_server.url)
    with pytest.raises(NotFromProvider):
        await stripe.told(*signed({"id": "evt_1"}, ""))
    await stripe.close()


async def test_the_status_brings_what_was_given_back(stripe: Provider, stripe_server: StripeServer):
    number = (await stripe.start(to_pay("the-key"))).provider_id
    assert (await stripe.status(number)).state is State.pending
    stripe_server.pay(number)
    stripe_server.give_back(stripe_server.sessions[number]["payment_intent"], 1500)
    report = await stripe.status(number)
    assert (report.state, report.given_back[0].amount) == (State.paid, Decimal("15.00"))


async def test_a_refund_is_asked_for_once(stripe: Provider, stripe_server: StripeServer):
    number = (await stripe.start(to_pay("the-key"))).provider_id
    stripe_server.pay(number)
    intent = stripe_server.sessions[number]["payment_intent"]
    asked = ToGiveBack("refund-key", number, intent, Money(Decimal("20.00"), "EUR"), "Cancelled")
    given = await stripe.refund(asked)
    assert await stripe.refund(asked) == given
    assert (given.state, given.key, len(stripe_server.refunds)) == (RefundState.pending, "refund-key", 1)
    assert stripe_server.keys()[-2:] == ["refund-key", "refund-key"]


@pytest.mark.parametrize("status", [500, 503, 429, 409])
async def test_a_service_that_is_down_is_tried_again_later(
    stripe: Provider, stripe_server: StripeServer, status: int
):
    stripe_server.down = status
    with pytest.raises(ProviderDown):
        await stripe.start(to_pay("the-key"))


async def test_no_answer_is_a_service_that_is_down():
    stripe = Stripe("sk_test_x", "", "http://127.0.0.1:1")
    with pytest.raises(ProviderDown):
        await stripe.status("cs_1")
    await stripe.close()


async def test_a_refusal_comes_in_the_services_words(stripe: Provider, stripe_server: StripeServer):
    with pytest.raises(ProviderRefused, match="No such thing"):
        await stripe.status("cs_none")
    with pytest.raises(ProviderRefused, match="30 minutes"):
        await stripe.start(to_pay("the-key", expires_at=clock.now() - timedelta(minutes=10)))
    wrong = Stripe("sk_test_wrong", "", stripe_server.url)
    with pytest.raises(ProviderRefused, match="Invalid API Key"):
        await wrong.check()
    await wrong.close()
