"""What one attendee may see of another."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import pytest
from sqlalchemy import insert, update

from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.database.tables import attendees, blocks, connections
from netevent.profiles.cards.card import FIELDS, Card, Relationship, Shown
from netevent.profiles.cards.queries import select_card, select_cards
from tests.door import Door

ANNA, BEN, CARA, STRANGER = 1, 2, 3, 13
TOLD = {
    "first_name": "Ben",
    "last_name": "Bakker",
    "organisation": "Rijkswaterstaat",
    "role": "Engineer",
    "introduction": "Bridges",
    "profile_picture": "abc",
    "email": "ben@example.org",
    "phone": "+31 6 1",
    "linkedin": "https://www.linkedin.com/in/ben",
}
PRIVATE = {"email", "phone", "linkedin"}


async def tell(door: Door, **values: Any) -> None:
    await door.change_attendee(BEN, **TOLD | values)


async def connect(door: Door, asked_by: int, status: str, **values: Any) -> None:
    other = BEN if asked_by == ANNA else ANNA
    row = {
        "attendee_id": asked_by,
        "connected_attendee_id": other,
        "low_id": ANNA,
        "high_id": BEN,
        "status": status,
        "asked_at": clock.now(),
        "message": "Hello",
    }
    await door.database.transact(lambda tx: tx.execute(insert(connections).values(**row | values)))


async def seen(door: Door, viewer: int = ANNA, person: int = BEN) -> Card | None:
    return await door.database.read(select_card, viewer_id=viewer, person_id=person)


async def card(door: Door, **people: int) -> Card:
    found = await seen(door, **people)
    assert found is not None
    return found


def told_by(one: Card) -> set[str]:
    values = asdict(one)
    values["name"] = one.name
    return {field for field in FIELDS if values[field]}


async def test_everyone_sees_the_work_and_only_connections_the_contact(door: Door):
    await tell(door)
    assert told_by(await card(door)) == set(FIELDS) - PRIVATE
    await connect(door, ANNA, "accepted")
    assert told_by(await card(door)) == set(FIELDS)


@pytest.mark.parametrize("field", FIELDS)
async def test_what_is_hidden_shows_to_nobody(door: Door, field: str):
    await tell(door, **{f"shows_{field}": "nobody"})
    await connect(door, BEN, "accepted")
    assert told_by(await card(door)) == set(FIELDS) - {field}


@pytest.mark.parametrize("field", FIELDS)
async def test_what_shows_to_connections_does_not_show_to_others(door: Door, field: str):
    await tell(door, **{f"shows_{field}": "connections"})
    assert field not in told_by(await card(door))
    await connect(door, BEN, "accepted")
    assert field in told_by(await card(door))


async def test_who_asks_says_who_it_is(door: Door):
    await tell(door, **{f"shows_{field}": Shown.nobody for field in FIELDS})
    await connect(door, BEN, "pending")
    asking = await card(door)
    assert (asking.relationship, asking.name, asking.message) == (Relationship.asks, "Ben Bakker", "Hello")
    assert told_by(asking) == {"name"}


@pytest.mark.parametrize("status", ["pending", "rejected"])
async def test_who_asked_cannot_tell_declined_from_waiting(door: Door, status: str):
    await tell(door)
    await connect(door, ANNA, status)
    found = await card(door)
    assert (found.relationship, found.message) == (Relationship.asked, "Hello")


async def test_a_request_that_was_withdrawn_or_declined_is_nothing_to_the_one_asked(door: Door):
    await tell(door)
    await connect(door, BEN, "rejected")
    assert (await card(door)).relationship is Relationship.none
    values = {"status": "pending", "withdrawn_at": clock.now()}
    await door.database.transact(lambda tx: tx.execute(update(connections).values(**values)))
    assert (await card(door)).relationship is Relationship.none


@pytest.mark.parametrize(("blocker", "blocked"), [(ANNA, BEN), (BEN, ANNA)])
async def test_across_a_block_neither_sees_the_other(door: Door, blocker: int, blocked: int):
    await connect(door, ANNA, "accepted")
    row = {"blocker_id": blocker, "blocked_id": blocked, "blocked_at": clock.now()}
    await door.database.transact(lambda tx: tx.execute(insert(blocks).values(**row)))
    assert await seen(door, ANNA, BEN) is None
    assert await seen(door, BEN, ANNA) is None
    assert await seen(door, CARA, BEN) is not None


async def test_people_of_another_event_are_not_there(door: Door):
    assert await seen(door, ANNA, STRANGER) is None
    assert await seen(door, STRANGER, ANNA) is None


async def test_several_cards_come_in_the_order_asked_for(door: Door):
    def work(tx: Transaction) -> list[int]:
        return [one.id for one in select_cards(tx, ANNA, [CARA, STRANGER, ANNA, BEN])]

    assert await door.database.read(work) == [CARA, ANNA, BEN]


async def test_the_own_card_shows_everything(door: Door):
    await tell(door, **{f"shows_{field}": Shown.nobody for field in FIELDS})
    assert told_by(await card(door, viewer=BEN)) == set(FIELDS)


def test_every_field_has_its_column():
    assert {f"shows_{field}" for field in FIELDS} <= set(attendees.c.keys())
