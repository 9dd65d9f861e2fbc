"""A seat goes to somebody else, and stays counted and paid."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from netevent.core import clock
from netevent.core.database import Database
from netevent.core.database.tables import attendees, events
from netevent.core.errors import NotFound
from netevent.payments.payment import Method
from netevent.registration.orders.handing_over.service import (
    CannotHandOver,
    TooLateToHandOver,
    hand_over,
)
from netevent.registration.orders.order import Order, OrderState
from netevent.registration.orders.refusals import AlreadyAsked
from tests.registration.orders.shop import Shop, open_shop, person


@pytest.fixture
async def shop(database: Database) -> Shop:
    """Its event is tomorrow, and its last seat but one is asked for by somebody."""
    made = await open_shop(database, capacity=1)
    tomorrow = update(events).values(start_time=clock.now() + timedelta(days=1), end_time=None)
    await database.transact(lambda tx: tx.execute(tomorrow))
    return made


async def given(shop: Shop, order: Order, name: str) -> None:
    seat = (await shop.now(order)).seats[0]
    await shop.database.transact(hand_over, shop.event_id, order.id, seat.id, person(name))


async def test_the_seat_stays_taken_and_the_line_gets_none(shop: Shop):
    order = await shop.order("Anna", type_id=shop.guest)
    waits = await shop.order("Cleo", type_id=shop.guest)
    await given(shop, order, "Ben")
    assert await shop.people() == [("Ben", "not_due")]
    assert await shop.seats_taken() == 1
    assert (await shop.now(waits)).state is OrderState.waiting
    assert (await shop.now(order)).seats[0].person.first_name == "Ben"


async def test_both_are_mailed_and_the_buyer_is_not(shop: Shop):
    order = await shop.order("Anna", type_id=shop.guest)
    await shop.mails()
    await given(shop, order, "Ben")
    mails = [(mail.recipient, mail.subject.partition(":")[0]) for mail in await shop.mails()]
    assert mails[-2:] == [
        ("anna@example.org", "Your seat has gone to somebody else"),
        ("ben@example.org", "Anna has registered you"),
    ]


async def test_what_is_still_to_be_paid_goes_along(shop: Shop):
    order = await shop.order("Anna")
    await shop.pay(order, Method.transfer)
    await given(shop, order, "Ben")
    assert await shop.people() == [("Ben", "pending")]


async def test_an_address_that_is_registered_gets_no_second_seat(database: Database):
    shop = await open_shop(database)
    tomorrow = update(events).values(start_time=clock.now() + timedelta(days=1), end_time=None)
    await database.transact(lambda tx: tx.execute(tomorrow))
    order = await shop.order("Anna", type_id=shop.guest)
    await shop.order("Ben", type_id=shop.guest)
    with pytest.raises(AlreadyAsked):
        await given(shop, order, "Ben")
    assert [name for name, _ in await shop.people()] == ["Anna", "Ben"]


@pytest.mark.parametrize("column", ["checked_in", "attendance_status"])
async def test_who_is_in_or_does_not_come_hands_nothing_over(shop: Shop, column: str):
    order = await shop.order("Anna", type_id=shop.guest)
    states: dict[str, dict[str, Any]] = {
        "checked_in": {"checked_in": True, "checked_in_at": clock.now()},
        "attendance_status": {"attendance_status": "not_attending"},
    }
    statement = update(attendees).values(**states[column])
    await shop.database.transact(lambda tx: tx.execute(statement))
    with pytest.raises(CannotHandOver):
        await given(shop, order, "Ben")


async def test_it_ends_when_the_event_begins(shop: Shop):
    order = await shop.order("Anna", type_id=shop.guest)
    begun = update(events).values(start_time=clock.now() - timedelta(minutes=1))
    await shop.database.transact(lambda tx: tx.execute(begun))
    with pytest.raises(TooLateToHandOver):
        await given(shop, order, "Ben")


async def test_another_orders_seat_is_not_there(database: Database):
    shop = await open_shop(database)
    order = await shop.order("Anna", type_id=shop.guest)
    other = await shop.order("Ben", type_id=shop.guest)
    seat = other.seats[0]
    with pytest.raises(NotFound):
        await database.transact(hand_over, shop.event_id, order.id, seat.id, person("Cleo"))
