"""What an event's registration page offers, and what is left of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from netevent.core import clock
from netevent.core.database import Database, Transaction
from netevent.core.database.tables import events
from netevent.core.errors import NotFound
from netevent.registration.offers.offer import Offer, OfferState
from netevent.registration.offers.reading import read_stock, select_offers
from tests.factories import insert_attendee, insert_event, insert_organizer, insert_type
from tests.registration.orders_at_hand import insert_seats

HOUR = timedelta(hours=1)
NOW = clock.now().replace(microsecond=0)


@pytest.fixture
async def event_id(database: Database) -> int:
    return await insert_event(database, await insert_organizer(database), max_attendees=None)


async def offered(database: Database, event_id: int, name: str = "General", **given: Any) -> int:
    return await insert_type(database, event_id, name, **{"is_offered": True} | given)


async def offers(
    database: Database, event_id: int, unlocked: str = "", now: datetime = NOW
) -> dict[str, Offer]:
    found = await database.read(select_offers, event_id, now, unlocked)
    return {one.type.name: one for one in found}


def find_offer(tx: Transaction, event_id: int, type_id: int, unlocked: str = "") -> Offer:
    """As who places an order."""
    return read_stock(tx, event_id).offer(type_id, NOW, unlocked)


def left_of_type(tx: Transaction, event_id: int, type_id: int) -> int | None:
    return read_stock(tx, event_id).left(type_id)


async def test_a_type_that_is_offered_is_on_sale_without_a_limit(database: Database, event_id: int):
    await offered(database, event_id, description="With lunch")
    [one] = (await offers(database, event_id)).values()
    assert (one.state, one.left, one.type.description) == (OfferState.on_sale, None, "With lunch")


async def test_a_type_that_is_not_offered_is_not_there(database: Database, event_id: int):
    hidden = await insert_type(database, event_id)
    assert await offers(database, event_id) == {}
    with pytest.raises(NotFound):
        await database.read(find_offer, event_id, hidden)


async def test_they_stand_in_the_organizers_order(database: Database, event_id: int):
    for name, order in (("Last", 2), ("First", 0), ("Second", 1)):
        await offered(database, event_id, name, sort_order=order)
    assert list(await offers(database, event_id)) == ["First", "Second", "Last"]


@pytest.mark.parametrize(
    ("starts", "ends", "state"),
    [
        (None, None, OfferState.on_sale),
        (NOW, None, OfferState.on_sale),
        (NOW + HOUR, None, OfferState.not_yet),
        (None, NOW + HOUR, OfferState.on_sale),
        (None, NOW, OfferState.no_longer),
        (NOW - 2 * HOUR, NOW - HOUR, OfferState.no_longer),
    ],
)
async def test_a_sale_begins_and_ends_in_the_moment_that_it_names(
    database: Database, event_id: int, starts: datetime | None, ends: datetime | None, state: OfferState
):
    await offered(database, event_id, sale_from=starts, sale_until=ends)
    [one] = (await offers(database, event_id)).values()
    assert one.state is state
    assert one.begins == (starts if state is OfferState.not_yet else None)


async def test_seats_are_those_of_who_comes_and_of_orders_that_are_held(database: Database, event_id: int):
    type_id = await offered(database, event_id, capacity=10)
    await insert_attendee(database, event_id, attendee_type_id=type_id)
    await insert_attendee(database, event_id, attendee_type_id=type_id, attendance_status="not_attending")
    await insert_attendee(database, event_id)
    await insert_seats(database, event_id, type_id, 3)
    for state in ("asked", "given", "ended"):
        await insert_seats(database, event_id, type_id, 2, state)
    await insert_seats(database, event_id, None)
    [one] = (await offers(database, event_id)).values()
    assert (one.state, one.left) == (OfferState.on_sale, 6)
    assert await database.read(left_of_type, event_id, type_id) == 6


async def test_a_type_without_seats_is_sold_out_and_never_below(database: Database, event_id: int):
    type_id = await offered(database, event_id, capacity=2)
    await insert_seats(database, event_id, type_id, 3)
    [one] = (await offers(database, event_id)).values()
    assert (one.state, one.left, one.is_on_sale) == (OfferState.sold_out, 0, False)


async def test_no_type_has_more_seats_than_the_event(database: Database, event_id: int):
    small = await offered(database, event_id, "Small", capacity=1)
    large = await offered(database, event_id, "Large", capacity=50)
    free = await offered(database, event_id, "Free")
    statement = update(events).where(events.c.id == event_id).values(max_attendees=10, seats_taken=7)
    await database.transact(lambda tx: tx.execute(statement))
    assert {name: one.left for name, one in (await offers(database, event_id)).items()} == {
        "Small": 1,
        "Large": 3,
        "Free": 3,
    }
    lefts = [await database.read(left_of_type, event_id, one) for one in (small, large, free)]
    assert lefts == [1, 50, None]


@pytest.mark.parametrize("code", ["Friends & Family", "friends & family", " FRIENDS  &  FAMILY "])
async def test_a_hidden_type_shows_to_who_has_typed_its_code(database: Database, event_id: int, code: str):
    await offered(database, event_id, "For all")
    hidden = await offered(database, event_id, "Hidden", unlock_code="Friends & Family")
    await offered(database, event_id, "Other", unlock_code="Other")
    assert list(await offers(database, event_id, code)) == ["For all", "Hidden"]
    assert (await database.read(find_offer, event_id, hidden, code)).is_on_sale


@pytest.mark.parametrize("code", ["", "-", "friend", "friends & family x"])
async def test_a_wrong_code_shows_nothing_more(database: Database, event_id: int, code: str):
    await offered(database, event_id, "For all")
    hidden = await offered(database, event_id, "Hidden", unlock_code="Friends & Family")
    assert list(await offers(database, event_id, code)) == ["For all"]
    with pytest.raises(NotFound):
        await database.read(find_offer, event_id, hidden, code)


async def test_a_code_shows_nothing_that_is_not_offered(database: Database, event_id: int):
    await insert_type(database, event_id, unlock_code="Friends")
    assert await offers(database, event_id, "Friends") == {}


async def test_another_events_type_is_not_there(database: Database, event_id: int):
    elsewhere = await insert_event(
        database, await insert_organizer(database, email="otto@example.org"), max_attendees=5
    )
    type_id = await offered(database, elsewhere)
    assert await offers(database, event_id) == {}
    for find in (left_of_type, find_offer):
        with pytest.raises(NotFound):
            await database.read(find, event_id, type_id)
