"""The benchmark of the directory asks what it says, of a real server: run small, without a clock."""

import random

from benchmarks.directory import KINDS, directory_searches, make_directory, searched_for
from benchmarks.servers import Server, database, netevent_server
from benchmarks.world import make_world


async def test_searches_of_every_kind_are_answered_and_counted():
    async with database("sqlite", "sqlite") as url, netevent_server(url) as server:
        world = await make_world(url, server, people=60)
        try:
            (row,) = await directory_searches("sqlite", world, searches=KINDS, listed=120)
        finally:
            await world.database.close()
    assert row.what == "directory of 120, 10 searches a second"
    assert row.goal == "p95 < 100 ms"
    assert row.reached is not None


async def test_there_are_as_many_kinds_of_searches_as_are_tried_before(sqlite_url: str):
    world = await make_world(sqlite_url, Server(0, 0), people=1)
    try:
        directory = await make_directory(world, listed=30)
    finally:
        await world.database.close()
    assert len(list(searched_for(random.Random(0), directory))) == KINDS
