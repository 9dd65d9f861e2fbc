"""Phones that come back, as thousands do after a restart or a break of the Wi-Fi. `__main__` calls it."""

import asyncio
import time

from benchmarks.memory import cpu_seconds
from benchmarks.scenarios import Size, attendee_pages
from benchmarks.servers import Server
from benchmarks.sockets import Fleet
from benchmarks.table import Row
from benchmarks.world import World, make_sessions

WITHIN_GOAL_S = 5.0
CPU_GOAL_MS = 2.0
STEP = 0.1
# Of a step's time: the server still works on the pages. And how many calm steps in a row make rest.
BUSY = 0.15
CALM_STEPS = 8


async def phones_come_back(world: World, size: Size) -> list[Row]:
    """All sockets close and open again at once, nothing having changed for anybody.

    The time runs from the first that connects until the server has done all its work for them, which
    includes the client's own: it shares the machine.
    """
    count = size.attendee_sockets
    cookies = await make_sessions(world, "attendee", count)
    async with attendee_pages(world, cookies) as fleet:
        # Not measured: the server's first time through this path.
        await one_return(world.server, fleet, count)
        took, cpu_ms = await one_return(world.server, fleet, count)
    what = f"{count:,} phones come back, nothing changed"
    return [
        Row(what, f"all fresh after {took:.1f} s", f"< {WITHIN_GOAL_S:.0f} s", took < WITHIN_GOAL_S),
        Row("  CPU of the server", f"{cpu_ms:.2f} ms each", f"< {CPU_GOAL_MS:.0f} ms", cpu_ms < CPU_GOAL_MS),
    ]


async def one_return(server: Server, fleet: Fleet, count: int) -> tuple[float, float]:
    """Seconds until all are fresh, and milliseconds of CPU for each."""
    await fleet.watch('id="')
    began, before = time.monotonic(), cpu_seconds(server.pid)
    assert await fleet.again() == count
    rested_at = await until_rest(server)
    sent = await fleet.report(1, within=0)
    assert not sent, f"{len(sent)} of {count} phones were sent what they have"
    return rested_at - began, (cpu_seconds(server.pid) - before) / count * 1000


async def until_rest(server: Server) -> float:
    """The moment after which the server had nothing to do any more."""
    rested_at, calm = time.monotonic(), 0
    while calm < CALM_STEPS:
        before = cpu_seconds(server.pid)
        await asyncio.sleep(STEP)
        if cpu_seconds(server.pid) - before > BUSY * STEP:
            rested_at, calm = time.monotonic(), 0
        else:
            calm += 1
    return rested_at
