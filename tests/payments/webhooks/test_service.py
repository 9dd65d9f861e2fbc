"""Events in any order, and many at once: paid once, and by what was asked."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import text

from netevent.changes import Change, PaymentPaid
from netevent.core.database import Transaction
from netevent.core.database.budget import patient
from netevent.payments import service as payment_service
from netevent.payments.payment import Method, Problem, State
from netevent.payments.providers.provider import Report, Started, Told
from netevent.payments.webhooks import queries, service
from tests.conftest import on_sqlite
from tests.payments.conftest import EUR_95, Paying, to_pay
from tests.servers.stripe import StripeServer, signed

CROWD = 20


async def all_at_once(paying: Paying, *calls: Awaitable[Any]) -> None:
    """With a connection each, as from many servers."""
    with patient():
        await asyncio.gather(*(paying.database.read(lambda tx: tx.execute(text("SELECT 1"))) for _ in calls))
        await asyncio.gather(*calls)


def paid(paying: Paying) -> int:
    return paying.heard()["PaymentPaid"]


async def test_twenty_calls_with_one_event_pay_once(paying: Paying, stripe_server: StripeServer):
    payment = await paying.start(Method.stripe)
    call = signed(stripe_server.pay(payment.provider_id))
    await all_at_once(paying, *(paying.tell(Method.stripe, *call) for _ in range(CROWD)))
    assert (paid(paying), (await paying.now(payment)).state) == (1, State.paid)


async def test_twenty_events_that_say_the_same_pay_once(paying: Paying, stripe_server: StripeServer):
    """As when completed and succeeded arrive together; each is an event of its own."""
    payment = await paying.start(Method.stripe)
    calls = [signed(stripe_server.pay(payment.provider_id, payment_intent="pi_1")) for _ in range(CROWD)]
    await all_at_once(paying, *(paying.tell(Method.stripe, *call) for call in calls))
    assert paid(paying) == 1


def unguarded(tx: Transaction, event_id: int, *given: Any) -> Any:
    """As if nobody waited for anybody."""


async def test_without_the_look_under_the_lock_they_pay_each_time(
    paying: Paying, stripe_server: StripeServer, monkeypatch: pytest.MonkeyPatch
):
    """The twin: what holds is that a payment which is paid is not paid again, read under the lock."""
    payment = await paying.start(Method.stripe)

    def always(tx: Transaction, payment: Any, report: Report) -> None:
        tx.publish(PaymentPaid(payment.event_id, payment.id))

    monkeypatch.setattr(payment_service, "_paid", always)
    calls = [signed(stripe_server.pay(payment.provider_id, payment_intent="pi_1")) for _ in range(CROWD)]
    await all_at_once(paying, *(paying.tell(Method.stripe, *call) for call in calls))
    assert paid(paying) == CROWD


async def test_without_the_unique_row_one_event_counts_each_time(
    paying: Paying, stripe_server: StripeServer, monkeypatch: pytest.MonkeyPatch
):
    payment = await paying.start(Method.stripe)
    monkeypatch.setattr(queries, "insert_told", unguarded)
    call = signed(stripe_server.pay(payment.provider_id))
    heard: list[bool] = []
    for _ in range(2):
        told = (await paying[Method.stripe].told(*call))[0]
        heard.append(await paying.database.transact(service.take_in, Method.stripe, told))
    assert heard == [True, True]


@on_sqlite
@pytest.mark.parametrize(
    "changed",
    [{"amount_total": 9400}, {"amount_total": 9600}, {"currency": "usd"}, {"currency": "jpy"}],
    ids=str,
)
async def test_another_amount_or_currency_settles_nothing(
    paying: Paying, stripe_server: StripeServer, changed: dict[str, Any]
):
    payment = await paying.start(Method.stripe)
    await paying.tell(Method.stripe, *signed(stripe_server.pay(payment.provider_id, **changed)))
    found = await paying.now(payment)
    assert (found.state, found.problem, paid(paying)) == (State.paid, Problem.amount, 0)


@on_sqlite
async def test_what_failed_and_is_paid_later_is_paid(paying: Paying, stripe_server: StripeServer):
    payment = await paying.start(Method.stripe)
    number = payment.provider_id
    failed = stripe_server.event("checkout.session.async_payment_failed", stripe_server.sessions[number])
    await paying.tell(Method.stripe, *signed(failed))
    assert (await paying.now(payment)).state is State.failed
    await paying.tell(Method.stripe, *signed(stripe_server.pay(number)))
    assert ((await paying.now(payment)).state, paid(paying)) == (State.paid, 1)


@on_sqlite
async def test_what_is_paid_stays_paid(paying: Paying, stripe_server: StripeServer):
    payment = await paying.start(Method.stripe)
    number = payment.provider_id
    await paying.tell(Method.stripe, *signed(stripe_server.pay(number)))
    for kind in ("checkout.session.async_payment_failed", "checkout.session.expired"):
        unpaid = stripe_server.sessions[number] | {"payment_status": "unpaid", "status": "expired"}
        await paying.tell(Method.stripe, *signed(stripe_server.event(kind, unpaid)))
    assert ((await paying.now(payment)).state, paid(paying)) == (State.paid, 1)


async def test_a_webhook_may_be_faster_than_the_answer_to_the_start(
    paying: Paying, stripe_server: StripeServer
):
    payment = await paying.begin(Method.stripe)
    started = await paying[Method.stripe].start(to_pay(payment.idempotency_key))
    await paying.tell(Method.stripe, *signed(stripe_server.pay(started.provider_id)))
    assert (await paying.now(payment)).state is State.paid
    await paying.note_started(payment, started)
    found = await paying.now(payment)
    assert (found.state, found.provider_id, found.url) == (State.paid, started.provider_id, started.url)


@on_sqlite
async def test_a_payment_whose_start_was_never_answered_is_found_by_our_key(
    paying: Paying, stripe_server: StripeServer
):
    payment = await paying.begin(Method.stripe)
    started: Started = await paying[Method.stripe].start(to_pay(payment.idempotency_key))
    await paying.tell(Method.stripe, *signed(stripe_server.pay(started.provider_id)))
    found = await paying.now(payment)
    assert (found.state, found.provider_id) == (State.paid, started.provider_id)


@on_sqlite
async def test_an_event_and_what_follows_stand_together_or_not_at_all(
    paying: Paying, monkeypatch: pytest.MonkeyPatch
):
    payment = await paying.start(Method.mollie)
    told = Told("once", Report(payment.provider_id, State.paid, EUR_95, payment.idempotency_key))

    def breaks(tx: Transaction, *given: Any) -> None:
        raise RuntimeError("in the middle")

    with monkeypatch.context() as patch:
        patch.setattr(service, "apply_report", breaks)
        with pytest.raises(RuntimeError):
            await paying.database.transact(service.take_in, Method.mollie, told)
    assert await paying.database.transact(service.take_in, Method.mollie, told) is True
    assert (await paying.now(payment)).state is State.paid


@on_sqlite
async def test_what_was_published_names_the_payment(paying: Paying, stripe_server: StripeServer):
    payment = await paying.start(Method.stripe)
    await paying.tell(Method.stripe, *signed(stripe_server.pay(payment.provider_id)))
    expected: Change = PaymentPaid(1, payment.id)
    assert expected in paying.published
    assert (await paying.row(payment)).amount == Decimal("95.00")
