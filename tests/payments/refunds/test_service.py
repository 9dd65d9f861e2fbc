"""What is given back counts once, whoever gave it and however often it is told."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import insert

from netevent.core import clock
from netevent.core.database import Transaction, inserted_id
from netevent.core.database.tables import refunds
from netevent.payments import queries as payment_queries
from netevent.payments.payment import Method, Payment
from netevent.payments.providers.provider import GivenBack, RefundState
from netevent.payments.refunds import queries, service
from tests.conftest import on_sqlite
from tests.payments.conftest import Paying
from tests.payments.webhooks.test_service import all_at_once
from tests.servers.mollie import MollieServer
from tests.servers.stripe import StripeServer, signed

KEY = "the-refunds-key"
CREATED, PENDING, DONE, FAILED = RefundState


@pytest.fixture
async def paid(paying: Paying, stripe_server: StripeServer) -> Payment:
    payment = await paying.start(Method.stripe)
    await paying.tell(Method.stripe, *signed(stripe_server.pay(payment.provider_id, payment_intent="pi_1")))
    return await paying.now(payment)


async def note(paying: Paying, payment: Payment, state: RefundState, **changed: Any) -> None:
    said: dict[str, Any] = {"provider_id": "re_1", "amount": Decimal("20.00"), "state": state}
    await paying.database.transact(service.note, payment, GivenBack(**said | changed))


async def ask(paying: Paying, payment: Payment) -> None:
    """As who asks for a refund here: the row, counted, before the provider hears of it."""

    def work(tx: Transaction) -> int:
        row = {
            "payment_id": payment.id,
            "amount": Decimal("20.00"),
            "idempotency_key": KEY,
            "made_at": clock.now(),
        }
        assert payment_queries.update_given_back(tx, payment.id, Decimal("20.00"))
        return inserted_id(tx.execute(insert(refunds).values(row)))

    await paying.database.transact(work)


async def given_back(paying: Paying, payment: Payment) -> Decimal:
    return (await paying.now(payment)).given_back


def heard_done(paying: Paying) -> int:
    return paying.heard()["MoneyGivenBack"]


async def test_twenty_reports_of_a_refund_made_there_count_once(paying: Paying, paid: Payment):
    await all_at_once(paying, *(note(paying, paid, DONE) for _ in range(20)))
    assert await given_back(paying, paid) == Decimal("20.00")
    assert await paying.refunds() == [(Decimal("20.00"), "done")]
    assert heard_done(paying) == 1


async def test_without_the_look_at_what_is_there_the_unique_row_refuses(
    paying: Paying, paid: Payment, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(queries, "lock_spoken_of", lambda *given: None)
    await note(paying, paid, DONE)
    with pytest.raises(Exception, match=r"UNIQUE|Duplicate"):
        await note(paying, paid, DONE)


@on_sqlite
@pytest.mark.parametrize(
    ("told", "ends", "counted", "done"),
    [
        ((PENDING, DONE), "done", 20, 1),
        ((DONE, PENDING), "done", 20, 1),
        ((PENDING, FAILED), "failed", 0, 0),
        ((FAILED, PENDING), "failed", 0, 0),
        ((FAILED, DONE), "failed", 0, 0),
        ((PENDING, PENDING), "pending", 20, 0),
        ((DONE, FAILED, FAILED), "failed", 0, 1),
    ],
    ids=str,
)
@pytest.mark.parametrize("is_asked_here", [False, True])
async def test_in_whatever_order_it_is_told_it_goes_forward(
    paying: Paying,
    paid: Payment,
    told: tuple[RefundState, ...],
    ends: str,
    counted: int,
    done: int,
    is_asked_here: bool,
):
    if is_asked_here:
        await ask(paying, paid)
    for state in told:
        await note(paying, paid, state, key=KEY if is_asked_here else "")
    assert await given_back(paying, paid) == counted
    assert await paying.refunds() == [(Decimal("20.00"), ends)]
    assert heard_done(paying) == done


@on_sqlite
async def test_one_that_we_asked_for_is_found_by_our_key_and_then_by_its_number(
    paying: Paying, paid: Payment
):
    await ask(paying, paid)
    await note(paying, paid, PENDING, key=KEY)
    await note(paying, paid, DONE)
    assert await paying.refunds() == [(Decimal("20.00"), "done")]
    assert (await given_back(paying, paid), heard_done(paying)) == (Decimal("20.00"), 1)


@on_sqlite
async def test_several_refunds_add_up(paying: Paying, paid: Payment):
    await note(paying, paid, DONE)
    await note(paying, paid, DONE, provider_id="re_2", amount=Decimal("75.00"))
    assert ((await paying.now(paid)).left, heard_done(paying)) == (Decimal(0), 2)


async def test_a_refund_in_stripes_console_is_noticed(
    paying: Paying, paid: Payment, stripe_server: StripeServer
):
    refund = stripe_server.give_back("pi_1", 3000)
    charge = {"id": "ch_1", "object": "charge", "payment_intent": "pi_1"}
    for kind, about in (("charge.refunded", charge), ("refund.created", refund), ("refund.updated", refund)):
        await paying.tell(Method.stripe, *signed(stripe_server.event(kind, about)))
    assert await paying.refunds() == [(Decimal("30.00"), "done")]
    assert (await given_back(paying, paid), heard_done(paying)) == (Decimal("30.00"), 1)


async def test_a_refund_in_mollies_console_is_noticed(paying: Paying, mollie_server: MollieServer):
    payment = await paying.start(Method.mollie)
    await paying.tell(Method.mollie, {}, mollie_server.become(payment.provider_id, "paid"))
    refund = mollie_server.give_back(payment.provider_id, "30.00", "queued")
    for status in ("queued", "pending", "refunded"):
        refund["status"] = status
        await paying.tell(Method.mollie, {}, f"id={payment.provider_id}".encode())
    assert await paying.refunds() == [(Decimal("30.00"), "done")]
    assert (await given_back(paying, payment), heard_done(paying)) == (Decimal("30.00"), 1)


@on_sqlite
async def test_what_takes_the_place_of_a_refund_that_fails_counts_whichever_is_told_first(
    paying: Paying, paid: Payment
):
    """Both together are more than came: until the first is told to have failed, all of it counts."""
    all_of_it, most = paid.money.amount, Decimal("90.00")
    await note(paying, paid, PENDING, provider_id="re_1", amount=most)
    await note(paying, paid, DONE, provider_id="re_2", amount=Decimal("20.00"))
    assert await given_back(paying, paid) == all_of_it
    await note(paying, paid, FAILED, provider_id="re_1", amount=most)
    assert await given_back(paying, paid) == Decimal("20.00")
