"""An order from its placing to its end: seats, money and people stay together."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import cast

import pytest
from sqlalchemy import update

from netevent.attendees.types.assigning.service import assign
from netevent.core import clock
from netevent.core.database import Database, Transaction
from netevent.core.database.tables import attendees, events, orders, payments
from netevent.core.site import Site
from netevent.payments.payment import Method, Money, Payment, Problem, State
from netevent.payments.providers.provider import Report
from netevent.payments.queries import select_payment
from netevent.payments.service import apply, take
from netevent.periodic import lapse_orders
from netevent.privacy.deletion.service import delete_account
from netevent.registration.attendance.service import leave
from netevent.registration.orders.line.service import accept
from netevent.registration.orders.order import OrderState
from netevent.registration.orders.refusals import AddressTwice, AlreadyAsked, NotEnoughLeft, NotOffered
from netevent.registration.orders.service import (
    CannotCancel,
    cancel,
    decline,
    lapse,
    lapse_unconfirmed,
    unconfirmed,
)
from netevent.registration.service import EventFull
from tests.factories import insert_attendee, insert_type
from tests.registration.orders.shop import Shop, open_shop

LATER = timedelta(minutes=16)


@pytest.fixture
async def shop(database: Database) -> Shop:
    return await open_shop(database)


def paid(payment: Payment, **given: object) -> Report:
    return Report("demo-1", State.paid, payment.money, payment.idempotency_key, **given)  # type: ignore[arg-type]  # each test gives what is right


async def arrives(shop: Shop, payment: Payment, report: Report | None = None) -> Payment:
    """The provider says that it is paid."""
    await shop.database.transact(apply, payment.method, report or paid(payment))
    found = await shop.database.read(select_payment, shop.event_id, payment.id)
    assert found is not None
    return found


async def test_a_free_seat_is_somebodys_at_once(shop: Shop):
    order = await shop.order("Anna", type_id=shop.guest)
    assert order.state is OrderState.settled
    assert await shop.people() == [("Anna", "not_due")]
    assert await shop.seats_taken() == 1
    assert await shop.news() == ["settled"]


async def test_a_priced_seat_is_held_and_nobody_is_registered_yet(shop: Shop):
    order = await shop.order("Anna")
    assert order.state is OrderState.open
    assert order.total == Decimal("95.00")
    assert order.expires_at is not None
    assert timedelta(minutes=14) < order.expires_at - clock.now() <= timedelta(minutes=15)
    assert await shop.seats_taken() == 1
    assert await shop.people() == []


async def test_who_pays_is_registered_once_however_often_it_is_reported(shop: Shop):
    order = await shop.order("Anna", "Ben")
    payment = await shop.pay(order)
    assert payment.money == Money(Decimal("190.00"), "EUR")
    for _ in range(3):
        await arrives(shop, payment)
    assert (await shop.now(order)).state is OrderState.settled
    assert await shop.people() == [("Anna", "paid"), ("Ben", "paid")]
    assert await shop.seats_taken() == 2
    assert await shop.news() == ["settled"]


async def test_two_tabs_pay_the_same_payment(shop: Shop):
    order = await shop.order("Anna")
    assert (await shop.pay(order)).id == (await shop.pay(order)).id
    assert await shop.count(payments) == 1


async def test_a_held_seat_goes_back_once_when_its_time_is_over(shop: Shop):
    order = await shop.order("Anna")
    assert not await shop.lapse(order, clock.now())
    assert await shop.lapse(order, clock.now() + LATER)
    assert not await shop.lapse(order, clock.now() + LATER)
    assert await shop.seats_taken() == 0
    assert await shop.news() == ["lapsed"]


async def test_money_after_the_lapse_takes_a_seat_that_is_free(shop: Shop):
    order = await shop.order("Anna")
    payment = await shop.pay(order)
    await shop.lapse(order, clock.now() + LATER)
    assert (await arrives(shop, payment)).problem is Problem.none
    assert await shop.people() == [("Anna", "paid")]
    assert await shop.seats_taken() == 1


async def test_money_after_the_lapse_is_to_be_given_back_where_no_seat_is_left(database: Database):
    shop = await open_shop(database, capacity=1)
    late = await shop.order("Anna")
    payment = await shop.pay(late)
    await shop.lapse(late, clock.now() + LATER)
    await shop.order("Ben", type_id=shop.guest)
    assert (await arrives(shop, payment)).problem is Problem.late
    assert await shop.people() == [("Ben", "not_due")]
    assert await shop.news() == ["lapsed", "settled", "late"]


async def test_the_second_money_for_an_order_is_to_be_given_back(shop: Shop):
    order = await shop.order("Anna")
    by_transfer = await shop.pay(order, Method.transfer)
    online = await shop.pay(order)
    await arrives(shop, online)
    again = Report("other", State.paid, by_transfer.money, by_transfer.idempotency_key)
    await shop.database.transact(apply, Method.transfer, again)
    second = await shop.database.read(select_payment, shop.event_id, by_transfer.id)
    assert second is not None
    assert second.problem is Problem.twice
    assert await shop.people() == [("Anna", "paid")]


async def test_another_amount_settles_nothing(shop: Shop):
    order = await shop.order("Anna")
    payment = await shop.pay(order)
    other = Report("demo-1", State.paid, Money(Decimal("0.95"), "EUR"), payment.idempotency_key)
    assert (await arrives(shop, payment, other)).problem is Problem.amount
    assert (await shop.now(order)).state is OrderState.open
    assert await shop.people() == []


async def test_by_transfer_somebody_is_registered_and_the_money_is_due(shop: Shop):
    order = await shop.order("Anna")
    payment = await shop.pay(order, Method.transfer)
    assert await shop.people() == [("Anna", "pending")]
    await shop.database.transact(take, shop.event_id, payment.id, "Olivia")
    assert await shop.people() == [("Anna", "paid")]
    assert await shop.seats_taken() == 1
    assert await shop.news() == ["placed", "settled"]


async def test_who_does_not_transfer_in_time_is_off_the_list(shop: Shop):
    order = await shop.order("Anna")
    await shop.pay(order, Method.transfer)
    assert not await shop.lapse(order, clock.now() + timedelta(days=6))
    assert await shop.lapse(order, clock.now() + timedelta(days=8))
    assert await shop.people() == []
    assert await shop.seats_taken() == 0


async def test_at_the_desk_one_pays_whenever_one_comes(shop: Shop):
    order = await shop.order("Anna")
    await shop.pay(order, Method.desk)
    assert (await shop.now(order)).expires_at is None
    assert not await shop.lapse(order, clock.now() + timedelta(days=300))


async def test_what_nobody_confirms_and_nobody_pays_holds_no_seat_for_more_than_a_day(shop: Shop):
    """Somebody else has opened the mail meanwhile, and a third one is in."""
    for name in ("Anna", "Ben", "Cleo"):
        await shop.pay(await shop.order(name), Method.desk)
    known = update(attendees).where(attendees.c.first_name == "Ben").values(unconfirmed_since=None)
    entered = update(attendees).where(attendees.c.first_name == "Cleo").values(checked_in=True)
    await shop.database.transact(lambda tx: (tx.execute(known), tx.execute(entered)))
    early, late = clock.now() + timedelta(hours=23), clock.now() + timedelta(hours=25)
    assert await shop.database.read(unconfirmed, early) == []
    ((event_id, order_id),) = await shop.database.read(unconfirmed, late)
    assert await shop.database.transact(lapse_unconfirmed, event_id, order_id, late)
    assert not await shop.database.transact(lapse_unconfirmed, event_id, order_id, late)
    assert [name for name, _ in await shop.people()] == ["Ben", "Cleo"]
    assert await shop.seats_taken() == 2
    assert (await shop.news())[-1] == "unconfirmed"


async def test_an_order_is_called_off_until_it_is_settled(shop: Shop):
    order = await shop.order("Anna")
    await shop.database.transact(cancel, shop.event_id, order.id)
    assert await shop.seats_taken() == 0
    settled = await shop.order("Ben", type_id=shop.guest)
    with pytest.raises(CannotCancel):
        await shop.database.transact(cancel, shop.event_id, settled.id)


async def test_an_address_has_one_order_at_a_time(shop: Shop):
    order = await shop.order("Anna")
    with pytest.raises(AlreadyAsked):
        await shop.order("Anna", type_id=shop.guest)
    await shop.lapse(order, clock.now() + LATER)
    assert (await shop.order("Anna")).state is OrderState.open


async def test_each_person_has_an_own_address(shop: Shop):
    with pytest.raises(AddressTwice):
        await shop.order("Anna", "Anna")


async def test_a_type_that_is_not_offered_is_not_sold(shop: Shop):
    hidden = await insert_type(shop.database, shop.event_id, "Speaker")
    for type_id in (hidden, 999_999):
        with pytest.raises(NotOffered):
            await shop.order("Anna", type_id=type_id)


async def test_a_freed_seat_goes_to_the_first_in_line(database: Database):
    shop = await open_shop(database, capacity=1)
    held = await shop.order("Anna")
    first = await shop.order("Ben")
    second = await shop.order("Cleo", type_id=shop.guest)
    assert (first.state, second.state) == (OrderState.waiting, OrderState.waiting)
    await shop.database.transact(cancel, shop.event_id, held.id)
    offered = await shop.now(first)
    assert (offered.state, offered.is_offer) == (OrderState.open, True)
    assert offered.expires_at is not None
    assert offered.expires_at - clock.now() > timedelta(hours=23)
    await shop.lapse(first, clock.now() + timedelta(hours=25))
    assert (await shop.now(second)).state is OrderState.settled
    assert await shop.people() == [("Cleo", "not_due")]
    assert await shop.seats_taken() == 1


async def test_who_does_not_come_frees_a_seat_for_the_line(database: Database):
    shop = await open_shop(database, capacity=1)
    await shop.order("Anna", type_id=shop.guest)
    waits = await shop.order("Ben", type_id=shop.guest)
    anna = await shop.attendee("Anna")
    await shop.database.transact(leave, shop.event_id, anna)
    assert (await shop.now(waits)).state is OrderState.settled
    assert await shop.seats_taken() == 1


async def test_several_do_not_wait_together(database: Database):
    shop = await open_shop(database, capacity=1)
    with pytest.raises(NotEnoughLeft):
        await shop.order("Anna", "Ben")
    assert await shop.seats_taken() == 0
    assert await shop.count(orders) == 0


async def test_without_a_line_who_is_late_is_told(database: Database):
    shop = await open_shop(database, capacity=0, has_waiting_list=False)
    with pytest.raises(EventFull):
        await shop.order("Anna")


async def test_who_needs_a_word_pays_after_it(database: Database):
    shop = await open_shop(database, needs_approval=True)
    order = await shop.order("Anna")
    other = await shop.order("Ben")
    assert order.state is OrderState.requested
    assert await shop.seats_taken() == 0
    accepted = await shop.database.transact(accept, shop.event_id, order.id)
    assert accepted.state is OrderState.open
    await shop.database.transact(decline, shop.event_id, other.id)
    assert await shop.seats_taken() == 1
    assert await shop.news() == ["requested", "requested", "approved", "declined"]


async def test_who_was_removed_before_the_money_came_is_not_registered_again(database: Database):
    shop = await open_shop(database, capacity=2)
    order = await shop.order("Anna", "Ben")
    payment = await shop.pay(order, Method.transfer)
    await shop.database.transact(delete_account, await shop.attendee("Ben"))
    await shop.order("Cleo", type_id=shop.guest)
    await shop.database.transact(take, shop.event_id, payment.id, "Olivia")
    assert await shop.people() == [("Anna", "paid"), ("Cleo", "not_due")]
    assert await shop.seats_taken() == 2


@pytest.mark.parametrize(
    ("column", "problem"), [("cancelled_at", Problem.cancelled), ("archived_at", Problem.late)]
)
async def test_money_after_the_lapse_buys_no_seat_of_an_event_that_is_called_off(
    shop: Shop, column: str, problem: Problem
):
    order = await shop.order("Anna")
    payment = await shop.pay(order)
    await shop.lapse(order, clock.now() + LATER)
    ended = update(events).where(events.c.id == shop.event_id).values({column: clock.now()})
    await shop.database.transact(lambda tx: tx.execute(ended))
    assert (await arrives(shop, payment)).problem is problem
    assert await shop.people() == []
    assert await shop.seats_taken() == 0


async def test_a_seat_of_a_type_that_was_not_paid_goes_to_who_waits_for_that_type(database: Database):
    shop = await open_shop(database, capacity=None)
    few = await insert_type(database, shop.event_id, "Few", price=Decimal(50), is_offered=True, capacity=1)
    order = await shop.order("Anna", type_id=few)
    await shop.pay(order, Method.transfer)
    waits = await shop.order("Ben", type_id=few)
    assert waits.state is OrderState.waiting
    await shop.lapse(order, clock.now() + timedelta(days=8))
    assert (await shop.now(waits)).state is OrderState.open


async def test_who_gets_another_type_frees_a_seat_of_the_former_one(database: Database):
    shop = await open_shop(database, capacity=None)
    few = await insert_type(database, shop.event_id, "Few", is_offered=True, capacity=1)
    await shop.order("Anna", type_id=few)
    waits = await shop.order("Ben", type_id=few)
    assert waits.state is OrderState.waiting
    anna = await shop.attendee("Anna")
    await shop.database.transact(assign, shop.event_id, shop.guest, [anna])
    assert (await shop.now(waits)).state is OrderState.settled


async def test_who_came_onto_the_list_by_another_way_does_not_go_with_an_order(shop: Shop):
    order = await shop.order("Anna")
    await insert_attendee(shop.database, shop.event_id, first_name="Anna", email="anna@example.org")
    with pytest.raises(AlreadyAsked):
        await shop.pay(order, Method.transfer)
    assert await shop.lapse(order, clock.now() + LATER)
    assert [name for name, _ in await shop.people()] == ["Anna"]


async def test_an_order_that_cannot_lapse_holds_up_no_other(shop: Shop, monkeypatch: pytest.MonkeyPatch):
    broken, other = await shop.order("Anna"), await shop.order("Ben")
    await shop.database.transact(overdue)

    def lapse_but(tx: Transaction, event_id: int, order_id: int, now: datetime) -> bool:
        assert order_id != broken.id
        return lapse(tx, event_id, order_id, now)

    monkeypatch.setattr("netevent.periodic.lapse", lapse_but)
    await lapse_orders(cast(Site, SimpleNamespace(database=shop.database)))
    assert [(await shop.now(one)).state for one in (broken, other)] == [OrderState.open, OrderState.lapsed]


def overdue(tx: Transaction) -> None:
    tx.execute(update(orders).values(expires_at=clock.now().replace(microsecond=0) - LATER))
