"""A registration is cancelled: whole or one person of it, with the money or without, and once."""

from __future__ import annotations

import asyncio
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import update

from netevent.core.database import Database
from netevent.core.database.budget import patient
from netevent.core.database.tables import attendees, jobs
from netevent.core.errors import NotFound
from netevent.core.mail.outbox import MAIL
from netevent.office.payments.cancelling import service
from netevent.payments.payment import Method, Payment
from netevent.payments.providers.provider import RefundState
from netevent.payments.refunds.asking.service import NotSoMuchLeft
from netevent.registration.orders.order import Order, OrderState, SeatState
from netevent.registration.orders.service import CannotCancel, NotSettled
from tests.conftest import LogIn
from tests.door import Door
from tests.office.payments.selling import sell, text_of
from tests.payments.refunds.asking.paying import arrived, now, states
from tests.registration.orders.shop import Shop, open_shop

NOTHING = Decimal(0)


@pytest.fixture
async def shop(database: Database) -> Shop:
    return await open_shop(database)


async def bought(shop: Shop, *people: str, method: Method = Method.transfer) -> tuple[Order, Payment]:
    order = await shop.order(*people)
    payment = await arrived(shop, await shop.pay(order, method))
    return await shop.now(order), payment


async def cancel(shop: Shop, order: Order, back: Decimal = NOTHING, seat: int | None = None) -> Any:
    return await shop.database.transact(service.cancel, shop.event_id, order.id, seat, back, "Olivia")


async def test_its_people_are_gone_and_their_seats_are_free(shop: Shop):
    order, payment = await bought(shop, "Anna", "Ben")
    await cancel(shop, order)
    cancelled = await shop.now(order)
    assert cancelled.state is OrderState.cancelled
    assert [seat.state for seat in cancelled.seats] == [SeatState.ended, SeatState.ended]
    assert (await shop.people(), await shop.seats_taken()) == ([], 0)
    assert (await shop.news())[-1] == "cancelled"
    assert (await now(shop, payment)).given_back == 0


@pytest.mark.parametrize("back", ["190.00", "0.01"])
async def test_money_goes_back_with_it(shop: Shop, back: str):
    order, payment = await bought(shop, "Anna", "Ben")
    await cancel(shop, order, Decimal(back))
    assert (await now(shop, payment)).given_back == Decimal(back)
    assert await states(shop, payment) == [RefundState.done]


async def test_more_than_is_left_cancels_nothing(shop: Shop):
    order, payment = await bought(shop, "Anna")
    with pytest.raises(NotSoMuchLeft):
        await cancel(shop, order, Decimal("95.01"))
    assert (await shop.now(order)).state is OrderState.settled
    assert (await shop.people(), await states(shop, payment)) == ([("Anna", "paid")], [])


async def test_one_person_can_be_cancelled_alone_and_the_last_ends_the_order(shop: Shop):
    order, payment = await bought(shop, "Anna", "Ben")
    await cancel(shop, order, Decimal("95.00"), order.seats[1].id)
    assert (await shop.now(order)).state is OrderState.settled
    assert (await shop.people(), await shop.seats_taken()) == ([("Anna", "paid")], 1)
    assert (await now(shop, payment)).left == Decimal("95.00")
    await cancel(shop, order, NOTHING, order.seats[0].id)
    assert (await shop.now(order)).state is OrderState.cancelled
    assert (await shop.people(), await shop.seats_taken()) == ([], 0)


async def test_who_is_cancelled_alone_gets_a_mail(shop: Shop, database: Database):
    order, _ = await bought(shop, "Anna", "Ben")
    await cancel(shop, order, NOTHING, order.seats[1].id)
    rows = await database.read(
        lambda tx: tx.execute(jobs.select().where(jobs.c.kind == MAIL.name)).mappings().all()
    )
    assert ["ben@example.org" in row["arguments"] for row in rows] == [True]


