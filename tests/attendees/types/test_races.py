"""Two organizers change the types in one moment. Each rule has a twin that shows it fail without the lock."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from netevent.attendees import writing
from netevent.attendees.types import queries, service
from netevent.attendees.types.queries import TypeDetails
from netevent.attendees.types.service import TypeExists, TypeInUse
from netevent.core.database import Database, Transaction
from netevent.core.database.tables import attendee_types, attendees
from netevent.core.errors import NotFound
from tests.door import Door

EVENT = 1


async def at_once(door: Door, *acts: Callable[[Transaction], Any]) -> list[Any]:
    return await asyncio.gather(*(door.database.transact(act) for act in acts), return_exceptions=True)


async def two_types(door: Door) -> tuple[int, int]:
    """Both new, and everybody has the first."""

    def make(tx: Transaction) -> tuple[int, int]:
        first, second = (service.add(tx, EVENT, TypeDetails(name)) for name in ("Early", "Late"))
        writing.update_types(tx, EVENT, first, attendees.c.event_id == EVENT)
        return first, second

    return await door.database.transact(make)


async def names(database: Database) -> list[str]:
    statement = select(attendee_types.c.name).where(attendee_types.c.event_id == EVENT)
    return await database.read(lambda tx: list(tx.execute(statement).scalars()))


async def people(database: Database) -> dict[int | None, int]:
    return await database.read(queries.count_people, EVENT)


async def test_of_two_types_that_are_left_to_each_other_one_stays_with_all_the_people(door: Door):
    everybody = sum((await people(door.database)).values())
    first, second = await two_types(door)
    results = await at_once(
        door,
        lambda tx: service.remove(tx, EVENT, first, second),
        lambda tx: service.remove(tx, EVENT, second, first),
    )
    assert [type(one) for one in results if one is not None] == [NotFound]
    left = second if results[0] is None else first
    assert await people(door.database) == {left: everybody}


async def test_a_type_removed_twice_is_removed_once(door: Door):
    first, second = await two_types(door)
    results = await at_once(door, *[lambda tx: service.remove(tx, EVENT, first, second)] * 5)
    assert results.count(None) == 1
    assert {type(one) for one in results if one is not None} == {NotFound}


async def test_nobody_gets_a_type_while_it_is_removed_as_unused(door: Door):
    first, second = await two_types(door)
    results = await at_once(
        door,
        lambda tx: service.remove(tx, EVENT, second, None),
        lambda tx: (
            queries.lock_types(tx, EVENT, second)
            and writing.update_types(tx, EVENT, second, attendees.c.attendee_type_id == first)
        ),
    )
    assert isinstance(results[0], TypeInUse) or second not in await people(door.database)


async def test_of_two_renamed_alike_one_is(door: Door):
    first, second = await two_types(door)
    results = await at_once(
        door,
        *(lambda tx, one=one: service.edit(tx, EVENT, one, TypeDetails("Crew")) for one in (first, second)),
    )
    assert [type(one) for one in results if one is not None] == [TypeExists]
    assert (await names(door.database)).count("Crew") == 1


async def test_types_added_at_once_stay_below_the_limit(door: Door, monkeypatch: pytest.MonkeyPatch):
    before = len(await names(door.database))
    monkeypatch.setattr(service, "MOST_TYPES", before + 3)
    await at_once(
        door, *(lambda tx, n=n: service.add(tx, EVENT, TypeDetails(f"Type {n}")) for n in range(10))
    )
    assert len(await names(door.database)) == before + 3


async def test_to_count_types_without_the_lock_would_let_more_pass(door: Door):
    """The twin: everyone counts before anybody adds."""
    before = len(await names(door.database))
    everyone_has_counted = asyncio.Barrier(8)

    async def add(number: int) -> None:
        count = len(await names(door.database))
        await everyone_has_counted.wait()
        if count < before + 1:
            await door.database.transact(queries.insert_details, EVENT, TypeDetails(f"Type {number}"))

    await asyncio.gather(*map(add, range(8)))
    assert len(await names(door.database)) == before + 8
