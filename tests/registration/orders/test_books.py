"""What the state machine found, one by one: the books are right after it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import update

from netevent.attendees.types.assigning.service import assign
from netevent.attendees.types.service import remove as remove_type
from netevent.core import clock
from netevent.core.database import Database
from netevent.core.database.tables import attendee_types
from netevent.office.attendees import service as office
from netevent.office.attendees.queries import Entry
from netevent.office.payments.cancelling.service import cancel as take_back
from netevent.payments.payment import Method, Problem
from netevent.payments.service import take
from netevent.registration.orders.order import OrderState
from netevent.registration.vouchers import service as vouchers
from netevent.registration.vouchers.voucher import Voucher, VoucherDetails, VoucherKind
from tests.registration.orders.books import read_books
from tests.registration.orders.shop import Shop, open_shop
from tests.registration.orders.test_service import arrives

HALF = VoucherDetails("HALF", VoucherKind.percent, Decimal(50), most_uses=1)


@pytest.fixture
async def shop(database: Database) -> Shop:
    """Of `general` there is one seat."""
    made = await open_shop(database)
    await limit(made, 1)
    return made


async def limit(shop: Shop, capacity: int | None) -> None:
    its = update(attendee_types).where(attendee_types.c.id == shop.general).values(capacity=capacity)
    await shop.database.transact(lambda tx: tx.execute(its))


async def voucher(shop: Shop, **given: Any) -> int:
    [made] = await shop.database.transact(vouchers.add, shop.event_id, replace(HALF, **given))
    return made


async def of(shop: Shop, voucher_id: int) -> Voucher:
    return await shop.database.read(vouchers.find, shop.event_id, voucher_id)


async def right(shop: Shop) -> bool:
    assert (await read_books(shop.database, shop.event_id)).wrong() == []
    return True


def later() -> Any:
    return clock.now() + timedelta(days=30)


async def test_who_has_not_paid_makes_room_in_the_type_too(shop: Shop):
    unpaid = await shop.order("Anna")
    await shop.pay(unpaid, Method.transfer)
    waits = await shop.order("Ben")
    assert await shop.lapse(unpaid, later())
    assert (await shop.now(waits)).state is OrderState.open
    assert await right(shop)


async def test_a_reserved_seat_that_goes_back_makes_room_in_its_type(shop: Shop):
    await voucher(shop, reserved=1)
    held = await shop.order("Anna", voucher="HALF")
    waits = await shop.order("Ben")
    assert await shop.lapse(held, later())
    assert (await shop.now(waits)).state is OrderState.open
    assert await right(shop)


async def test_who_gets_another_type_makes_room_in_the_former_one(shop: Shop):
    paid = await shop.order("Anna")
    await arrives(shop, await shop.pay(paid))
    waits = await shop.order("Ben")
    anna = await shop.attendee("Anna")
    await shop.database.transact(assign, shop.event_id, shop.guest, [anna])
    assert (await shop.now(waits)).state is OrderState.open
    assert await right(shop)


async def test_the_same_in_the_form_of_one_attendee(shop: Shop):
    await arrives(shop, await shop.pay(await shop.order("Anna")))
    waits = await shop.order("Ben")
    anna = await shop.attendee("Anna")
    entry = (await shop.database.read(office.find, shop.event_id, anna)).entry
    to = replace(entry, type_id=shop.guest)
    await shop.database.transact(office.edit, shop.event_id, anna, to, entry.fingerprint)
    assert (await shop.now(waits)).state is OrderState.open


async def test_a_type_that_is_deleted_holds_nobody_up(shop: Shop):
    await arrives(shop, await shop.pay(await shop.order("Anna")))
    waits = await shop.order("Ben")
    await shop.database.transact(remove_type, shop.event_id, shop.general, shop.guest)
    assert (await shop.now(waits)).state is OrderState.open
    assert await right(shop)


async def test_who_was_removed_is_not_registered_again_by_the_money(shop: Shop):
    await limit(shop, None)
    order = await shop.order("Anna", "Ben")
    payment = await shop.pay(order, Method.transfer)
    await shop.database.transact(office.remove, shop.event_id, await shop.attendee("Ben"))
    await shop.database.transact(take, shop.event_id, payment.id, "Olivia")
    assert await shop.people() == [("Anna", "paid")]
    assert await shop.seats_taken() == 1
    assert await right(shop)


async def test_late_money_uses_the_voucher_again(shop: Shop):
    code = await voucher(shop)
    order = await shop.order("Anna", voucher="HALF")
    payment = await shop.pay(order)
    await shop.lapse(order, later())
    assert (await of(shop, code)).uses == 0
    await arrives(shop, payment)
    assert (await shop.now(order)).state is OrderState.settled
    assert (await of(shop, code)).uses == 1
    assert await right(shop)


async def test_late_money_goes_back_where_somebody_else_has_used_the_voucher(shop: Shop):
    await limit(shop, None)
    code = await voucher(shop)
    order = await shop.order("Anna", voucher="HALF")
    payment = await shop.pay(order)
    await shop.lapse(order, later())
    await shop.order("Ben", voucher="HALF")
    assert (await arrives(shop, payment)).problem is Problem.late
    assert (await of(shop, code)).uses == 1
    assert await shop.seats_taken() == 1
    assert await right(shop)


@pytest.mark.parametrize("alone", [True, False], ids=["one person", "the order"])
async def test_what_is_taken_back_gives_its_voucher_back(shop: Shop, alone: bool):
    code = await voucher(shop)
    order = await shop.order("Anna", voucher="HALF")
    await arrives(shop, await shop.pay(order))
    seat = order.seats[0].id if alone else None
    await shop.database.transact(take_back, shop.event_id, order.id, seat, Decimal(0), "Olivia")
    assert (await of(shop, code)).uses == 0
    assert await right(shop)


async def test_several_who_wait_for_nothing_to_pay_are_served_once(shop: Shop):
    """The first of them is on the list by now, so that its seat goes on to the next, within the first."""
    await shop.resize(1)
    await shop.order("Zoe", type_id=shop.guest)
    for name in ("Anna", "Ben", "Cleo"):
        await shop.order(name, type_id=shop.guest)
    await shop.resize(2)
    entry = Entry("Anna", "Tester", "anna@example.org", "", "", "", "", 0, "")
    await shop.database.transact(office.add, shop.event_id, entry, "en")
    await shop.resize(5)
    await shop.database.transact(office.remove, shop.event_id, await shop.attendee("Zoe"))
    assert [name for name, _ in await shop.people()] == ["Anna", "Ben", "Cleo"]
    assert await right(shop)


async def test_a_seat_that_is_reserved_needs_no_other(shop: Shop):
    """Also where the organizer has taken away more seats than were free."""
    await voucher(shop, reserved=1)
    await shop.order("Zoe", type_id=shop.guest)
    await shop.resize(1)
    order = await shop.order("Anna", voucher="HALF")
    assert order.state is OrderState.open
    assert await right(shop)
