"""A payment whose webhook is lost is asked about, more and more seldom, until it is over."""

from __future__ import annotations

from datetime import timedelta

from netevent.core import clock
from netevent.payments.checking import queries
from netevent.payments.checking.service import check_due
from netevent.payments.payment import Method, State
from netevent.payments.providers.all import Providers
from tests.conftest import on_sqlite
from tests.payments.conftest import Paying, to_pay
from tests.payments.webhooks.test_service import all_at_once
from tests.servers.mollie import MollieServer
from tests.servers.stripe import StripeServer, signed

MINUTE = timedelta(minutes=1)


async def check(paying: Paying, after: timedelta) -> None:
    await check_due(paying.database, paying.providers, clock.now() + after)


async def test_a_lost_webhook_is_found(paying: Paying, stripe_server: StripeServer):
    payment = await paying.start(Method.stripe)
    stripe_server.pay(payment.provider_id)
    await check(paying, MINUTE)
    assert (await paying.now(payment)).state is State.pending
    await check(paying, 3 * MINUTE)
    assert (await paying.now(payment)).state is State.paid
    assert (await paying.row(payment)).checks_at is None
    assert paying.heard()["PaymentPaid"] == 1


@on_sqlite
async def test_it_is_asked_more_and_more_seldom(paying: Paying, mollie_server: MollieServer):
    payment = await paying.start(Method.mollie)
    start = clock.now()
    asked_at = []
    for minute in range(4 * 60):
        before = len(mollie_server.asked)
        await check_due(paying.database, paying.providers, start + minute * MINUTE)
        asked_at += [minute] * (len(mollie_server.asked) - before)
    # The first is due two minutes after it began, a moment before the start.
    assert asked_at == [2, 7, 17, 37, 77, 137, 197]
    assert (await paying.now(payment)).state is State.pending


async def test_of_several_workers_one_asks(paying: Paying, mollie_server: MollieServer):
    payment = await paying.start(Method.mollie)
    mollie_server.become(payment.provider_id, "paid")
    before = len(mollie_server.asked)
    await all_at_once(paying, *(check(paying, 3 * MINUTE) for _ in range(8)))
    assert len(mollie_server.asked) == before + 1
    assert paying.heard()["PaymentPaid"] == 1


async def test_without_the_condition_each_worker_asks(paying: Paying):
    payment = await paying.start(Method.mollie)
    (due,) = await paying.database.read(queries.select_due, clock.now() + 3 * MINUTE, 10)
    later = clock.now() + 9 * MINUTE
    taken = [await paying.database.transact(queries.update_checked, due, later) for _ in range(2)]
    assert (payment.id, taken) == (due.id, [True, False])
    await paying.due_at(payment, due.checks_at)
    # With the row as it was found, the second one would have it too: the condition alone tells them apart.
    assert await paying.database.transact(queries.update_checked, due, later) is True


@on_sqlite
async def test_after_a_day_what_is_open_has_failed(paying: Paying, mollie_server: MollieServer):
    payment = await paying.start(Method.mollie)
    await paying.due_at(payment, clock.now(), checked=20)
    await check(paying, timedelta(hours=23))
    assert (await paying.now(payment)).state is State.pending
    await check(paying, timedelta(hours=25))
    assert (await paying.now(payment)).state is State.failed
    await paying.tell(Method.mollie, {}, mollie_server.become(payment.provider_id, "paid"))
    assert (await paying.now(payment)).state is State.paid


@on_sqlite
async def test_after_a_day_the_providers_word_counts(paying: Paying, mollie_server: MollieServer):
    payment = await paying.start(Method.mollie)
    mollie_server.become(payment.provider_id, "expired")
    await check(paying, timedelta(hours=25))
    assert (await paying.now(payment)).state is State.lapsed


@on_sqlite
async def test_who_is_down_is_asked_again_however_late(paying: Paying, mollie_server: MollieServer):
    payments = [await paying.start(Method.mollie) for _ in range(3)]
    mollie_server.down = 503
    before = len(mollie_server.asked)
    await check(paying, timedelta(hours=25))
    assert len(mollie_server.asked) == before + 1
    assert {(await paying.now(one)).state for one in payments} == {State.pending}
    mollie_server.down = 0
    for one in payments:
        mollie_server.become(one.provider_id, "paid")
    await check(paying, timedelta(hours=27))
    assert {(await paying.now(one)).state for one in payments} == {State.paid}


@on_sqlite
async def test_one_that_was_never_started_fails_unless_its_webhook_comes(
    paying: Paying, stripe_server: StripeServer
):
    lost, answered = await paying.begin(Method.stripe), await paying.begin(Method.stripe)
    started = await paying[Method.stripe].start(to_pay(answered.idempotency_key))
    await check(paying, 10 * MINUTE)
    assert (await paying.now(lost)).state is State.created
    await check(paying, 40 * MINUTE)
    assert (await paying.now(lost)).state is State.failed
    await paying.tell(Method.stripe, *signed(stripe_server.pay(started.provider_id)))
    assert (await paying.now(answered)).state is State.paid


@on_sqlite
async def test_one_whose_key_is_gone_fails_after_a_day(paying: Paying, stripe_server: StripeServer):
    payment = await paying.start(Method.stripe)
    await check_due(paying.database, Providers(()), clock.now() + 3 * MINUTE)
    assert (await paying.now(payment)).state is State.pending
    await check_due(paying.database, Providers(()), clock.now() + timedelta(hours=25))
    assert (await paying.now(payment)).state is State.failed


@on_sqlite
async def test_a_refund_of_which_no_webhook_told_comes_with_the_status(
    paying: Paying, stripe_server: StripeServer
):
    payment = await paying.start(Method.stripe)
    stripe_server.pay(payment.provider_id, payment_intent="pi_1")
    stripe_server.give_back("pi_1", 500)
    await check(paying, 3 * MINUTE)
    assert [state for _, state in await paying.refunds()] == ["done"]
