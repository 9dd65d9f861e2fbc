"""`python -m benchmarks [--database mariadb|sqlite] [--quick] [part …]`: prints the tables.

Parts: check-ins, push, sockets, returns, directory, requests, seats, programme, list, dashboard,
registrations, announcements, badges; all without.
Exit code 1 when a goal was missed. It needs the programs of MariaDB and Redis, and both cores to itself.
"""

import argparse
import asyncio
import sys
from contextlib import AsyncExitStack

from benchmarks.announcements import announcements_sent
from benchmarks.attendee_list import attendee_lists
from benchmarks.badges import badges_on_paper
from benchmarks.bare import ATTENDEES
from benchmarks.dashboard import dashboard_pages
from benchmarks.directory import directory_searches
from benchmarks.guests import SETTINGS
from benchmarks.programme import programme_pages
from benchmarks.registrations import DOOR_PEOPLE, registrations
from benchmarks.requests import requests_to_connect
from benchmarks.returns import phones_come_back
from benchmarks.scenarios import DIALECTS, Size, check_ins_a_second, idle_sockets, push_to_the_other_desk
from benchmarks.seats import WORKERS, last_seats
from benchmarks.servers import database, netevent_server, redis
from benchmarks.sinks import open_sinks
from benchmarks.table import Row, all_reached, print_table
from benchmarks.world import World, make_world

PARTS = (
    CHECK_INS := "check-ins",
    PUSH := "push",
    SOCKETS := "sockets",
    RETURNS := "returns",
    DIRECTORY := "directory",
    REQUESTS := "requests",
    SEATS := "seats",
    PROGRAMME := "programme",
    LIST := "list",
    DASHBOARD := "dashboard",
    REGISTRATIONS := "registrations",
    ANNOUNCEMENTS := "announcements",
    BADGES := "badges",
)
FULL = Size(
    check_ins=4_000,
    repeats=3,
    scans_watched=100,
    attendee_sockets=2_000,
    idle_sockets=5_000,
    searches=600,
    requests=100,
    seat_seekers=500,
    rsvps=20,
    programme_views=40,
    dashboard_views=200,
    dashboard_scans=200,
    registering_seconds=60,
    guest_sockets=1_000,
    seats_wanted=300,
    announced=5_000,
    sending_seconds=30,
    pushed=2_000,
    badges=1_000,
    badges_of_many=5_000,
)
QUICK = Size(
    check_ins=500,
    repeats=1,
    scans_watched=20,
    attendee_sockets=200,
    idle_sockets=500,
    searches=60,
    requests=20,
    seat_seekers=50,
    rsvps=5,
    programme_views=10,
    dashboard_views=30,
    dashboard_scans=50,
    registering_seconds=9,
    guest_sockets=100,
    seats_wanted=60,
    announced=500,
    sending_seconds=3,
    pushed=200,
    badges=100,
    badges_of_many=500,
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
    if part == SEATS:
        return await seats_of_several_workers(kind, size)
    if part == BADGES:
        # Neither database nor server has a part in it.
        return await badges_on_paper(size.badges, size.badges_of_many)
    if part == REGISTRATIONS:
        return await registrations_of_all_workers(kind, size)
    if part == ANNOUNCEMENTS:
        return await announcements_to_sinks(kind, size)
    async with database(kind, DIALECTS[kind]) as url, netevent_server(url) as server:
        world = await make_world(url, server, ATTENDEES)
        try:
            return await in_one_world(kind, part, world, size)
        finally:
            await world.database.close()


async def in_one_world(kind: str, part: str, world: World, size: Size) -> list[Row]:
    measured = {
        CHECK_INS: lambda: check_ins_a_second(kind, world, size),
        PUSH: lambda: push_to_the_other_desk(world, size),
        SOCKETS: lambda: idle_sockets(world, size),
        RETURNS: lambda: phones_come_back(world, size),
        DIRECTORY: lambda: directory_searches(kind, world, size.searches),
        REQUESTS: lambda: requests_to_connect(world, size),
        PROGRAMME: lambda: programme_pages(world, size),
        LIST: lambda: attendee_lists(kind, world, size.searches),
        DASHBOARD: lambda: dashboard_pages(world, size),
    }
    return await measured[part]()


async def seats_of_several_workers(kind: str, size: Size) -> list[Row]:
    """The embedded database is for one process: nothing to measure there."""
    if kind == "sqlite":
        return []
    async with (
        database(kind, DIALECTS[kind]) as url,
        redis() as redis_url,
        netevent_server(url, WORKERS, redis_url) as server,
    ):
        world = await make_world(url, server, ATTENDEES)
        try:
            return await last_seats(world, size.seat_seekers)
        finally:
            await world.database.close()


async def registrations_of_all_workers(kind: str, size: Size) -> list[Row]:
    """With as many processes as the database is for."""
    async with AsyncExitStack() as running:
        url = await running.enter_async_context(database(kind, DIALECTS[kind]))
        is_alone = kind == "sqlite"
        redis_url = "" if is_alone else await running.enter_async_context(redis())
        workers = 1 if is_alone else WORKERS
        server = await running.enter_async_context(netevent_server(url, workers, redis_url, SETTINGS))
        world = await make_world(url, server, DOOR_PEOPLE)
        try:
            return await registrations(world, size)
        finally:
            await world.database.close()


async def announcements_to_sinks(kind: str, size: Size) -> list[Row]:
    async with (
        database(kind, DIALECTS[kind]) as url,
        open_sinks() as sinks,
        netevent_server(url, also=sinks.settings) as server,
    ):
        world = await make_world(url, server, size.announced)
        try:
            return await announcements_sent(world, sinks, size)
        finally:
            await world.database.close()


if __name__ == "__main__":
    sys.exit(main())
