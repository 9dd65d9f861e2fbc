"""The organizer's orders: who finds which, who decides on them, and what comes of it."""

from __future__ import annotations

import asyncio
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

import pytest
from quart import Quart
from sqlalchemy import update

from netevent.core.database import Database
from netevent.core.database.tables import events
from netevent.payments.payment import Method
from netevent.payments.service import take
from netevent.registration.orders.order import Order, OrderState
from tests import factories
from tests.door import log_in
from tests.registration.orders.shop import Shop, open_shop


async def opened(app: Quart, database: Database, door: Any, **given: Any) -> Shop:
    """An event of Olga's."""
    shop = await open_shop(database, **given)
    its = update(events).where(events.c.id == shop.event_id).values(organizer_id=1)
    await database.transact(lambda tx: tx.execute(its))
    return shop


@pytest.fixture
async def shop(app: Quart, database: Database, door: Any) -> Shop:
    return await opened(app, database, door)


@pytest.fixture
async def asked(app: Quart, database: Database, door: Any) -> Shop:
    """Where Olga decides on each registration."""
    return await opened(app, database, door, needs_approval=True)


async def olga(app: Quart) -> tuple[Any, dict[str, str]]:
    return await log_in(app, "olga@example.com")


def address(shop: Shop, rest: str = "") -> str:
    return f"/organizer/event/{shop.event_id}/orders{rest}"


async def text_of(client: Any, at: str) -> str:
    answer = await client.get(at)
    assert answer.status_code == 200
    return str(await answer.get_data(as_text=True))


async def decide(app: Quart, shop: Shop, verb: str, *orders: Order) -> str:
    """The page that follows."""
    client, token = await olga(app)
    posted = urlencode([("decide", verb), *(("order", one.id) for one in orders)])
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = await client.post(address(shop, "/decide"), data=posted, headers=token | kind)
    assert answer.status_code == 303
    return await text_of(client, answer.headers["Location"])


async def test_the_list_says_who_wants_what(app: Quart, shop: Shop):
    order = await shop.order("Anna", "Ben")
    client, _ = await olga(app)
    page = await text_of(client, address(shop))
    for said in ("anna@example.org", order.reference, "General × 2", "€190.00", "being paid"):
        assert said in page


async def test_what_waits_for_the_organizer_is_first(app: Quart, asked: Shop):
    await asked.order("Anna")
    await asked.order("Ben")
    first = await asked.order("Cleo")
    await decide(app, asked, "decline", first)
    client, _ = await olga(app)
    page = await text_of(client, address(asked))
    assert page.index("anna@example.org") < page.index("ben@example.org") < page.index("cleo@example.org")


@pytest.mark.parametrize("words", ["ANNA", "ben@example", "Ben Tester", "{reference}"])
async def test_orders_are_found_by_name_address_and_reference(app: Quart, shop: Shop, words: str):
    order = await shop.order("Anna", "Ben")
    await shop.order("Cleo")
    client, _ = await olga(app)
    page = await text_of(client, address(shop, f"?q={words.format(reference=order.reference)}"))
    assert order.reference in page
    assert "cleo@example.org" not in page


async def test_signs_of_a_search_are_no_wildcards(app: Quart, shop: Shop):
    await shop.order("Anna")
    client, _ = await olga(app)
    assert "No orders found" in await text_of(client, address(shop, "?q=%25"))


async def test_a_state_shows_those_that_have_it(app: Quart, shop: Shop):
    await shop.order("Anna")
    await shop.order("Ben", type_id=shop.guest)
    client, _ = await olga(app)
    page = await text_of(client, address(shop, "?state=settled"))
    assert "ben@example.org" in page
    assert "anna@example.org" not in page
    assert "anna@example.org" in await text_of(client, address(shop, "?state=nonsense"))


async def test_several_are_accepted_at_once_and_each_is_told_of(app: Quart, database: Database, door: Any):
    shop = await opened(app, database, door, capacity=1, needs_approval=True)
    orders = [await shop.order(name, type_id=shop.guest) for name in ("Anna", "Ben")]
    page = await decide(app, shop, "accept", *orders)
    assert "1 accepted · 1 put on the waiting list" in page
    assert await shop.people() == [("Anna", "not_due")]
    assert [(await shop.now(one)).state for one in orders] == [OrderState.settled, OrderState.waiting]


async def test_several_are_declined_at_once(app: Quart, asked: Shop):
    orders = [await asked.order(name) for name in ("Anna", "Ben")]
    assert "2 declined" in await decide(app, asked, "decline", *orders)
    assert (await asked.news()).count("declined") == 2


