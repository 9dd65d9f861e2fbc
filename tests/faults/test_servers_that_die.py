"""What falls away in the middle of the day: the server itself, its database, its Redis, its disk."""

from __future__ import annotations

import asyncio
import os
import resource
import signal
import time
from collections import Counter
from http.client import HTTPException
from pathlib import Path
from uuid import uuid4

import pytest
import websockets
from sqlalchemy import func, select
from websockets.asyncio.client import ClientConnection

from netevent.core.database import Database
from netevent.core.database.tables import attendees, scans
from tests.conftest import StartServer
from tests.door import BADGES, Door, badge
from tests.proof import Observe
from tests.servers.application import Server
from tests.servers.mariadb import MariaDB
from tests.servers.redis import Redis
from tests.visitors import Answered, Visitor, all_that_came, closed_with, heard, visit

DOOR, DASHBOARD = "/live/door/1", "/live/dashboard/1"
DESKS = 4
SCANS_OF_A_DESK = 40
SURELY = 60.0
REDIS_GONE = "scans within 1 s; pages say paused, and are whole within 10 s of its return"
SOON = 3.0  # a second is the promise; who waited for a Redis that hangs would need four
ESTABLISHED = "01"  # in /proc/net/tcp


async def until_answered(desk: Visitor, scan_id: str, code: str, is_back: asyncio.Event) -> Answered:
    """Send one scan, with its number, again and again until the server answers it, as a desk does."""
    async with asyncio.timeout(SURELY):
        while True:
            try:
                answer = await desk.scan(code, scan_id=scan_id)
            except (OSError, HTTPException):  # nobody there, or gone in the middle of the answer
                await is_back.wait()
                continue
            if answer.status < 500:
                return answer


def at_once() -> asyncio.Event:
    """For a server that never goes away itself."""
    event = asyncio.Event()
    event.set()
    return event


async def journal(database: Database) -> Counter[str]:
    rows = await database.read(lambda tx: tx.execute(select(scans.c.scan_id)).scalars().all())
    return Counter(rows)


async def inside(database: Database) -> int:
    statement = select(func.count()).select_from(attendees).where(attendees.c.checked_in)
    return int(await database.read(lambda tx: tx.execute(statement).scalar_one()))


@pytest.mark.fault("kill -9 of the server during check-ins", "what was answered stands, once")
async def test_every_scan_that_was_answered_outlives_kill_9_once(
    door: Door, database_url: str, start_server: StartServer
):
    server = start_server(database_url)
    desks = [await visit(server.base_url, "marta") for _ in range(DESKS)]
    answered: dict[str, str] = {}
    some, is_back = asyncio.Event(), asyncio.Event()

    async def stream(desk: Visitor, number: int) -> None:
        for turn in range(SCANS_OF_A_DESK):
            scan_id = str(uuid4())
            code = badge(1 + (turn * DESKS + number) % BADGES)
            answer = await until_answered(desk, scan_id, code, is_back)
            assert answer.status == 200, answer.text
            answered[scan_id] = answer.json()["outcome"]
            if len(answered) > DESKS * SCANS_OF_A_DESK // 4:
                some.set()

    streams = [asyncio.create_task(stream(desk, number)) for number, desk in enumerate(desks)]
    await asyncio.wait_for(some.wait(), SURELY)
    server.kill()
    assert not all(one.done() for one in streams)
    await asyncio.to_thread(server.start)
    is_back.set()
    await asyncio.gather(*streams)
    written = await journal(door.database)
    assert set(written.values()) == {1}
    assert set(answered) <= set(written)
    assert Counter(answered.values())["checked_in"] == BADGES == await inside(door.database)


