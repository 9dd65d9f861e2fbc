"""Orders with a voucher: its price, its uses and its seats, taken and given back once."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from netevent.core import clock
from netevent.core.database import Database
from netevent.registration.orders.order import OrderState
from netevent.registration.orders.service import cancel
from netevent.registration.vouchers.service import VoucherNotValid, VoucherUsedUp, add, find
from netevent.registration.vouchers.voucher import Voucher, VoucherDetails, VoucherKind
from tests.registration.orders.shop import Shop, open_shop

LATER = timedelta(minutes=16)


@pytest.fixture
async def shop(database: Database) -> Shop:
    return await open_shop(database, capacity=4)


async def voucher(shop: Shop, **given: object) -> int:
    details = VoucherDetails("FRIENDS", VoucherKind.percent, Decimal(50), **given)  # type: ignore[arg-type]  # each test gives what is right
    (made,) = await shop.database.transact(add, shop.event_id, details)
    return made


async def standing(shop: Shop, voucher_id: int) -> Voucher:
    return await shop.database.read(find, shop.event_id, voucher_id)


async def test_a_voucher_lowers_the_price(shop: Shop):
    await voucher(shop)
    order = await shop.order("Anna", "Ben", voucher=" friends ")
    assert [seat.due for seat in order.seats] == [Decimal("47.50")] * 2
    assert (await shop.pay(order)).money.amount == Decimal("95.00")


async def test_all_off_is_free_and_settled_at_once(shop: Shop):
    details = VoucherDetails("ALL", VoucherKind.amount, Decimal("500.00"))
    await shop.database.transact(add, shop.event_id, details)
    order = await shop.order("Anna", voucher="ALL")
    assert order.state is OrderState.settled
    assert await shop.people() == [("Anna", "not_due")]


async def test_a_guess_is_refused_and_nothing_is_held(shop: Shop):
    with pytest.raises(VoucherNotValid):
        await shop.order("Anna", voucher="GUESS")
    assert await shop.seats_taken() == 0


async def test_a_lapsed_order_gives_its_use_back_once(shop: Shop):
    made = await voucher(shop, most_uses=1)
    order = await shop.order("Anna", voucher="FRIENDS")
    assert (await standing(shop, made)).uses == 1
    with pytest.raises(VoucherUsedUp):
        await shop.order("Ben", voucher="FRIENDS")
    await shop.lapse(order, clock.now() + LATER)
    await shop.lapse(order, clock.now() + LATER)
    assert (await standing(shop, made)).uses == 0


async def test_seats_that_it_holds_are_there_when_the_event_is_full(shop: Shop):
    made = await voucher(shop, reserved=1)
    await shop.order("Anna", "Ben", "Cleo")
    assert await shop.seats_taken() == 4
    assert (await shop.order("Dora")).state is OrderState.waiting
    order = await shop.order("Emil", voucher="FRIENDS")
    assert order.state is OrderState.open
    assert (await standing(shop, made)).reserved == 0
    assert await shop.seats_taken() == 4
    await shop.database.transact(cancel, shop.event_id, order.id)
    held = await standing(shop, made)
    assert (held.reserved, held.uses) == (1, 0)
    assert await shop.seats_taken() == 4


async def test_who_waits_holds_none_of_its_seats(database: Database):
    shop = await open_shop(database, capacity=4, needs_approval=True)
    made = await voucher(shop, reserved=2)
    await shop.order("Anna", voucher="FRIENDS")
    held = await standing(shop, made)
    assert (held.reserved, held.uses) == (2, 1)
    assert await shop.seats_taken() == 2
