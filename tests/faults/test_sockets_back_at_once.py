"""Five thousand phones come back at once after a restart, while a desk goes on scanning."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import pytest

from benchmarks.load import Figures, open_loop
from benchmarks.returns import until_rest
from benchmarks.scenarios import Desk, attendee_pages, log_in, scans
from benchmarks.servers import Server as Measured
from benchmarks.sockets import Fleet
from benchmarks.world import World, make_sessions, make_world
from tests.conftest import StartServer
from tests.proof import Observe
from tests.servers.application import Server

PHONES = 5_000
A_SECOND, SECONDS = 20, 6  # scans of the desk
FRESH_WITHIN, MOST_MIB = 10.0, 600.0
QUICK_MS = 500.0


def measured(server: Server) -> Measured:
    assert server.process is not None
    settings = server.settings
    return Measured(int(settings["NETEVENT_PORT"]), server.process.pid, settings["NETEVENT_SECRET_KEY"])


def peak_mib(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) / 1024


async def scanned(desk: Desk, world: World, start: int) -> Figures:
    figures = await open_loop(desk.port, scans(desk, world, A_SECOND * SECONDS, start), A_SECOND)
    assert set(figures.statuses) == {200}
    return figures


async def seconds_until_fresh(phones: Fleet, server: Measured) -> float:
    began = time.monotonic()
    assert await phones.again() == PHONES
    return await until_rest(server) - began


@pytest.mark.long
@pytest.mark.fault(
    f"{PHONES:,} sockets back at once after a restart",
    f"all fresh within {FRESH_WITHIN:.0f} s, the desk scans on, memory within {MOST_MIB:.0f} MiB",
)
async def test_a_desk_scans_on_while_all_phones_come_back(
    mariadb_url: str, start_server: StartServer, observe: Observe
):
    server = start_server(mariadb_url)
    world = await make_world(mariadb_url, measured(server), PHONES)
    cookies = await make_sessions(world, "attendee", PHONES)
    async with attendee_pages(world, cookies) as phones:
        desk = await log_in(world.server)  # its login outlives the restart
        calm = await scanned(desk, world, 0)
        await asyncio.to_thread(server.stop)
        await asyncio.to_thread(server.start)
        world = World(world.database, measured(server), world.people, world.codes)
        busy, fresh = await asyncio.gather(
            scanned(desk, world, A_SECOND * SECONDS), seconds_until_fresh(phones, world.server)
        )
        peak = peak_mib(world.server.pid)
    await world.database.close()
    observe(
        f"p95 of scans {calm.p95:.0f} ms, then {busy.p95:.0f} ms; all fresh after {fresh:.1f} s; "
        f"peak {peak:.0f} MiB"
    )
    assert fresh < FRESH_WITHIN
    assert busy.p95 < QUICK_MS
    assert peak < MOST_MIB
