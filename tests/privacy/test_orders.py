"""What becomes of an order when one of its people goes, by whatever way.

| who goes, and how                        | seat of the order   | order                        | money                       | seat of the event  |
|------------------------------------------|---------------------|------------------------------|-----------------------------|--------------------|
| deletes the account, or is removed by    | ended, keeps type   | placed: cancelled with the   | placed: asked for less, or  | free, to the line  |
| the organizer (one, or many at once)     | and price, nobody's | last person; else for less;  | not any more; later: to     |                    |
|                                          |                     | free by it: settled          | refund                      |                    |
|                                          |                     | settled: cancelled with the  | settled: stays; what goes   | free, to the line  |
|                                          |                     | last person                  | back, the organizer says    |                    |
| the same, of who is in                   | settled: stays,     | settled: as it is            | settled: stays              | taken: the counts  |
|                                          | nobody's            |                              |                             |                    |
|                                          | placed: ended       | placed: as above             | not asked for any more      | taken: the counts  |
| the same, of the buyer without a seat    | as it is            | placed: keeps the buyer, for | as it is                    | as it is           |
|                                          |                     | the invoice; else nobody's   |                             |                    |
| the removal is taken back                | settled: given      | settled: settled again       | stays                       | taken, if any left |
|                                          | placed: ended       | placed: stays cancelled      | due at the desk, by itself  | taken, if any left |
| waits, asks or pays, with the address    | ended               | as placed; without the last  | as placed                   | free, if held      |
| merged, paid or free                     | the survivor's      | as it is                     | as it is                    | one is free        |
| merged, not paid                         | refused: an order that ends would take the other person along                                            |
| says "not attending", paid or free       | as it is            | as it is                     | as it is                    | free, to the line  |
| says "not attending", not paid           | as it is            | as it is, until it lapses    | not asked for any more;     | free, to the line  |
|                                          |                     | (or they come again)         | later: to refund            |                    |
| never confirmed, free                    | ended               | cancelled with the last      | none                        | free, to the line  |
"""  # noqa: E501 - a table

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import Select, select, update

from netevent.core import clock
from netevent.core.database import Database, Transaction
from netevent.core.database.tables import attendees, order_seats, orders
from netevent.office.calling_off.queries import select_addressees
from netevent.office.doubles.queries import select_merge_ids
from netevent.office.doubles.service import NotPaidYet, Wanted, merge, undo
from netevent.payments.payment import Method, Problem, State
from netevent.payments.providers.provider import Report
from netevent.payments.service import apply, take
from netevent.privacy.deletion.service import delete_account
from netevent.privacy.snapshots.service import restore
from netevent.privacy.snapshots.service import take as snapshot
from netevent.registration.attendance.service import change
from netevent.registration.holding import HOLDS, release_due
from netevent.registration.orders.order import Order, OrderState, SeatState
from netevent.registration.orders.paying.service import pay
from netevent.registration.orders.refusals import NothingToPay
from tests.office.doubles.merging import seen_in
from tests.registration.orders.shop import Shop, open_shop

DUE = Decimal("95.00")


@pytest.fixture
async def shop(database: Database) -> Shop:
    return await open_shop(database, capacity=2)


async def delete(shop: Shop, name: str) -> None:
    await shop.database.transact(delete_account, await shop.attendee(name))


async def placed(shop: Shop, *people: str, **given: Any) -> Order:
    order = await shop.order(*people, **given)
    await shop.pay(order, Method.transfer)
    return await shop.now(order)


async def paid(shop: Shop, *people: str) -> Order:
    order = await placed(shop, *people)
    await take_money(shop, order)
    return await shop.now(order)


async def take_money(shop: Shop, order: Order) -> None:
    (payment, *_) = await shop.payments(order)
    await shop.database.transact(take, shop.event_id, payment.id, "Olga", also_lapsed=True)


async def check_in(shop: Shop, name: str) -> None:
    its = attendees.c.id == await shop.attendee(name)
    now = clock.now()
    statement = update(attendees).where(its).values(checked_in=True, checked_in_at=now)
    await shop.database.transact(lambda tx: tx.execute(statement))


def _rows(tx: Transaction, statement: Select[Any]) -> list[dict[str, Any]]:
    return [dict(row) for row in tx.execute(statement).mappings()]


async def texts_of(shop: Shop) -> str:
    """All that stands in orders and their seats."""
    found = []
    for table in (orders, order_seats):
        statement = select(table)
        found.append(await shop.database.read(_rows, statement))
    return repr(found)


# ---- deleted, or removed


async def test_an_unpaid_order_ends_with_its_only_person(shop: Shop):
    order = await placed(shop, "Anna")
    await delete(shop, "Anna")
    now = await shop.now(order)
    assert (now.state, now.seats[0].state) == (OrderState.cancelled, SeatState.ended)
    assert (now.seats[0].type_name, now.seats[0].price) == (order.seats[0].type_name, DUE)
    assert [one.state for one in await shop.payments(order)] == [State.lapsed]
    assert await shop.seats_taken() == 0
    assert "Anna" not in await texts_of(shop)
    assert "anna@" not in await texts_of(shop)


