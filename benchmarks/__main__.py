"""`python -m benchmarks [--database mariadb|sqlite] [--quick] [part …]`: prints the tables.

Parts: check-ins, push, sockets, returns, directory, requests; all without. Exit code 1 when a goal was
missed.
It needs MariaDB's server programs, and both cores to itself.
"""

import argparse
import asyncio
import sys

from benchmarks.bare import ATTENDEES
from benchmarks.directory import directory_searches
from benchmarks.requests import requests_to_connect
from benchmarks.returns import phones_come_back
from benchmarks.scenarios import DIALECTS, Size, check_ins_a_second, idle_sockets, push_to_the_other_desk
from benchmarks.servers import database, netevent_server
from benchmarks.table import Row, all_reached, print_table
from benchmarks.world import make_world

CHECK_INS, PUSH, SOCKETS, RETURNS, DIRECTORY, REQUESTS = PARTS = (
    "check-ins",
    "push",
    "sockets",
    "returns",
    "directory",
    "requests",
)
FULL = Size(
    check_ins=4_000,
    repeats=3,
    scans_watched=100,
    attendee_sockets=2_000,
    idle_sockets=5_000,
    searches=600,
    requests=100,
)
QUICK = Size(
    check_ins=500,
    repeats=1,
    scans_watched=20,
    attendee_sockets=200,
    idle_sockets=500,
    searches=60,
    requests=20,
)


def main() -> int:
    wanted = arguments()
    kinds = [wanted.database] if wanted.database else list(DIALECTS)
    size = QUICK if wanted.quick else FULL
    parts = wanted.parts or list(PARTS)
    # All of them, also when the first missed a goal.
    reached = [asyncio.run(measure(kind, parts, size)) for kind in kinds]
    return 0 if all(reached) else 1


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measures NetEvent.")
    parser.add_argument("parts", nargs="*", metavar="part", help=f"of {', '.join(PARTS)}; all without")
    parser.add_argument("--database", choices=DIALECTS, help="only this one")
    parser.add_argument("--quick", action="store_true", help="a tenth of everything, to see that it runs")
    wanted = parser.parse_args()
    if unknown := set(wanted.parts) - set(PARTS):
        parser.error(f"unknown part: {', '.join(sorted(unknown))}")
    return wanted


async def measure(kind: str, parts: list[str], size: Size) -> bool:
    """Each part has a server of its own: memory that one left behind is not counted for the next."""
    rows: list[Row] = []
    for part in parts:
        print(f"{kind}: {part} …", file=sys.stderr, flush=True)
        rows += await one_part(kind, part, size)
    print_table(f"NetEvent on {kind}", rows, sys.stdout)
    return all_reached(rows)


async def one_part(kind: str, part: str, size: Size) -> list[Row]:
    async with database(kind, DIALECTS[kind]) as url, netevent_server(url) as server:
        world = await make_world(url, server, ATTENDEES)
        try:
            if part == CHECK_INS:
                return await check_ins_a_second(kind, world, size)
            if part == PUSH:
                return await push_to_the_other_desk(world, size)
            if part == REQUESTS:
                return await requests_to_connect(world, size)
            if part == RETURNS:
                return await phones_come_back(world, size)
            if part == DIRECTORY:
                return await directory_searches(kind, world, size.searches)
            return await idle_sockets(world, size)
        finally:
            await world.database.close()


if __name__ == "__main__":
    sys.exit(main())
