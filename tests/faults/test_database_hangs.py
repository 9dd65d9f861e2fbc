"""A database that is there and gives no answer: frozen, a locked row, and all our connections in use."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from uuid import uuid4

import pytest
from websockets.asyncio.client import ClientConnection

from netevent.core.database.tables import attendees
from tests.conftest import StartServer
from tests.door import BADGES, Door, badge
from tests.faults.desks import Reply, desks_at, holds_what_was_acknowledged, rows_of, slowest, statuses, until
from tests.proof import Observe
from tests.servers.mariadb import MariaDB
from tests.visitors import Visitor

PROMISED = 3.0  # seconds until somebody at a desk has an answer
OTHERS = [badge(number) for number in range(3, BADGES + 1)]
POOL, PAGES = 20, 5_000


@pytest.mark.long
@pytest.mark.fault(
    "MariaDB is frozen (SIGSTOP) while 60 scans come",
    "503 with Retry-After within 3 s, /healthz answers; afterwards each scan counts once",
)
async def test_a_frozen_database_is_told_in_time(
    own_mariadb: MariaDB, own_door: Door, start_server: StartServer, observe: Observe
):
    url = own_mariadb.url("netevent")
    desks = await desks_at(start_server(url).base_url)
    assert (await desks.scan(badge(1), str(uuid4()))).status == 200
    scan_id = str(uuid4())
    own_mariadb.signal(signal.SIGSTOP)
    one, health, others = await asyncio.gather(
        desks.scan(badge(2), scan_id), desks.get("/healthz"), desks.scan_all(6 * OTHERS)
    )
    again = await desks.scan(badge(2), scan_id)
    own_mariadb.signal(signal.SIGCONT)
    refused: list[Reply] = [one, again, *others]
    assert all(reply.is_refusal for reply in refused), statuses(refused)
    assert slowest(refused) < PROMISED
    assert health.status == 200
    answer, seconds = await desks.scan_until_answered(badge(2), scan_id)
    assert '"checked_in"' in answer.text
    await desks.scan(badge(2), scan_id)
    assert (await rows_of(url))[scan_id] == 1
    await holds_what_was_acknowledged(desks, url)
    observe(
        f"{len(refused)} times 503, the slowest after {slowest(refused):.1f} s; /healthz after "
        f"{1000 * health.seconds:.0f} ms; answered {seconds:.1f} s after its return"
    )


@contextmanager
def locked(server: MariaDB, attendee_id: int) -> Iterator[None]:
    """Somebody else's connection holds this attendee's row."""
    with server.connect("netevent") as connection, connection.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute(f"SELECT id FROM {attendees.name} WHERE id = %s FOR UPDATE", (attendee_id,))  # noqa: S608  # our own table
        yield
        cursor.execute("ROLLBACK")


@pytest.mark.long
@pytest.mark.fault(
    "another connection locks an attendee's row",
    "this badge 503 within 3 s, other badges go on; afterwards the same scan is one row",
)
async def test_a_locked_row_stops_its_own_badge_only(
    own_mariadb: MariaDB, own_door: Door, start_server: StartServer, observe: Observe
):
    url = own_mariadb.url("netevent")
    desks = await desks_at(start_server(url).base_url)
    scan_id = str(uuid4())
    with locked(own_mariadb, 2):
        blocked = [asyncio.create_task(desks.scan(badge(2), scan_id)) for _ in range(3)]
        others = await desks.scan_all(OTHERS)
        refused = await asyncio.gather(*blocked)
        refused.append(await desks.scan(badge(2), scan_id))
    assert all(reply.is_refusal for reply in refused), statuses(refused)
    assert slowest(refused) < PROMISED
    assert statuses(others) == {200: len(OTHERS)}
    answer, seconds = await desks.scan_until_answered(badge(2), scan_id)
    assert '"checked_in"' in answer.text
    assert (await rows_of(url))[scan_id] == 1
    await holds_what_was_acknowledged(desks, url)
    observe(
        f"503 after {slowest(refused):.1f} s; {len(others)} other badges meanwhile, the slowest after "
        f"{1000 * slowest(others):.0f} ms; answered {seconds:.1f} s after the lock is gone"
    )


@asynccontextmanager
async def open_pages(visitor: Visitor, count: int) -> AsyncIterator[None]:
    """So many live pages of the door, a few of them opening at a time."""
    few = asyncio.Semaphore(40)
    pages: list[ClientConnection] = []

    async def open_one() -> None:
        async with few:
            pages.append(await visitor.connect("/live/door/1", compression=None))

    try:
        await asyncio.gather(*(open_one() for _ in range(count)))
        yield
    finally:
        for page in pages:
            page.transport.abort()


@pytest.mark.long
@pytest.mark.fault(
    "5,000 pages are open and all our connections wait for a locked row",
    "503 within 2 s for who finds no connection; a page holds none",
)
async def test_who_finds_no_connection_is_told_in_time(
    own_mariadb: MariaDB, own_door: Door, start_server: StartServer, observe: Observe
):
    url = own_mariadb.url("netevent")
    desks = await desks_at(start_server(url).base_url)
    async with open_pages(desks.visitor, PAGES):
        used = connections_of(own_mariadb)
        assert used <= POOL
        with locked(own_mariadb, 2):
            waiting = asyncio.gather(*(desks.scan(badge(2), str(uuid4())) for _ in range(POOL)))
            await until(lambda: busy_connections(own_mariadb) == POOL or waiting.done())
            turned_away = await desks.scan_all(2 * OTHERS)
            assert all(reply.is_refusal for reply in await waiting)
        assert all(reply.is_refusal for reply in turned_away), statuses(turned_away)
        assert slowest(turned_away) < 2
        again = await desks.scan_all(OTHERS)
    assert statuses(again) == {200: len(OTHERS)}
    await holds_what_was_acknowledged(desks, url)
    observe(
        f"{used} connections for {PAGES} pages; {len(turned_away)} times 503, the slowest after "
        f"{slowest(turned_away):.1f} s; all 200 once the lock is gone"
    )


def connections_of(server: MariaDB) -> int:
    return ask(server, "SELECT COUNT(*) FROM information_schema.processlist WHERE db = 'netevent'")


def busy_connections(server: MariaDB) -> int:
    """innodb_trx would tell the locks, but it is brought up to date only while nobody looks."""
    return ask(
        server,
        "SELECT COUNT(*) FROM information_schema.processlist WHERE db = 'netevent' AND command = 'Query'",
    )


def ask(server: MariaDB, question: str) -> int:
    with server.connect() as connection, connection.cursor() as cursor:
        cursor.execute(question)
        found = cursor.fetchone()
        assert found is not None
        return int(found[0])
