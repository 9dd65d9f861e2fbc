"""Requests and answers at the same moment, and the same races with the guard off: they are real."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from netevent.changes import ConnectionMade
from netevent.connections import queries, service
from netevent.connections.refusals import AlreadyConnected, PersonNotThere, RequestGone, RequestsUsedUp
from netevent.core import clock
from netevent.core.database.budget import patient
from netevent.core.database.tables import attendees, blocks, connections
from netevent.core.errors import Conflict
from netevent.profiles.cards.card import Relationship
from tests import factories
from tests.connections.people import ANNA, BEN, EVENT, People

EACH_WAY = 25
MANY = 12


async def at_once(*races: Coroutine[Any, Any, Any]) -> list[Any]:
    """Each waits for its lock as long as it must: who is too late is a question of its own."""
    with patient():
        return list(await asyncio.gather(*races, return_exceptions=True))


# ---- crossing requests -----------------------------------------------------------------------------------


async def test_crossing_requests_are_one_connection(people: People):
    await people.warmed_up()
    both = ((ANNA, BEN), (BEN, ANNA))
    relationships = await at_once(*(people.request(*pair) for _ in range(EACH_WAY) for pair in both))
    assert [one for one in relationships if not isinstance(one, Relationship)] == []
    assert [row.status for row in await people.rows()] == ["accepted"]
    assert Relationship.connected in relationships


async def test_read_then_insert_would_break_at_crossing_requests(people: People):
    everybody_has_read = asyncio.Barrier(2)

    async def ask(who: int, whom: int) -> None:
        pair = await people.do(queries.select_pair, who, whom)
        await everybody_has_read.wait()
        if pair is None:
            await people.do(queries.insert_request, who, whom, "", "search", clock.now())

    results = await at_once(ask(ANNA, BEN), ask(BEN, ANNA))
    assert len([one for one in results if isinstance(one, IntegrityError)]) == 1
    assert [row.status for row in await people.rows()] == ["pending"]


async def test_two_who_scan_each_other_at_once_are_connected_once(people: People):
    await people.warmed_up()
    both = ((ANNA, BEN), (BEN, ANNA))
    made = await at_once(
        *(people.do(service.connect_scanned, *pair) for _ in range(EACH_WAY) for pair in both)
    )
    assert sorted(made) == [False] * (2 * EACH_WAY - 1) + [True]
    assert [type(one) for one in people.published()].count(ConnectionMade) == 1


# ---- accept and withdraw ---------------------------------------------------------------------------------


async def test_accept_against_withdraw_has_one_outcome(people: People):
    await people.warmed_up()
    for _ in range(MANY):
        asked = await people.asked(ANNA, BEN)
        accepted, withdrawn = await at_once(
            people.do(service.accept, BEN, asked), people.do(service.withdraw, ANNA, asked)
        )
        if accepted is None:
            assert isinstance(withdrawn, AlreadyConnected)
            assert await people.relationship(ANNA, BEN) is Relationship.connected
        else:
            assert (type(accepted), withdrawn) == (RequestGone, None)
            assert await people.relationship(ANNA, BEN) is Relationship.none
        await people.do(service.remove, ANNA, BEN)


async def test_read_then_write_would_let_both_win(people: People):
    asked = await people.asked(ANNA, BEN)
    everybody_has_read = asyncio.Barrier(2)

    async def answer(**values: Any) -> bool:
        pair = await people.do(queries.select_pair_of, asked, BEN)
        await everybody_has_read.wait()
        if pair is None or pair.is_withdrawn or pair.is_connected:
            return False
        await people.do(lambda tx: tx.execute(update(connections).values(**values)))
        return True

    assert await at_once(answer(status="accepted"), answer(withdrawn_at=clock.now())) == [True, True]
    row = await people.row(ANNA, BEN)
    assert (row.status, row.withdrawn_at is None) == ("accepted", False)


async def test_many_accepts_make_one_connection(people: People):
    asked = await people.asked(ANNA, BEN)
    await people.warmed_up()
    people.published()
    assert await at_once(*(people.do(service.accept, BEN, asked) for _ in range(MANY))) == [None] * MANY
    assert [type(one) for one in people.published()].count(ConnectionMade) == 1


async def test_accept_against_decline_leaves_them_connected(people: People):
    """By one person on two pages: the yes counts, whichever was first."""
    asked = await people.asked(ANNA, BEN)
    await people.warmed_up()
    results = await at_once(people.do(service.decline, BEN, asked), people.do(service.accept, BEN, asked))
    assert [one for one in results if one is not None and not isinstance(one, Conflict)] == []
    assert await people.relationship(ANNA, BEN) is Relationship.connected


async def test_a_block_at_the_same_moment_leaves_no_request(people: People):
    await people.warmed_up()
    for _ in range(MANY):
        await at_once(people.request(ANNA, BEN), people.do(service.block, BEN, ANNA))
        assert await people.rows() == []
        await people.do(service.unblock, BEN, ANNA)


async def test_two_blocks_at_once_are_one(people: People):
    await people.warmed_up()
    both = ((ANNA, BEN), (BEN, ANNA))
    results = await at_once(*(people.do(service.block, *pair) for _ in range(MANY) for pair in both))
    assert results.count(None) == 1
    assert {type(one) for one in results if one is not None} == {PersonNotThere}
    assert await people.count(blocks) == 1


async def test_without_the_lock_each_would_block_the_other(people: People):
    both_have_looked = asyncio.Barrier(2)

    async def block(who: int, whom: int) -> None:
        found = await people.do(queries.select_person, who, EVENT, whom)
        await both_have_looked.wait()
        if found:
            await people.do(queries.insert_block, who, whom, clock.now())

    await at_once(block(ANNA, BEN), block(BEN, ANNA))
    assert await people.count(blocks) == 2


# ---- so many a day ---------------------------------------------------------------------------------------


async def crowd(people: People, size: int) -> list[int]:
    return [await factories.insert_attendee(people.door.database, EVENT) for _ in range(size)]


async def made_today(people: People, number: int) -> None:
    await people.door.change_attendee(ANNA, requests_on=clock.now().date(), requests_made=number)


async def test_a_race_makes_no_more_requests_than_the_day_has(people: People):
    others = await crowd(people, MANY)
    await made_today(people, service.REQUESTS_A_DAY - 3)
    await people.warmed_up()
    results = await at_once(*(people.request(ANNA, other) for other in others))
    assert len([one for one in results if one is Relationship.asked]) == 3
    assert len([one for one in results if isinstance(one, RequestsUsedUp)]) == MANY - 3
    assert len(await people.rows()) == 3


async def test_count_then_insert_would_make_more(people: People):
    others = await crowd(people, MANY)
    await made_today(people, service.REQUESTS_A_DAY - 3)
    everybody_has_counted = asyncio.Barrier(MANY)
    count = select(attendees.c.requests_made).where(attendees.c.id == ANNA)

    async def ask(other: int) -> None:
        made = await people.door.database.read(lambda tx: tx.execute(count).scalar_one())
        await everybody_has_counted.wait()
        if made < service.REQUESTS_A_DAY:
            await people.do(queries.insert_request, ANNA, other, "", "search", clock.now())

    await at_once(*(ask(other) for other in others))
    assert len(await people.rows()) == MANY