async def test_one_is_accepted_by_its_own_button_whatever_is_ticked(app: Quart, asked: Shop):
    anna, ben = [await asked.order(name) for name in ("Anna", "Ben")]
    await decide(app, asked, f"accept-{anna.id}", ben)
    assert (await asked.now(anna)).state is OrderState.open
    assert (await asked.now(ben)).state is OrderState.requested


async def test_of_two_who_accept_the_same_at_once_each_order_counts_once(app: Quart, asked: Shop):
    orders = [await asked.order(name, type_id=asked.guest) for name in ("Anna", "Ben", "Cleo")]
    pages = await asyncio.gather(*(decide(app, asked, "accept", *orders) for _ in range(3)))
    assert len(await asked.people()) == 3
    assert await asked.seats_taken() == 3
    assert (await asked.news()).count("settled") == 3
    assert any("decided on before" in page for page in pages)


async def test_nothing_ticked_is_said(app: Quart, asked: Shop):
    assert "Tick some orders first." in await decide(app, asked, "accept")


async def test_orders_of_another_event_are_not_decided_on(app: Quart, asked: Shop, database: Database):
    other = await open_shop(database, needs_approval=True)
    foreign = await other.order("Anna")
    assert "1 decided on before" in await decide(app, asked, "accept", foreign)
    assert (await other.now(foreign)).state is OrderState.requested
    client, token = await olga(app)
    for rest in ("", "/seat", "/remove"):
        ask = client.get if not rest else client.post
        answer = await ask(address(asked, f"/{foreign.id}{rest}"), headers=token)
        assert answer.status_code == 404


async def test_who_waits_is_given_a_seat_as_soon_as_there_is_one(app: Quart, database: Database, door: Any):
    shop = await opened(app, database, door, capacity=0)
    await shop.order("Anna", type_id=shop.guest)
    second = await shop.order("Ben", type_id=shop.guest)
    client, token = await olga(app)
    page = await text_of(client, address(shop))
    assert page.index("anna@example.org") < page.index("ben@example.org"), "in the order of the line"
    for seats, said in ((0, "No seat is free for this order."), (1, "The seat is theirs")):
        await shop.resize(seats)
        answer = await client.post(address(shop, f"/{second.id}/seat"), headers=token)
        assert said in await text_of(client, answer.headers["Location"])
    assert await shop.people() == [("Ben", "not_due")]
    assert await shop.seats_taken() == 1


async def test_who_waits_is_taken_off_the_list(app: Quart, database: Database, door: Any):
    shop = await opened(app, database, door, capacity=0)
    order = await shop.order("Anna")
    client, token = await olga(app)
    await client.post(address(shop, f"/{order.id}/remove"), headers=token)
    assert (await shop.now(order)).state is OrderState.cancelled
    answer = await client.post(address(shop, f"/{order.id}/remove"), headers=token)
    assert answer.status_code == 303, "somebody else was faster"


async def test_a_seat_that_is_being_paid_is_not_taken_off(app: Quart, shop: Shop):
    order = await shop.order("Anna")
    client, token = await olga(app)
    await client.post(address(shop, f"/{order.id}/remove"), headers=token)
    assert (await shop.now(order)).state is OrderState.open


async def test_a_viewer_looks_and_decides_nothing(app: Quart, asked: Shop, database: Database):
    order = await asked.order("Anna")
    viewer = await factories.insert_organizer(database, email="vera@example.org")
    await factories.insert_co_organizer(database, asked.event_id, viewer, "viewer")
    client, token = await log_in(app, "vera@example.org")
    assert "anna@example.org" in await text_of(client, address(asked))
    assert "Ticked" not in await text_of(client, address(asked, f"/{order.id}"))
    for rest in ("/decide", f"/{order.id}/seat", f"/{order.id}/remove"):
        answer = await client.post(address(asked, rest), form={"decide": "accept"}, headers=token)
        assert answer.status_code == 403
    assert (await asked.now(order)).state is OrderState.requested


async def test_an_order_tells_its_people_and_its_payments(app: Quart, shop: Shop):
    order = await shop.order("Anna", "Ben")
    payment = await shop.pay(order, Method.transfer)
    await shop.database.transact(take, shop.event_id, payment.id, "Olga")
    client, _ = await olga(app)
    page = await text_of(client, address(shop, f"/{order.id}"))
    anna = await shop.attendee("Anna")
    assert f'href="/organizer/event/{shop.event_id}/attendees/{anna}"' in page
    for said in ("Bank transfer", "€190.00", "Olga", "registered", "ben@example.org"):
        assert said in page
    assert order.total == Decimal("190.00")


async def test_names_are_shown_as_they_were_typed(app: Quart, shop: Shop):
    order = await shop.order("<b>Anna</b>")
    client, _ = await olga(app)
    for at in (address(shop), address(shop, f"/{order.id}")):
        assert "&lt;b&gt;Anna" in await text_of(client, at)