async def test_who_is_in_stays(shop: Shop):
    order, _ = await bought(shop, "Anna", "Ben")
    theirs = attendees.c.id == order.seats[0].attendee_id
    await shop.database.transact(
        lambda tx: tx.execute(update(attendees).where(theirs).values(checked_in=True))
    )
    await cancel(shop, order)
    assert (await shop.people(), await shop.seats_taken()) == ([("Anna", "paid")], 1)


async def test_a_place_that_comes_free_goes_to_the_line(database: Database):
    shop = await open_shop(database, capacity=1)
    order, _ = await bought(shop, "Anna")
    waiting = await shop.order("Ben")
    assert waiting.state is OrderState.waiting
    await cancel(shop, order)
    assert (await shop.now(waiting)).state is OrderState.open


async def test_of_twenty_who_cancel_at_once_one_does_and_the_money_goes_back_once(shop: Shop):
    order, payment = await bought(shop, "Anna", "Ben")
    with patient():  # twenty, one after the other, on a busy machine
        said = await asyncio.gather(
            *(cancel(shop, order, Decimal("95.00")) for _ in range(20)), return_exceptions=True
        )
    assert sum(isinstance(one, list) for one in said) == 1
    assert sum(isinstance(one, CannotCancel | NotSettled) for one in said) == 19
    assert (await now(shop, payment)).given_back == Decimal("95.00")
    assert await shop.seats_taken() == 0


async def test_of_twenty_who_cancel_one_person_one_does(shop: Shop):
    order, payment = await bought(shop, "Anna", "Ben")
    seat = order.seats[0].id
    with patient():  # twenty, one after the other, on a busy machine
        said = await asyncio.gather(
            *(cancel(shop, order, Decimal("5.00"), seat) for _ in range(20)), return_exceptions=True
        )
    assert sum(isinstance(one, list) for one in said) == 1
    assert (await now(shop, payment)).given_back == Decimal("5.00")
    assert await shop.seats_taken() == 1


async def test_an_order_that_is_not_paid_yet_is_called_off(shop: Shop):
    order = await shop.order("Anna")
    await shop.pay(order, Method.transfer)
    await cancel(shop, order)
    assert (await shop.now(order)).state is OrderState.cancelled
    assert (await shop.people(), await shop.seats_taken()) == ([], 0)


async def test_another_events_order_and_seat_are_not_there(shop: Shop, database: Database):
    other = await open_shop(database)
    order, _ = await bought(other, "Anna")
    mine, _ = await bought(shop, "Ben")
    with pytest.raises(NotFound):
        await cancel(shop, order)
    with pytest.raises(NotFound):
        await cancel(shop, mine, NOTHING, order.seats[0].id)
    assert (await other.now(order)).state is OrderState.settled


async def test_the_page_asks_and_the_answer_cancels(app: Any, door: Door, log_in_as: LogIn):
    shop = await sell(door.database)
    order, payment = await bought(shop, "Zoe", "Zack")
    client, token = await log_in_as("olga")
    address = f"/organizer/event/1/orders/{order.id}/cancel"
    page = await text_of(client, address)
    assert "All of it: €190.00" in page
    assert "Zack Tester" in page
    part = {"refund": "part", "amount": ""}
    assert (await client.post(address, form=part, headers=token)).status_code == 422
    assert (await client.post(address, form={"refund": "x"}, headers=token)).status_code == 422
    alone = f"{address}?seat={order.seats[1].id}"
    assert "All of it: €95.00" in await text_of(client, alone)
    answer = await client.post(alone, form={"refund": "all", "amount": "190.00"}, headers=token)
    assert answer.status_code == 303
    assert (await now(shop, payment)).given_back == Decimal("95.00")
    answer = await client.post(address, form={"refund": "part", "amount": "10,5"}, headers=token)
    assert answer.status_code == 303
    assert (await now(shop, payment)).given_back == Decimal("105.50")
    assert (await client.post(address, form={"refund": "all"}, headers=token)).status_code == 422
    assert (await client.get("/organizer/event/1/orders/999/cancel")).status_code == 404
    assert (await client.get(f"{address}?seat=999")).status_code == 404
