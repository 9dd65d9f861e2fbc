"""A row of the programme is made once for all who see the same in it, and for nobody else."""

from __future__ import annotations

import pytest

from netevent.agenda.programme import rows
from tests.agenda.programme.test_routes import JSON, PAGE, one, text
from tests.breakouts.seats import Room, make_room
from tests.conftest import LogIn
from tests.door import Door


@pytest.fixture
async def room(door: Door) -> Room:
    rows._written.cache_clear()
    return await make_room(door, capacity=3)


def made() -> int:
    return rows._written.cache_info().misses


async def test_who_has_the_same_sees_the_same_row_and_who_has_a_seat_sees_that(room: Room, log_in_as: LogIn):
    anna, token = await log_in_as("guest1")
    ben, _ = await log_in_as("guest2")
    assert "3 seats left" in await text(await anna.get(PAGE))
    assert "3 seats left" in await text(await ben.get(PAGE))
    assert made() == 1
    await anna.post(one(room, "register"), headers=token | JSON)
    hers, his = await text(await anna.get(PAGE)), await text(await ben.get(PAGE))
    assert "2 seats left" in hers
    assert "2 seats left" in his
    assert one(room, "cancel") in hers
    assert one(room, "cancel") not in his
    assert one(room, "register") in his
    assert one(room, "register") not in hers
    assert made() == 3


async def test_another_language_has_rows_of_its_own(room: Room, log_in_as: LogIn):
    client, _ = await log_in_as("guest1")
    assert "3 seats left" in await text(await client.get(PAGE))
    assert "3 plaatsen vrij" in await text(await client.get(f"{PAGE}?lang=nl"))
    assert "3 seats left" in await text(await client.get(PAGE))
    assert made() == 2