async def test_money_that_comes_after_it_is_to_be_given_back_and_nobody_gone_is_mailed(shop: Shop):
    order = await placed(shop, "Anna")
    await shop.mails()
    before = len(await shop.mails())
    await delete(shop, "Anna")
    await take_money(shop, order)
    (payment,) = await shop.payments(order)
    assert payment.problem is Problem.cancelled
    assert await shop.people() == []
    told = [mail.recipient for mail in (await shop.mails())[before:]]
    assert [one for one in told if "shop" not in one] == []


async def test_the_line_gets_the_seat(shop: Shop):
    await placed(shop, "Anna", "Ben")
    waits = await shop.order("Cleo", type_id=shop.guest)
    await delete(shop, "Ben")
    assert (await shop.now(waits)).state is OrderState.settled
    assert await shop.seats_taken() == 2


async def test_the_others_of_an_order_pay_for_themselves_alone(shop: Shop):
    order = await placed(shop, "Anna", "Ben")
    await delete(shop, "Ben")
    now = await shop.now(order)
    assert (now.state, now.total, len(now.standing)) == (OrderState.placed, DUE, 1)
    assert [one.money.amount for one in await shop.payments(order)] == [DUE]
    await take_money(shop, order)
    assert (await shop.now(order)).state is OrderState.settled
    assert await shop.people() == [("Anna", "paid")]
    assert await shop.seats_taken() == 1


async def test_who_pays_the_old_amount_at_the_provider_is_noticed(shop: Shop):
    order = await placed(shop, "Anna", "Ben")
    payment = await shop.pay(order)
    await shop.started(payment)
    await delete(shop, "Ben")
    report = Report("demo-1", State.paid, money=payment.money, key=payment.idempotency_key)
    await shop.database.transact(apply, Method.demo, report)
    assert (await shop.now(order)).state is OrderState.settled
    assert (await shop.payments(order))[-1].problem is Problem.amount


async def test_what_costs_nothing_any_more_is_settled(shop: Shop):
    order = await placed(shop, "Anna", "Ben")
    free = update(order_seats).where(order_seats.c.first_name == "Anna").values(discount=DUE)
    await shop.database.transact(lambda tx: tx.execute(free))
    await delete(shop, "Ben")
    assert (await shop.now(order)).state is OrderState.settled
    assert await shop.people() == [("Anna", "not_due")]


async def test_an_event_that_is_cancelled_writes_to_nobody_who_is_gone(shop: Shop):
    await placed(shop, "Anna", "Ben")
    await delete(shop, "Ben")
    told = await shop.database.read(select_addressees, shop.event_id, "anna@example.org")
    assert [one.email for one in told] == ["anna@example.org"]


async def test_a_buyer_stays_for_the_invoice_as_long_as_others_are_to_be_paid_for(shop: Shop):
    order = await placed(shop, "Anna", "Ben")
    await delete(shop, "Anna")
    now = await shop.now(order)
    assert (now.buyer.email, now.seats[0].person.email) == ("anna@example.org", "")
    await delete(shop, "Ben")
    assert (await shop.now(order)).state is OrderState.cancelled


async def test_a_paid_order_is_over_with_its_last_person_and_keeps_its_money(shop: Shop):
    order = await paid(shop, "Anna", "Ben")
    await delete(shop, "Anna")
    now = await shop.now(order)
    assert (now.state, now.total, now.buyer.email) == (OrderState.settled, 2 * DUE, "")
    await delete(shop, "Ben")
    assert (await shop.now(order)).state is OrderState.cancelled
    assert [(one.state, one.problem) for one in await shop.payments(order)] == [(State.paid, Problem.none)]
    assert await shop.seats_taken() == 0
    assert "example.org" not in await texts_of(shop)


@pytest.mark.parametrize("is_paid", [True, False])
async def test_who_is_in_stays_in_the_counts_and_owes_nothing(shop: Shop, is_paid: bool):
    order = await (paid if is_paid else placed)(shop, "Anna")
    await check_in(shop, "Anna")
    await delete(shop, "Anna")
    now = await shop.now(order)
    expected = (OrderState.settled, SeatState.given) if is_paid else (OrderState.cancelled, SeatState.ended)
    assert (now.state, now.seats[0].state) == expected
    assert await shop.people() == [("Deleted", "paid" if is_paid else "not_due")]
    assert await shop.seats_taken() == 1
    assert "anna" not in (await texts_of(shop)).lower()


