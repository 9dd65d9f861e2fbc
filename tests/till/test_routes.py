"""Somebody pays at the desk, and is in."""

from __future__ import annotations

from decimal import Decimal
from uuid import uuid4

import pytest
from quart.typing import TestClientProtocol as Client
from sqlalchemy import select, update

from netevent.core.database.tables import attendee_types, attendees, events, payments
from netevent.identity.accounts import StaffRole
from netevent.payments.payment import Method, TakenAs
from netevent.registration.orders.order import OrderState
from netevent.till.service import NothingDue, take
from tests.checkin.test_gates import work_at
from tests.checkin.test_routes import JSON
from tests.conftest import LogIn
from tests.door import GATE, SIDE_GATE, Door, badge
from tests.registration.orders.shop import Shop, open_shop

Desk = tuple[Client, dict[str, str]]


@pytest.fixture
async def desk(door: Door, log_in_as: LogIn) -> Desk:
    """Marta, who may take money."""
    await work_at(door, role=StaffRole.money)
    return await log_in_as("marta")


async def owes(door: Door, attendee_id: int, amount: str | None = "95.00") -> str:
    due = Decimal(amount) if amount else None
    await door.change_attendee(attendee_id, payment_status="pending", amount_due=due)
    return f"/staff/1/till/{attendee_id}"


async def paid_by(door: Door) -> list[tuple[str, str, str, Decimal]]:
    columns = (payments.c.state, payments.c.taken_as, payments.c.taken_by, payments.c.amount)
    rows = await door.database.read(lambda tx: tx.execute(select(*columns)).all())
    return [(row.state, row.taken_as, row.taken_by, Decimal(row.amount)) for row in rows]


async def is_in(door: Door, attendee_id: int) -> bool:
    statement = select(attendees.c.checked_in).where(attendees.c.id == attendee_id)
    return bool(await door.database.read(lambda tx: tx.execute(statement).scalar_one()))


async def test_a_scan_says_how_much_is_to_be_paid_and_leads_to_the_till(desk: Desk, door: Door):
    client, token = desk
    await owes(door, 3)
    form = {"code": badge(3), "scan_id": str(uuid4())}
    page = await (await client.post("/staff/1/checkin", form=form, headers=token)).get_data(as_text=True)
    assert "Not paid: €95.00" in page
    assert "/staff/1/till/3" in page
    answer = await client.post("/staff/1/checkin", json=form, headers=token | JSON)
    assert (await answer.get_json())["due"] == {"amount": "95.00", "currency": "EUR"}


async def test_the_same_scan_again_says_the_same(desk: Desk, door: Door):
    await owes(door, 3)
    first = await door.scan(badge(3), scan_id="7b6c5c3e-5d0c-4a27-9f53-3c5e3d6d6a10")
    assert await door.scan(badge(3), scan_id="7b6c5c3e-5d0c-4a27-9f53-3c5e3d6d6a10") == first
    assert first.due is not None


async def test_who_pays_is_in(desk: Desk, door: Door):
    client, token = desk
    address = await owes(door, 3)
    assert "€95.00" in await (await client.get(address)).get_data(as_text=True)
    form = {"taken_as": "cash", "amount": "0.01", "gate": "1"}
    answer = await client.post(address, form=form, headers=token)
    assert answer.status_code == 200
    assert 'data-outcome="checked_in"' in await answer.get_data(as_text=True)
    assert await is_in(door, 3)
    assert await paid_by(door) == [("paid", "cash", "Marta Door", Decimal("95.00"))]


async def test_nobody_pays_twice(desk: Desk, door: Door):
    client, token = desk
    address = await owes(door, 3)
    await client.post(address, form={"taken_as": "card"}, headers=token)
    again = await client.post(address, form={"taken_as": "card"}, headers=token)
    assert again.status_code == 422
    assert "nothing to pay" in await again.get_data(as_text=True)
    assert len(await paid_by(door)) == 1


async def test_where_nobody_knows_the_amount_the_desk_writes_it(desk: Desk, door: Door):
    client, token = desk
    address = await owes(door, 3, None)
    for wrong in ("", "0", "-5", "NaN", "1e5000", "10.001", "999999999"):
        answer = await client.post(address, form={"taken_as": "cash", "amount": wrong}, headers=token)
        assert answer.status_code == 422, wrong
    assert await paid_by(door) == []
    answer = await client.post(address, form={"taken_as": "cash", "amount": "12,50"}, headers=token)
    assert answer.status_code == 200
    assert (await paid_by(door))[0][3] == Decimal("12.50")


async def test_a_type_that_costs_something_is_paid_before_one_is_in(desk: Desk, door: Door):
    client, token = desk
    priced = update(attendee_types).where(attendee_types.c.id == 1).values(price=Decimal("50.00"))
    await door.database.transact(lambda tx: tx.execute(priced))
    form = {"name": "Noor Bakker", "type_id": "1", "scan_id": str(uuid4())}
    answer = await client.post("/staff/1/walk-in", form=form, headers=token)
    page = await answer.get_data(as_text=True)
    assert "Not paid: €50.00" in page
    assert "/staff/1/till/" in page


async def test_who_may_not_take_money_is_told_so(door: Door, log_in_as: LogIn):
    await work_at(door, role=StaffRole.walk_ins)
    client, token = await log_in_as("marta")
    address = await owes(door, 3)
    assert (await client.get(address)).status_code == 403
    assert (await client.post(address, form={"taken_as": "cash"}, headers=token)).status_code == 403
    form = {"code": badge(3), "scan_id": str(uuid4())}
    page = await (await client.post("/staff/1/checkin", form=form, headers=token)).get_data(as_text=True)
    assert "till" not in page


async def test_anothers_attendee_is_not_there(desk: Desk, door: Door):
    client, token = desk
    assert (await client.get("/staff/1/till/13")).status_code == 404
    assert (await client.get("/staff/2/till/13")).status_code == 404
    answer = await client.post("/staff/1/till/13", form={"taken_as": "cash"}, headers=token)
    assert answer.status_code == 404


async def test_no_money_is_taken_at_a_gate_that_is_not_ones_own(door: Door, log_in_as: LogIn):
    await work_at(door, SIDE_GATE, role=StaffRole.money)
    client, token = await log_in_as("marta")
    address = await owes(door, 3)
    form = {"taken_as": "cash", "gate": str(GATE)}
    answer = await client.post(address, form=form, headers=token)
    assert answer.status_code == 422
    assert await paid_by(door) == []
    assert not await is_in(door, 3)


async def test_an_order_is_paid_whole(door: Door):
    shop: Shop = await open_shop(door.database)
    order = await shop.order("Anna", "Ben")
    await shop.pay(order, Method.desk)
    anna, ben = await shop.attendee("Anna"), await shop.attendee("Ben")
    await door.database.transact(take, shop.event_id, anna, "Marta", TakenAs.cash, None)
    assert (await shop.now(order)).state is OrderState.settled
    assert await shop.people() == [("Anna", "paid"), ("Ben", "paid")]
    (payment,) = await shop.payments(order)
    assert payment.money.amount == Decimal("190.00")
    with pytest.raises(NothingDue):
        await door.database.transact(take, shop.event_id, ben, "Marta", TakenAs.cash, None)
    held = select(events.c.seats_taken).where(events.c.id == shop.event_id)
    assert await door.database.read(lambda tx: tx.execute(held).scalar_one()) == 2
