"""A database that refuses or goes: read-only, its connections taken by others, killed while desks scan."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import cycle
from time import monotonic
from uuid import uuid4

import pymysql
import pytest

from tests.conftest import StartServer
from tests.door import BADGES, Door, badge
from tests.faults.desks import (
    Desks,
    Reply,
    desks_at,
    holds_what_was_acknowledged,
    rows_of,
    slowest,
    statuses,
    until,
)
from tests.proof import Observe
from tests.servers.mariadb import MariaDB

PROMISED = 3.0  # seconds until somebody at a desk has an answer
TOO_MANY_CONNECTIONS = 1040


@contextmanager
def read_only(server: MariaDB) -> Iterator[None]:
    server.execute("SET GLOBAL read_only = 1")
    try:
        yield
    finally:
        server.execute("SET GLOBAL read_only = 0")


@pytest.mark.fault(
    "MariaDB is read-only (SET GLOBAL read_only = 1)",
    "scans 503 with Retry-After, pages are shown, healthy afterwards without a restart",
)
async def test_a_database_that_may_only_be_read_is_read(
    own_mariadb: MariaDB, own_door: Door, start_server: StartServer, observe: Observe
):
    url = own_mariadb.limited_url("netevent")
    desks = await desks_at(start_server(url).base_url)
    scan_id = str(uuid4())
    with read_only(own_mariadb):
        refused = await desks.scan(badge(2), scan_id)
        pages = [await desks.get(path) for path in ("/staff/1/dashboard", "/accounts", "/readyz")]
    assert refused.is_refusal, refused.text
    assert [page.status for page in pages] == [200, 200, 200]
    answer = await desks.scan(badge(2), scan_id)
    assert (answer.status, (await rows_of(url))[scan_id]) == (200, 1)
    observe(f"503 after {1000 * refused.seconds:.0f} ms, {len(pages)} pages shown; 200 at once afterwards")


@contextmanager
def no_connection_left(server: MariaDB) -> Iterator[int]:
    """Others take all connections that the server gives, ours too."""
    with ExitStack() as stack:
        server.execute("SET GLOBAL max_connections = 30")
        stack.callback(server.execute, "SET GLOBAL max_connections = 500")
        cursor = stack.enter_context(stack.enter_context(server.connect()).cursor())
        cursor.execute("KILL HARD CONNECTION USER limited")
        while cursor.execute("SELECT 1 FROM information_schema.processlist WHERE user = 'limited'"):
            pass  # each look lets them end
        yield sum(1 for _ in iter(lambda: took_connection(server, stack), False))


def took_connection(server: MariaDB, stack: ExitStack) -> bool:
    try:
        stack.enter_context(server.connect("netevent", "limited"))
    except pymysql.err.OperationalError as error:
        if error.args[0] != TOO_MANY_CONNECTIONS:
            raise
        return False
    return True


@pytest.mark.fault(
    "others use all of MariaDB's max_connections",
    "503 with Retry-After within 3 s, healthy once they go",
)
async def test_a_database_without_connections_is_told(
    own_mariadb: MariaDB, own_door: Door, start_server: StartServer, observe: Observe
):
    url = own_mariadb.limited_url("netevent")
    desks = await desks_at(start_server(url).base_url)
    scan_id = str(uuid4())
    with no_connection_left(own_mariadb) as others:
        refused = [await desks.scan(badge(2), scan_id)]
        refused += await desks.scan_all([badge(3)] * 30)
    assert all(reply.is_refusal for reply in refused), statuses(refused)
    answer, seconds = await desks.scan_until_answered(badge(2), scan_id)
    assert '"checked_in"' in answer.text
    assert (await rows_of(url))[scan_id] == 1
    observe(
        f"{others} connections of others: 503, the slowest of {len(refused)} after {slowest(refused):.1f} s; "
        f"200 {seconds:.1f} s after they went"
    )


@pytest.mark.long
@pytest.mark.fault(
    "kill -9 of MariaDB while four desks scan, and its restart",
    "503 with Retry-After within 2 s, healthy within 5 s of its return, nothing acknowledged is lost",
)
async def test_scans_go_on_after_kill_9_of_the_database(
    own_mariadb: MariaDB, own_door: Door, start_server: StartServer, observe: Observe
):
    url = own_mariadb.url("netevent")
    desks = await desks_at(start_server(url).base_url)
    stream = [asyncio.create_task(scan_on_and_on(desks)) for _ in range(4)]
    await until(lambda: len(desks.acknowledged) >= 60)
    own_mariadb.kill()
    before = len(desks.acknowledged)
    await asyncio.to_thread(own_mariadb.start)
    back = monotonic()
    await until(lambda: len(desks.acknowledged) >= before + 4)
    healthy = monotonic() - back
    await until(lambda: len(desks.acknowledged) >= before + 60)
    for task in stream:
        task.cancel()
    refused = [reply for task in stream for reply in (await task)]
    assert refused
    assert all(reply.is_refusal for reply in refused), statuses(refused)
    assert slowest(refused) < 2
    assert healthy < 5
    await holds_what_was_acknowledged(desks, url)
    observe(
        f"{len(refused)} times 503, the slowest after {slowest(refused):.1f} s; healthy {healthy:.1f} s "
        f"after its return; all {len(desks.acknowledged)} acknowledged are there once"
    )


@pytest.mark.fault(
    "MariaDB is restarted while nobody scans",
    "the first scan of each of 20 desks is let in: no dead connection is left",
)
async def test_a_restart_in_between_is_not_noticed(
    own_mariadb: MariaDB, own_door: Door, start_server: StartServer, observe: Observe
):
    url = own_mariadb.url("netevent")
    desks = await desks_at(start_server(url).base_url)
    await desks.scan_all([badge(1)] * 60)
    own_mariadb.kill()
    await asyncio.to_thread(own_mariadb.start)
    answers = [await desks.scan(badge(2), str(uuid4())), *await desks.scan_all([badge(2)] * 20)]
    assert statuses(answers) == {200: len(answers)}
    observe(f"{len(answers)} times 200, the slowest after {1000 * slowest(answers):.0f} ms")


async def scan_on_and_on(desks: Desks) -> list[Reply]:
    """One badge after the other until it is cancelled, each scan until it is answered; gives the refusals."""
    refused: list[Reply] = []
    try:
        for number in cycle(range(1, BADGES + 1)):
            scan_id = str(uuid4())
            while (reply := await desks.scan(badge(number), scan_id)).status != 200:
                refused.append(reply)
    except asyncio.CancelledError:
        return refused
    return refused
