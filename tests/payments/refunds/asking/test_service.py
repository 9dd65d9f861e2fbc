"""Money is given back in parts or whole, and never more than came."""

from __future__ import annotations

import asyncio
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import update

from netevent.changes import Change, MoneyGivenBack
from netevent.core.database import Database, Transaction
from netevent.core.database.budget import patient
from netevent.core.database.tables import payments, refunds
from netevent.core.errors import NotFound
from netevent.core.text.amounts import decimals_of
from netevent.payments.payment import Method
from netevent.payments.providers.provider import RefundState
from netevent.payments.refunds.asking import service
from netevent.payments.refunds.asking.service import GivenBackMeanwhile, NoSuchAmount, NotPaid, NotSoMuchLeft
from tests.payments.refunds.asking.paying import Counting, ask_for, give_back, now, paid, refunds_of, states
from tests.registration.orders.shop import Shop, open_shop

AT_ONCE = 20


@pytest.fixture
async def shop(database: Database) -> Shop:
    return await open_shop(database)


async def test_a_part_is_counted_at_once_and_the_rest_is_left(shop: Shop):
    payment = await paid(shop, "Anna")
    await ask_for(shop, payment, "20.00")
    assert (await now(shop, payment)).left == Decimal("75.00")
    await ask_for(shop, payment, "75.00")
    assert (await now(shop, payment)).left == 0
    with pytest.raises(NotSoMuchLeft):
        await ask_for(shop, payment, "0.01")


async def test_parts_of_cents_add_up_to_the_whole(shop: Shop):
    payment = await paid(shop, "Anna")
    for part in ("0.10", "0.20", "31.57", "31.57", "31.56"):
        await ask_for(shop, payment, part)
    assert (await now(shop, payment)).left == 0


@pytest.mark.parametrize("amount", ["0", "-5", "NaN", "Infinity", "-Infinity", "0.001", "12.345", "sNaN"])
async def test_what_is_no_amount_is_refused(shop: Shop, amount: str):
    payment = await paid(shop, "Anna")
    with pytest.raises(NoSuchAmount):
        await ask_for(shop, payment, amount)
    assert await states(shop, payment) == []


@pytest.mark.parametrize("amount", ["95.01", "1e5", "99999999.99", "1e30"])
async def test_more_than_came_is_refused(shop: Shop, amount: str):
    payment = await paid(shop, "Anna")
    with pytest.raises(NotSoMuchLeft):
        await ask_for(shop, payment, amount)
    assert (await now(shop, payment)).left == Decimal("95.00")


def test_a_yen_has_no_decimals():
    assert (decimals_of("JPY"), decimals_of("EUR"), decimals_of("KWD")) == (0, 2, 2)


async def test_what_has_not_arrived_is_not_given_back(shop: Shop):
    payment = await shop.pay(await shop.order("Anna"), Method.transfer)
    with pytest.raises(NotPaid):
        await ask_for(shop, payment, "5")


async def test_of_another_event_nothing_is_given_back(shop: Shop, database: Database):
    payment, other = await paid(shop, "Anna"), await open_shop(database)
    with pytest.raises(NotFound):
        await ask_for(other, payment, "5")


async def test_of_twenty_who_give_back_all_at_once_one_does(shop: Shop):
    payment = await paid(shop, "Anna")
    assert await _all_at_once(shop, payment) == 1
    assert await states(shop, payment) == [RefundState.created]
    assert (await now(shop, payment)).given_back == Decimal("95.00")


async def test_without_the_guard_of_the_amount_all_twenty_do(shop: Shop, monkeypatch: pytest.MonkeyPatch):
    """The twin: so the race is one."""

    def unguarded(tx: Transaction, payment_id: int, amount: Decimal) -> bool:
        counted = update(payments).where(payments.c.id == payment_id)
        tx.execute(counted.values(given_back=payments.c.given_back + amount))
        return True

    monkeypatch.setattr(service, "update_given_back", unguarded)
    payment = await paid(shop, "Anna")
    assert await _all_at_once(shop, payment) == AT_ONCE


async def _all_at_once(shop: Shop, payment: Any) -> int:
    """How many of them were not refused."""
    asked = (ask_for(shop, payment, "95.00") for _ in range(AT_ONCE))
    with patient():  # twenty, one after the other, on a busy machine
        said = await asyncio.gather(*asked, return_exceptions=True)
    assert all(isinstance(one, int | NotSoMuchLeft) for one in said)
    return sum(isinstance(one, int) for one in said)


@pytest.mark.parametrize("method", [Method.transfer, Method.desk])
async def test_what_came_by_hand_goes_back_by_hand_and_is_told_at_once(shop: Shop, method: Method):
    told: list[Change] = []
    shop.database.on_change = told.append
    payment = await paid(shop, "Anna", method=method)
    refund_id = await ask_for(shop, payment, "95.00")
    (refund,) = await refunds_of(shop, payment)
    assert (refund.state, refund.asked_by, refund.reason) == (RefundState.done, "Olivia", "Cannot come")
    assert refund.ended_at is not None
    assert MoneyGivenBack(shop.event_id, payment.id, refund_id) in told
    provider = Counting()
    await give_back(shop.database, provider)
    assert provider.calls == 0


async def test_a_rollback_takes_the_refund_along(shop: Shop):
    payment = await paid(shop, "Anna")

    def fall(tx: Transaction) -> None:
        service.ask(tx, shop.event_id, payment.id, Decimal(5), "", "Olivia")
        raise ValueError

    with pytest.raises(ValueError):
        await shop.database.transact(fall)
    assert (await now(shop, payment)).given_back == 0
    assert await shop.database.read(lambda tx: tx.execute(refunds.select()).all()) == []


async def test_a_part_that_is_sent_twice_is_given_back_once(shop: Shop):
    payment = await paid(shop, "Anna")
    await ask_for(shop, payment, "25.00", seen=payment.given_back)
    with pytest.raises(GivenBackMeanwhile):
        await ask_for(shop, payment, "25.00", seen=payment.given_back)
    assert (await now(shop, payment)).left == Decimal("70.00")
    await ask_for(shop, payment, "25.00", seen=Decimal("25.00"))