async def test_a_database_that_is_gone_is_told_and_comes_back(
    own_mariadb: MariaDB, own_door: Door, start_server: StartServer
):
    server = start_server(own_mariadb.url("netevent"))
    marta, olga = await visit(server.base_url, "marta"), await visit(server.base_url, "olga")
    assert (await marta.scan(badge(1))).status == 200
    own_mariadb.kill()
    scan_id = str(uuid4())
    async with asyncio.timeout(10):
        refused = await marta.scan(badge(2), scan_id=scan_id)
        page = await marta.get("/staff/1/dashboard", Accept="text/html")
        ready = await marta.get("/readyz")
    assert (refused.status, refused.json()["error"]["code"]) == (503, "database_unavailable")
    assert refused.headers["Retry-After"]
    assert page.status == 503
    assert "cannot reach its database" in page.text
    assert "<html" in page.text
    assert (ready.status, ready.json()["database"]) == (503, False)
    assert (await marta.get("/healthz")).status == 200
    with pytest.raises(websockets.InvalidStatus) as no_socket:
        async with olga.connect(DASHBOARD):
            pass
    assert no_socket.value.response.status_code == 503
    await asyncio.to_thread(own_mariadb.start)
    answer = await until_answered(marta, scan_id, badge(2), at_once())
    assert (answer.status, answer.json()["outcome"]) == (200, "checked_in")
    assert (await marta.get("/readyz")).status == 200
    async with marta.connect(DOOR) as page_again:
        await heard(page_again, "door-counters", "Guest2")


async def test_a_database_that_hangs_does_not_hang_the_server(
    own_mariadb: MariaDB, own_door: Door, start_server: StartServer
):
    server = start_server(own_mariadb.url("netevent"))
    marta = await visit(server.base_url, "marta")
    assert (await marta.scan(badge(1))).status == 200
    own_mariadb.signal(signal.SIGSTOP)
    scan_id = str(uuid4())
    async with asyncio.timeout(29):
        ready = await marta.get("/readyz")
        assert (ready.status, ready.json()["database"]) == (503, False)
        refused = await marta.scan(badge(2), scan_id=scan_id)
        assert (refused.status, refused.json()["error"]["code"]) == (503, "database_unavailable")
        assert (await marta.get("/healthz")).status == 200
    own_mariadb.signal(signal.SIGCONT)
    answer = await until_answered(marta, scan_id, badge(2), at_once())
    assert (answer.status, answer.json()["outcome"]) == (200, "checked_in")


async def test_a_full_disk_is_told_and_loses_nothing(
    door_on_sqlite: Door, sqlite_url: str, start_server: StartServer
):
    server = start_server(sqlite_url)
    marta = await visit(server.base_url, "marta")
    await marta.scan(badge(1))
    unlimited = fill_disk(server, sqlite_url)
    scan_id = str(uuid4())
    refused = await marta.scan(badge(2), scan_id=scan_id)
    assert (refused.status, refused.json()["error"]["code"]) == (503, "database_unavailable")
    assert (await marta.get("/staff/1/dashboard")).status == 200
    assert server.process is not None
    resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, unlimited)
    answer = await until_answered(marta, scan_id, badge(2), at_once())
    assert (answer.status, answer.json()["outcome"]) == (200, "checked_in")
    assert await inside(door_on_sqlite.database) == 2


def fill_disk(server: Server, sqlite_url: str) -> tuple[int, int]:
    """Let no file of the server grow beyond the database's journal; the limits before come back."""
    assert server.process is not None
    unlimited = resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE)
    size = Path(sqlite_url.removeprefix("sqlite:///") + "-wal").stat().st_size
    assert size > server.log.stat().st_size
    resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (size, unlimited[1]))
    return unlimited


@pytest.mark.fault("Redis is gone, and comes back", REDIS_GONE)
async def test_without_redis_scans_go_on_and_pages_say_paused(
    door: Door, database_url: str, own_redis: Redis, start_server: StartServer, observe: Observe
):
    server = start_server(database_url, workers="2", redis_url=own_redis.url)
    marta, olga = await visit(server.base_url, "marta"), await visit(server.base_url, "olga")
    async with marta.connect(DOOR) as desk, olga.connect(DASHBOARD) as dashboard:
        await asyncio.gather(heard(desk, "door-counters"), heard(dashboard, "event-counters"))
        own_redis.kill()
        await asyncio.gather(heard(desk, "wifi-off"), heard(dashboard, "wifi-off"))
        began = time.monotonic()
        async with asyncio.timeout(SOON):
            answer = await marta.scan(badge(1))
        took = time.monotonic() - began
        assert (answer.status, answer.json()["outcome"]) == (200, "checked_in")
        ready = await marta.get("/readyz")
        assert (ready.status, ready.json()["bus"], ready.json()["database"]) == (503, False, True)
        assert (await visit(server.base_url, "guest1")).token
        await asyncio.gather(all_that_came(desk), all_that_came(dashboard))
        own_redis.start()
        began = time.monotonic()
        for page in (desk, dashboard):
            while "wifi-off" in await heard(page, "live-status"):
                pass
        observe(f"scan {took * 1000:.0f} ms; paused; whole after {time.monotonic() - began:.1f} s")
        await marta.scan(badge(2))
        await asyncio.gather(heard(desk, "Guest2"), heard(dashboard, "Guest2"))


