"""The own registration on the own pages: what is paid, what is still to be paid, and the way to the order."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from quart.typing import TestClientProtocol as Client
from sqlalchemy import insert

from netevent.core import clock
from netevent.core.database import inserted_id
from netevent.core.database.tables import order_seats, orders
from netevent.payments.payment import Method, Money
from netevent.payments.service import begin
from tests.conftest import LogIn
from tests.door import Door
from tests.home.personal.test_routes import PAGE, give_link
from tests.registration.orders_at_hand import order_row

ME = "guest1@example.com"
OWN = "/attendee/registration"


async def ordered(door: Door, state: str, buyer: str = ME, price: str = "95.00") -> str:
    """Guest 1 has a seat in it. Returns its reference."""
    total = Decimal(price)
    row = order_row(1, email=buyer, email_key=buyer, state=state, total=total)
    seat = {
        "event_id": 1,
        "attendee_type_id": 1,
        "type_name": "VIP",
        "price": total,
        "state": "given",
        "first_name": "Guest1",
        "last_name": "Guest",
        "email": ME,
        "email_key": ME,
        "answers": "",
        "attendee_id": 1,
    }

    def work(tx: Any) -> None:
        order_id = inserted_id(tx.execute(insert(orders).values(row)))
        tx.execute(insert(order_seats).values(seat | {"order_id": order_id}))
        if state == "placed":
            begin(tx, 1, str(row["reference"]), Method.desk, Money(total, "EUR"))

    await door.database.transact(work)
    await door.change_attendee(1, payment_status="paid" if state == "settled" else "pending")
    return str(row["reference"])


async def text_of(client: Client, path: str) -> str:
    return str(await (await client.get(path)).get_data(as_text=True))


async def test_what_is_to_be_paid_is_said_and_its_buyer_may_open_the_order(door: Door, log_in_as: LogIn):
    reference = await ordered(door, "placed")
    guest, _ = await log_in_as("guest1")
    page = await text_of(guest, "/attendee/dashboard")
    assert "€95.00 is still to be paid." in page
    assert "You pay at the desk on the day." in page
    assert (await guest.get(f"/event/EVENT1/payment?order={reference}")).status_code == 404
    answer = await guest.get(OWN)
    assert answer.status_code == 303
    assert "Pay another way" in await text_of(guest, answer.headers["Location"])


async def test_who_was_registered_by_somebody_else_opens_nothing(door: Door, log_in_as: LogIn):
    reference = await ordered(door, "placed", buyer="bea@example.org")
    guest, _ = await log_in_as("guest1")
    page = await text_of(guest, "/attendee/dashboard")
    assert "Bea Buyer pays for you." in page
    assert OWN not in page
    assert (await guest.get(OWN)).status_code == 404
    assert (await guest.get(f"/event/EVENT1/payment?order={reference}")).status_code == 404


async def test_what_was_paid_is_said(door: Door, log_in_as: LogIn):
    await ordered(door, "settled")
    guest, _ = await log_in_as("guest1")
    page = await text_of(guest, "/attendee/dashboard")
    assert "€95.00" in page
    assert "still to be paid" not in page


async def test_who_does_not_come_is_asked_for_nothing(door: Door, log_in_as: LogIn):
    await ordered(door, "placed")
    await door.change_attendee(1, attendance_status="not_attending")
    guest, _ = await log_in_as("guest1")
    assert "still to be paid" not in await text_of(guest, "/attendee/dashboard")


async def test_who_has_no_order_has_none_to_open(door: Door, log_in_as: LogIn):
    guest, _ = await log_in_as("guest1")
    assert "own-order-title" not in await text_of(guest, "/attendee/dashboard")
    assert (await guest.get(OWN)).status_code == 404


@pytest.mark.parametrize(("price", "ends"), [("95.00", False), ("0.00", True)])
async def test_a_registration_that_costs_something_does_not_end_by_itself(
    client: Client, door: Door, price: str, ends: bool
):
    await give_link(door, unconfirmed_since=clock.now())
    await ordered(door, "settled", price=price)
    page = await text_of(client, PAGE)
    assert ("ends by itself within a day" in page) is ends
    assert ("tell the organizer" in page) is not ends


async def test_the_personal_page_says_what_is_due_and_opens_no_order(client: Client, door: Door):
    await give_link(door)
    await ordered(door, "placed")
    page = await text_of(client, PAGE)
    assert "€95.00 is still to be paid." in page
    assert OWN not in page