async def test_a_lapsed_order_is_not_held_again_for_who_is_gone(shop: Shop):
    order = await placed(shop, "Anna", "Ben")
    await delete(shop, "Ben")
    assert await shop.lapse(order, clock.now() + timedelta(days=60))
    await take_money(shop, order)
    now = await shop.now(order)
    assert (now.state, [seat.state for seat in now.seats]) == (
        OrderState.settled,
        [SeatState.given, SeatState.ended],
    )
    assert await shop.seats_taken() == 1


# ---- and brought back


@pytest.mark.parametrize("is_paid", [True, False])
async def test_who_is_brought_back_has_the_seat_that_was_paid(shop: Shop, is_paid: bool):
    order = await (paid if is_paid else placed)(shop, "Anna")
    taken = await shop.database.transact(snapshot, shop.event_id, await shop.attendee("Anna"))
    await delete(shop, "Anna")
    back = await shop.database.transact(restore, taken)
    now = await shop.now(order)
    assert now.buyer.email == "anna@example.org"
    assert await shop.seats_taken() == 1
    assert await shop.people() == [("Anna", "paid" if is_paid else "pending")]
    if is_paid:
        assert now == order
    else:
        assert (now.state, now.seats[0].state) == (OrderState.cancelled, SeatState.ended)
        assert back.left_out == {"order_seats": 1}


# ---- waiting with the same address


async def test_who_waits_by_the_address_of_who_goes_waits_no_more(shop: Shop):
    order = await shop.order("Anna", "Ben", type_id=shop.guest)
    waits = await shop.order("Cleo")
    its = update(attendees).where(attendees.c.first_name == "Ben")
    key = {"email": "cleo@example.org", "email_key": "cleo@example.org"}
    await shop.database.transact(lambda tx: tx.execute(its.values(key)))
    await delete(shop, "Ben")
    assert (await shop.now(waits)).state is OrderState.cancelled
    assert (await shop.now(order)).state is OrderState.settled
    assert await shop.seats_taken() == 1


# ---- merged


async def ids_and_seen(shop: Shop, stays: str, gone: str) -> Wanted:
    one, other = await shop.attendee(stays), await shop.attendee(gone)
    return Wanted(one, other, frozenset(), await shop.database.read(seen_in, one, other))


async def test_merged_the_survivor_has_both_seats_and_the_undo_gives_one_back(shop: Shop):
    first, second = await paid(shop, "Anna"), await paid(shop, "Ann")
    wanted = await ids_and_seen(shop, "Anna", "Ann")
    await shop.database.transact(merge, shop.event_id, wanted)
    assert (await shop.now(second)).seats[0].attendee_id == wanted.stays_id
    assert await shop.seats_taken() == 1
    (job_id,) = await shop.database.read(select_merge_ids, shop.event_id)
    await shop.database.transact(undo, shop.event_id, job_id)
    assert [await shop.now(one) for one in (first, second)] == [first, second]
    assert await shop.seats_taken() == 2


async def test_who_has_not_paid_is_not_merged(shop: Shop):
    await paid(shop, "Anna")
    await placed(shop, "Ann")
    for pair in (("Anna", "Ann"), ("Ann", "Anna")):
        with pytest.raises(NotPaidYet):
            await shop.database.transact(merge, shop.event_id, await ids_and_seen(shop, *pair))


# ---- not attending


async def say(shop: Shop, name: str, is_attending: bool) -> None:
    await shop.database.transact(change, await shop.attendee(name), is_attending)


async def test_who_does_not_come_pays_nothing_and_may_come_again(shop: Shop):
    order = await placed(shop, "Anna")
    await say(shop, "Anna", is_attending=False)
    assert await shop.seats_taken() == 0
    with pytest.raises(NothingToPay):
        await shop.database.transact(pay, shop.event_id, order.id, Method.demo, {Method.demo})
    await say(shop, "Anna", is_attending=True)
    await take_money(shop, order)
    assert await shop.people() == [("Anna", "paid")]
    assert await shop.seats_taken() == 1


async def test_money_for_who_does_not_come_is_to_be_given_back(shop: Shop):
    order = await placed(shop, "Anna")
    await say(shop, "Anna", is_attending=False)
    await take_money(shop, order)
    (payment,) = await shop.payments(order)
    assert payment.problem is Problem.cancelled
    assert (await shop.now(order)).state is OrderState.placed
    assert await shop.seats_taken() == 0


async def test_one_of_two_who_does_not_come_keeps_the_other_one(shop: Shop):
    order = await placed(shop, "Anna", "Ben")
    await say(shop, "Ben", is_attending=False)
    await take_money(shop, order)
    assert (await shop.now(order)).state is OrderState.settled
    assert await shop.seats_taken() == 1


# ---- never confirmed


async def test_a_free_registration_that_nobody_confirmed_leaves_no_order_behind(shop: Shop):
    order = await shop.order("Anna", type_id=shop.guest)
    await shop.database.transact(release_due, clock.now() + HOLDS + timedelta(hours=1))
    assert await shop.people() == []
    assert (await shop.now(order)).state is OrderState.cancelled
    assert await shop.seats_taken() == 0
