"""Requests that are cut off at any moment: nobody gets another's row, and no connection is lost."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import suppress
from uuid import uuid4

import pytest
from sqlalchemy import bindparam, insert, literal, select, text
from sqlalchemy.exc import SQLAlchemyError

from netevent.core.database import Database, Transaction
from netevent.core.database.prepared import Prepared
from netevent.core.database.tables import organizers
from tests.conftest import StartServer
from tests.door import BADGES, Door, badge
from tests.factories import organizer_row
from tests.faults.desks import desks_at, holds_what_was_acknowledged, statuses
from tests.faults.test_database_hangs import ask
from tests.proof import Observe
from tests.servers.mariadb import MariaDB

POOL, AT_ONCE = 8, 64
CANCELLED, CUT = 10_000, 1_000
ECHO = Prepared(select(bindparam("number") + literal(0)))
OPEN = (
    "SELECT COUNT(*) FROM information_schema.innodb_trx JOIN information_schema.processlist "
    "ON id = trx_mysql_thread_id WHERE db = 'netevent' AND command = 'Sleep'"
)


@pytest.fixture
async def small(own_mariadb: MariaDB) -> AsyncIterator[Database]:
    """With few connections, so that some of all wait for one when they are cancelled."""
    database = Database(own_mariadb.url("netevent"), pool_size=POOL)
    yield database
    await database.close()


def echo(tx: Transaction, number: int) -> tuple[int, int]:
    """The same number by a prepared statement and by a plain one."""
    prepared = ECHO.scalar(tx.connection, {"number": number})
    return int(prepared), int(tx.execute(text("SELECT :number + 0"), {"number": number}).scalar_one())


def write(tx: Transaction, number: int) -> tuple[int, int]:
    row = organizer_row(email=f"{number}@example.com", name=str(number))
    key = tx.execute(insert(organizers).values(**row)).inserted_primary_key
    assert key is not None
    name = tx.execute(select(organizers.c.name).where(organizers.c.id == key[0])).scalar_one()
    return int(name), number


@pytest.mark.long
@pytest.mark.fault(
    "10,000 units of work are cancelled at random moments",
    "nobody gets another's row; no connection is lost or left in a transaction",
)
async def test_who_is_cancelled_leaves_nothing_behind(
    own_mariadb: MariaDB, small: Database, observe: Observe
):
    few, chance = asyncio.Semaphore(AT_ONCE), random.Random(7)  # moments, not secrets
    outcomes = {"answered": 0, "cancelled": 0, "failed": 0}

    async def one(number: int) -> None:
        unit = small.transact(write, number) if number % 3 == 0 else small.read(echo, number)
        async with few:
            working = asyncio.ensure_future(unit)
            asyncio.get_running_loop().call_later(chance.uniform(0, 0.06), working.cancel)
            try:
                assert await working == (number, number)
                outcomes["answered"] += 1
            except asyncio.CancelledError:
                outcomes["cancelled"] += 1
            except SQLAlchemyError:
                outcomes["failed"] += 1

    await asyncio.gather(*(one(number) for number in range(CANCELLED)))
    together = await asyncio.gather(*(small.read(echo, number) for number in range(10 * POOL)))
    assert together == [(number, number) for number in range(10 * POOL)]
    assert outcomes["cancelled"] > CANCELLED / 10
    assert outcomes["answered"] > CANCELLED / 10
    assert outcomes["failed"] == 0
    assert ask(own_mariadb, OPEN) == 0
    connections = ask(
        own_mariadb, "SELECT COUNT(*) FROM information_schema.processlist WHERE db = 'netevent'"
    )
    assert connections <= POOL
    observe(
        f"{outcomes['cancelled']} cancelled, {outcomes['answered']} answered with their own row; "
        f"{connections} of {POOL} connections, none in a transaction"
    )


@pytest.mark.long
@pytest.mark.fault(
    "1,000 requests whose line is cut at random moments",
    "all connections are there afterwards; what was acknowledged is in the journal once",
)
async def test_who_hangs_up_takes_no_connection_along(
    own_mariadb: MariaDB, own_door: Door, start_server: StartServer, observe: Observe
):
    url = own_mariadb.url("netevent")
    desks = await desks_at(start_server(url).base_url)
    few, chance = asyncio.Semaphore(AT_ONCE), random.Random(7)  # moments, not secrets
    cut = 0

    async def one(number: int) -> None:
        nonlocal cut
        async with few:
            try:
                async with asyncio.timeout(chance.uniform(0, 0.2)):
                    await desks.scan(badge(1 + number % BADGES), str(uuid4()))
            except TimeoutError:
                cut += 1

    await asyncio.gather(*(one(number) for number in range(CUT)))
    with suppress(TimeoutError):
        await desks.scan(badge(1), str(uuid4()))
    answers = await desks.scan_all([badge(2)] * AT_ONCE)
    assert statuses(answers) == {200: AT_ONCE}
    assert cut > CUT / 10
    assert ask(own_mariadb, OPEN) == 0
    await holds_what_was_acknowledged(desks, url)
    observe(f"{cut} cut, {len(desks.acknowledged)} acknowledged and there once; {AT_ONCE} at once all 200")