@pytest.mark.fault("asked while Redis is gone", "all pages show it once Redis is back")
async def test_what_was_asked_while_redis_was_away_arrives_once_it_is_back(
    door_on_sqlite: Door, sqlite_url: str, own_redis: Redis, start_server: StartServer
):
    """On the pages of every worker, whichever took the request."""
    server = start_server(sqlite_url, workers="2", redis_url=own_redis.url)
    anna, ben, marta = [await visit(server.base_url, name) for name in ("guest1", "guest2", "marta")]
    pages = await pages_at_both_workers(server, anna, "/live/attendee", "toasts")
    async with marta.connect(DOOR) as desk:
        own_redis.kill()
        await heard(desk, "wifi-off")
        answer = await ben.submit("/attendee/connections", person_id="1", message="Anybody there?")
        assert answer.status in (200, 303)
        own_redis.start()
        await asyncio.gather(*(heard(page, "Anybody there?", within=60) for page in pages))
    await asyncio.gather(*(page.close() for page in pages))


@pytest.mark.fault("Redis is frozen, and goes on", REDIS_GONE)
async def test_a_redis_that_hangs_is_noticed_too(
    door_on_sqlite: Door, sqlite_url: str, own_redis: Redis, start_server: StartServer, observe: Observe
):
    server = start_server(sqlite_url, workers="2", redis_url=own_redis.url)
    marta = await visit(server.base_url, "marta")
    async with marta.connect(DOOR) as desk:
        await heard(desk, "door-counters")
        own_redis.signal(signal.SIGSTOP)
        await heard(desk, "wifi-off", within=60)
        began = time.monotonic()
        async with asyncio.timeout(SOON):
            assert (await marta.scan(badge(1))).status == 200
        took = time.monotonic() - began
        assert (await visit(server.base_url, "guest1")).token
        own_redis.signal(signal.SIGCONT)
        began = time.monotonic()
        while "wifi-off" in await heard(desk, "live-status", within=60):
            pass
        observe(f"scan {took * 1000:.0f} ms; paused; whole after {time.monotonic() - began:.1f} s")


async def test_a_scan_through_one_worker_reaches_the_pages_of_the_other(
    door: Door, database_url: str, redis_url: str, start_server: StartServer
):
    server = start_server(database_url, workers="2", redis_url=redis_url)
    marta = await visit(server.base_url, "marta")
    desks = await pages_at_both_workers(server, marta, DOOR, "door-last-scans")
    for number in range(1, 7):
        await marta.scan(badge(number))
        await asyncio.gather(*(heard(desk, f"Guest{number}") for desk in desks))
    await marta.submit("/logout")
    assert set(await asyncio.gather(*(closed_with(desk) for desk in desks))) == {4401}


async def pages_at_both_workers(
    server: Server, visitor: Visitor, path: str, region: str
) -> list[ClientConnection]:
    """A page at each worker: the kernel decides who gets one, so the first is held meanwhile."""
    first = await visitor.connect(path)
    await heard(first, region)
    (worker,) = workers_that_serve(server)
    os.kill(int(worker), signal.SIGSTOP)
    try:
        second = await visitor.connect(path)
        await heard(second, region)
    finally:
        os.kill(int(worker), signal.SIGCONT)
    assert len(workers_that_serve(server)) == 2
    return [first, second]


def workers_that_serve(server: Server) -> set[str]:
    """The worker processes that have pages connected, seen from outside."""
    assert server.process is not None
    pid = server.process.pid
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    port = int(server.settings["NETEVENT_PORT"])
    return {child for child in children if _has_pages(child, port)}


def _has_pages(pid: str, port: int) -> bool:
    held = {_link(fd) for fd in Path(f"/proc/{pid}/fd").iterdir()}
    lines = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    ours = [line for line in lines if line[1].endswith(f":{port:04X}") and line[3] == ESTABLISHED]
    return any(f"socket:[{line[9]}]" in held for line in ours)


def _link(fd: Path) -> str:
    try:
        return str(fd.readlink())
    except OSError:  # closed meanwhile
        return ""
