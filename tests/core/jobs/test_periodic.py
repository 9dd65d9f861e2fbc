"""What the clock does goes on after a turn that failed."""

from __future__ import annotations

import asyncio

import pytest

from netevent.core.database import Database
from netevent.core.jobs.periodic import PeriodicJob
from netevent.core.site import Limits, Site
from netevent.settings import Settings
from tests.core.jobs.rows import Turns


@pytest.fixture
def site(settings: Settings, database: Database) -> Site:
    return Site(settings, database, Limits(""))


async def test_a_turn_that_fails_is_followed_by_the_next(site: Site):
    turns = Turns(until=3, fault=OSError("the database is away"))
    await kept(PeriodicJob("turns", 0, turns.take), site, turns)
    assert turns.taken == 3


@pytest.mark.parametrize(("at_start", "taken"), [(True, 1), (False, 0)])
async def test_only_what_says_so_is_done_at_the_start(site: Site, at_start: bool, taken: int):
    turns = Turns(until=1)
    task = asyncio.create_task(PeriodicJob("turns", 3600, turns.take, at_start).keep(site))
    for _ in range(3):
        await asyncio.sleep(0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert turns.taken == taken


async def kept(job: PeriodicJob, site: Site, turns: Turns) -> None:
    task = asyncio.create_task(job.keep(site))
    async with asyncio.timeout(60):
        await turns.all_taken.wait()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
