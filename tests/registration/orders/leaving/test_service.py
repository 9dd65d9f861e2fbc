"""Orders that never became anything are nobody's after a month. What becomes of the others: tests/privacy."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update

from netevent.core import clock
from netevent.core.database import Database
from netevent.core.database.tables import orders
from netevent.payments.payment import Method
from netevent.payments.service import take
from netevent.registration.orders.leaving.service import KEPT_FOR, forget_ended
from netevent.registration.orders.order import Order, OrderState
from netevent.registration.orders.service import cancel
from tests.registration.orders.shop import Shop, open_shop

LATER = KEPT_FOR + timedelta(hours=1)


@pytest.fixture
async def shop(database: Database) -> Shop:
    return await open_shop(database, capacity=1)


async def ended(shop: Shop, state: OrderState) -> Order:
    order = await shop.order("Anna")
    await shop.pay(order, Method.transfer)
    if state is OrderState.lapsed:
        assert await shop.lapse(order, clock.now() + timedelta(days=60))
    else:
        await shop.database.transact(cancel, shop.event_id, order.id)
    return await shop.now(order)


async def forget(shop: Shop, after: timedelta) -> None:
    await shop.database.transact(forget_ended, clock.now() + after)


@pytest.mark.parametrize("state", [OrderState.lapsed, OrderState.cancelled])
async def test_what_never_became_anything_is_nobodys_after_a_month(shop: Shop, state: OrderState):
    order = await ended(shop, state)
    await forget(shop, KEPT_FOR - timedelta(hours=1))
    assert await shop.now(order) == order
    await forget(shop, LATER)
    now = await shop.now(order)
    assert (now.state, now.total, now.seats[0].price) == (state, order.total, order.seats[0].price)
    assert (now.buyer.name, now.buyer.email) == ("Deleted attendee", "")
    assert (now.seats[0].person.name, now.seats[0].person.email) == ("Deleted attendee", "")


async def test_what_goes_on_and_what_was_paid_for_is_kept(shop: Shop):
    paid = await ended(shop, OrderState.lapsed)
    seated = await shop.order("Ben")
    (payment,) = await shop.payments(paid)
    await shop.database.transact(take, shop.event_id, payment.id, "Olga", also_lapsed=True)
    waits = await shop.order("Cleo")
    before = [await shop.now(one) for one in (paid, seated, waits)]
    await forget(shop, LATER)
    assert [await shop.now(one) for one in (paid, seated, waits)] == before
    assert [one.state for one in before] == [OrderState.lapsed, OrderState.open, OrderState.waiting]


async def test_money_for_a_forgotten_order_is_to_be_given_back(shop: Shop):
    order = await ended(shop, OrderState.lapsed)
    await forget(shop, LATER)
    (payment,) = await shop.payments(order)
    await shop.database.transact(take, shop.event_id, payment.id, "Olga", also_lapsed=True)
    assert (await shop.payments(order))[0].problem.is_to_refund
    assert await shop.people() == []
    assert {mail.recipient for mail in await shop.mails()}.isdisjoint({""})


async def test_an_order_that_stands_again_is_not_forgotten(shop: Shop):
    """Between looking and writing it was brought back."""
    order = await ended(shop, OrderState.lapsed)
    again = update(orders).where(orders.c.id == order.id).values(state=OrderState.open)
    await shop.database.transact(lambda tx: tx.execute(again))
    await forget(shop, LATER)
    assert (await shop.now(order)).buyer.name == "Anna"
