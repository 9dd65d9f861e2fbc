"""Mollie, against a server that speaks as Mollie does."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from decimal import Decimal
from typing import Any

import pytest

from netevent.payments.payment import Money, State
from netevent.payments.providers.mollie import Mollie
from netevent.payments.providers.provider import (
    Provider,
    ProviderDown,
    ProviderRefused,
    RefundState,
    ToGiveBack,
)
from tests.payments.conftest import EUR_95, to_pay
from tests.servers.mollie import KEY, MollieServer


@pytest.fixture
async def mollie(mollie_server: MollieServer) -> AsyncIterator[Provider]:
    made = Mollie(KEY, mollie_server.url)
    yield made
    await made.close()


async def test_a_payment_says_what_is_paid_and_where_it_leads(mollie: Provider, mollie_server: MollieServer):
    asked = to_pay("the-key")
    started = await mollie.start(asked)
    assert started.url == f"{mollie_server.url}/pay/{started.provider_id}"
    assert mollie_server.asked[-1].path == "/v2/payments"
    assert json.loads(mollie_server.asked[-1].body) == {
        "amount": {"currency": "EUR", "value": "95.00"},
        "description": asked.description,
        "redirectUrl": asked.return_url,
        "cancelUrl": asked.return_url,
        "webhookUrl": asked.notify_url,
        "locale": "nl_NL",
        "metadata": {"netevent_key": "the-key", "reference": asked.reference},
    }
    assert await mollie.start(asked) == started
    assert mollie_server.keys() == ["the-key", "the-key"]
    assert len(mollie_server.payments) == 1


async def test_an_address_that_mollie_cannot_reach_is_left_out(mollie: Provider, mollie_server: MollieServer):
    await mollie.start(to_pay("the-key", notify_url="http://localhost:8000/payments/mollie/webhook"))
    assert "webhookUrl" not in json.loads(mollie_server.asked[-1].body)


async def test_yen_have_no_decimals(mollie: Provider, mollie_server: MollieServer):
    started = await mollie.start(to_pay("the-key", Money(Decimal("950.00"), "JPY")))
    assert mollie_server.payments[started.provider_id]["amount"]["value"] == "950"
    assert (await mollie.status(started.provider_id)).money == Money(Decimal(950), "JPY")


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("open", State.pending),
        ("pending", State.pending),
        ("authorized", State.pending),
        ("paid", State.paid),
        ("failed", State.failed),
        ("canceled", State.failed),
        ("expired", State.lapsed),
    ],
)
async def test_the_webhook_names_a_payment_that_is_asked_for(
    mollie: Provider, mollie_server: MollieServer, status: str, state: State
):
    number = (await mollie.start(to_pay("the-key"))).provider_id
    told = (await mollie.told({}, mollie_server.become(number, status)))[0]
    assert (told.report.provider_id, told.report.state) == (number, state)
    assert (told.report.money, told.report.key) == (EUR_95, "the-key")


async def test_a_repeat_without_news_is_the_same_event_and_news_is_another(
    mollie: Provider, mollie_server: MollieServer
):
    number = (await mollie.start(to_pay("the-key"))).provider_id

    async def event() -> str:
        return (await mollie.told({}, f"id={number}".encode()))[0].event_id

    opened = await event()
    mollie_server.become(number, "paid")
    paid = await event()
    assert await event() == paid != opened
    refund = mollie_server.give_back(number, "20.00", "pending")
    begun = await event()
    refund["status"] = "refunded"
    done = await event()
    mollie_server.give_back(number, "20.00")
    assert len({opened, paid, begun, done, await event()}) == 5
    assert len(done) < 255


@pytest.mark.attack("a webhook that names what it likes", "nothing is believed but what Mollie answers")
@pytest.mark.parametrize(
    "body",
    [b"", b"id=", b"id=tr_unknown", b"id=../methods", b"id=ord_1", b"id=tr_1%2F..", b"\xff\xfe", b"{}"],
)
async def test_what_it_does_not_know_tells_nothing(mollie: Provider, body: bytes):
    assert await mollie.told({}, body) == []


async def test_a_payment_of_another_shop_tells_nothing(mollie: Provider, mollie_server: MollieServer):
    number = (await mollie.start(to_pay("the-key"))).provider_id
    for metadata in (None, "text", ["a"], {"netevent_key": 7}):
        mollie_server.payments[number]["metadata"] = metadata
        assert await mollie.told({}, f"id={number}".encode()) == []


async def test_refunds_are_reported_with_their_state(mollie: Provider, mollie_server: MollieServer):
    number = (await mollie.start(to_pay("the-key"))).provider_id
    mollie_server.become(number, "paid")
    asked = ToGiveBack("refund-key", number, "", Money(Decimal("20.00"), "EUR"), "Cancelled")
    given = await mollie.refund(asked)
    assert await mollie.refund(asked) == given
    assert (given.amount, given.state, given.key) == (Decimal("20.00"), RefundState.pending, "refund-key")
    for status in ("refunded", "failed", "queued"):
        mollie_server.give_back(number, "1.00", status)
    found = [(one.state, one.key) for one in (await mollie.status(number)).given_back]
    assert found == [
        (RefundState.pending, "refund-key"),
        (RefundState.done, ""),
        (RefundState.failed, ""),
        (RefundState.pending, ""),
    ]


@pytest.mark.parametrize("status", [500, 503, 429, 409])
async def test_a_service_that_is_down_is_tried_again_later(
    mollie: Provider, mollie_server: MollieServer, status: int
):
    mollie_server.down = status
    with pytest.raises(ProviderDown):
        await mollie.start(to_pay("the-key"))


async def test_no_answer_is_a_service_that_is_down():
    mollie = Mollie("test_x", "http://127.0.0.1:1")
    with pytest.raises(ProviderDown):
        await mollie.told({}, b"id=tr_1")
    await mollie.close()


async def test_a_refusal_comes_in_the_services_words(mollie: Provider, mollie_server: MollieServer):
    number = (await mollie.start(to_pay("the-key"))).provider_id
    with pytest.raises(ProviderRefused, match="not paid"):
        await mollie.refund(ToGiveBack("refund-key", number, "", EUR_95, ""))
    wrong: Any = Mollie("test_wrong", mollie_server.url)
    with pytest.raises(ProviderRefused, match="failed to authenticate"):
        await wrong.check()
    await wrong.close()
