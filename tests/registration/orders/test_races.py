"""Who is quicker: each race with its twin, in which the guard is off and the race is lost."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, update

from netevent.core import clock
from netevent.core.database import Database, Transaction
from netevent.core.database.budget import patient
from netevent.core.database.tables import attendee_types, events, orders, payments
from netevent.events import seats
from netevent.payments import queries as payment_queries
from netevent.payments import service as payment_service
from netevent.payments.payment import Payment, Problem, State
from netevent.payments.providers.provider import Report
from netevent.payments.queries import select_payment
from netevent.payments.service import apply
from netevent.registration.orders import queries
from netevent.registration.orders.order import Order, OrderState
from netevent.registration.orders.placing import service as placing
from netevent.registration.orders.service import cancel
from tests.registration.orders.shop import Shop, open_shop

CROWD, SEATS = 40, 10
on_mariadb = pytest.mark.parametrize("database_url", ["mariadb"], indirect=True)


@pytest.fixture
async def shop(database: Database) -> Shop:
    """With connections enough for all to run at once."""
    made = await open_shop(database, capacity=SEATS)
    warm = select(func.count())
    await asyncio.gather(*(database.read(lambda tx: tx.execute(warm).scalar()) for _ in range(20)))
    return made


async def race(*runs: Awaitable[Any]) -> list[Any]:
    async def run(one: Awaitable[Any]) -> Any:
        with patient():
            return await one

    return await asyncio.gather(*(run(one) for one in runs), return_exceptions=True)


async def crowd(shop: Shop) -> Counter[OrderState]:
    """All register in the same moment."""
    placed = await race(*(shop.order(f"Guest{number}") for number in range(CROWD)))
    return Counter(one.state for one in placed if isinstance(one, Order))


def paid(payment: Payment) -> Report:
    return Report(f"demo-{payment.id}", State.paid, payment.money, payment.idempotency_key)


async def test_ten_seats_are_held_ten_times_and_the_others_wait(shop: Shop):
    assert await crowd(shop) == {OrderState.open: SEATS, OrderState.waiting: CROWD - SEATS}
    assert await shop.seats_taken() == SEATS


@on_mariadb
async def test_counted_and_then_written_there_would_be_more(shop: Shop, monkeypatch: pytest.MonkeyPatch):
    def count_then_write(tx: Transaction, event_id: int, wanted: int) -> bool:
        its = select(events.c.seats_taken).where(events.c.id == event_id)
        taken = tx.execute(its).scalar_one()
        if taken + wanted > SEATS:
            return False
        tx.execute(update(events).where(events.c.id == event_id).values(seats_taken=taken + wanted))
        return True

    monkeypatch.setattr(seats, "hold_all", count_then_write)
    monkeypatch.setattr(placing, "lock_event", lambda tx, event_id: None)
    assert (await crowd(shop))[OrderState.open] > SEATS


async def limit_type(shop: Shop) -> None:
    its = update(attendee_types).where(attendee_types.c.id == shop.general).values(capacity=SEATS)
    await shop.database.transact(lambda tx: tx.execute(its))
    await shop.resize(500)


async def test_a_type_is_sold_as_often_as_it_has_seats(shop: Shop):
    await limit_type(shop)
    assert (await crowd(shop))[OrderState.open] == SEATS


@on_mariadb
async def test_without_the_events_lock_a_type_would_be_sold_more_often(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
):
    await limit_type(shop)
    monkeypatch.setattr(placing, "lock_event", lambda tx, event_id: None)
    assert (await crowd(shop))[OrderState.open] > SEATS


async def test_twenty_reports_of_one_payment_register_once(shop: Shop):
    order = await shop.order("Anna")
    payment = await shop.pay(order)
    runs = (shop.database.transact(apply, payment.method, paid(payment)) for _ in range(20))
    await race(*runs)
    assert await shop.people() == [("Anna", "paid")]
    assert await shop.seats_taken() == 1
    assert await shop.news() == ["settled"]


@on_mariadb
async def test_without_locks_twenty_reports_would_register_more_than_once(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
):
    order = await shop.order("Anna")
    payment = await shop.pay(order)
    monkeypatch.setattr(payment_service, "lock_event", lambda tx, event_id: None)

    def unlocked(tx: Transaction, *named: Any) -> Payment | None:
        return select_payment(tx, shop.event_id, payment.id)

    monkeypatch.setattr(payment_queries, "lock_spoken_of", unlocked)
    published: list[object] = []
    shop.database.on_change = published.append
    await race(*(shop.database.transact(apply, payment.method, paid(payment)) for _ in range(20)))
    told = [one for one in published if type(one).__name__ == "PaymentPaid"]
    assert len(told) > 1


async def test_of_the_money_and_the_clock_one_counts(shop: Shop):
    """Ten orders are paid in the moment in which they lapse: each is one or the other, and seats agree."""
    placed = [await shop.order(f"Guest{number}") for number in range(SEATS)]
    begun = [await shop.pay(order) for order in placed]
    later = clock.now() + timedelta(minutes=16)
    await race(
        *(shop.database.transact(apply, one.method, paid(one)) for one in begun),
        *(shop.lapse(order, later) for order in placed),
    )
    states = Counter([(await shop.now(order)).state for order in placed])
    assert states == {OrderState.settled: SEATS}, "money that comes after the lapse finds its seat again"
    assert await shop.seats_taken() == SEATS
    assert len(await shop.people()) == SEATS


async def test_of_calling_off_and_paying_one_counts(shop: Shop):
    placed = [await shop.order(f"Guest{number}") for number in range(SEATS)]
    begun = [await shop.pay(order) for order in placed]
    await race(
        *(shop.database.transact(apply, one.method, paid(one)) for one in begun),
        *(shop.database.transact(cancel, shop.event_id, order.id) for order in placed),
    )
    settled = 0
    for order, payment in zip(placed, begun, strict=True):
        state = (await shop.now(order)).state
        found = await shop.database.read(select_payment, shop.event_id, payment.id)
        assert found is not None
        assert found.problem is (Problem.none if state is OrderState.settled else Problem.cancelled)
        settled += state is OrderState.settled
    assert await shop.seats_taken() == settled == len(await shop.people())


async def test_one_address_gets_one_order(shop: Shop):
    placed = await race(*(shop.order("Anna") for _ in range(10)))
    assert sum(isinstance(one, Order) for one in placed) == 1
    assert await shop.count(orders) == 1
    assert await shop.seats_taken() == 1


@on_mariadb
async def test_asked_and_then_written_one_address_would_get_more(shop: Shop, monkeypatch: pytest.MonkeyPatch):
    """Without the lock, and without the key that keeps a second one out."""
    monkeypatch.setattr(placing, "lock_event", lambda tx, event_id: None)
    told = queries._new_seat

    def keyless(*given: Any) -> dict[str, Any]:
        return told(*given) | {"held_key": None}

    monkeypatch.setattr(queries, "_new_seat", keyless)
    placed = await race(*(shop.order("Anna") for _ in range(10)))
    assert sum(isinstance(one, Order) for one in placed) > 1


async def test_two_tabs_that_pay_in_the_same_moment_pay_one_payment(shop: Shop):
    order = await shop.order("Anna")
    begun = await race(*(shop.pay(order) for _ in range(10)))
    assert len({one.id for one in begun}) == 1
    assert await shop.count(payments) == 1
