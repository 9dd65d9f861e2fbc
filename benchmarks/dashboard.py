"""The organizer's dashboard of a large event: its page, and a check-in while it is open.

`__main__` calls it. A small event beside it, with a dashboard of its own, is scanned by turns with the large
one: what slows one slows the other.
"""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy import insert

from benchmarks.load import ask_once, closed_loop, open_loop, request_bytes
from benchmarks.scenarios import Desk, Size, scan_requests, token_in, until_calm
from benchmarks.sockets import Fleet, Orders, open_fleet
from benchmarks.table import Row, middle
from benchmarks.world import DAY, EVENT, World, attendee, code, make_sessions
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.database.budget import patient
from netevent.core.database.tables import attendees, events, gates, scans

LARGE, SMALL = 20_000, 200
SMALL_EVENT, SMALL_FIRST = 2, 1_000_001
SCANS_EACH = 2
GATES = {1: "Main entrance", 2: "East", 3: "West"}
TEAM = 12
BATCH = 1_000
PER_SECOND = 20
TURNS = 5
WARM_UP = 10
PAGE_GOAL_MS = 60.0
RATIO_GOAL = 1.25


@dataclass(frozen=True, slots=True)
class Hall:
    """An event, and whom its desk lets in."""

    event_id: int
    desk: Desk
    codes: list[str] = field(repr=False)


async def dashboard_pages(world: World, size: Size, large: int = LARGE) -> list[Row]:
    """The views first: no page is open then."""
    with patient():
        await _fill(world, large)
    cookie = (await make_sessions(world, "organizer", 1))[0]
    first = await first_pages(world, cookie, size.dashboard_views, large)
    return [first, await check_ins(world, cookie, size.dashboard_scans, large)]


async def first_pages(world: World, cookie: str, views: int, large: int) -> Row:
    """One after the other, as people open them."""
    page = request_bytes("GET", f"/organizer/event/{EVENT}", _headers(world, cookie))
    await closed_loop(world.server.port, [page] * WARM_UP, 1)
    figures = await closed_loop(world.server.port, [page] * views, 1)
    assert set(figures.statuses) == {200}, figures.statuses
    what = f"the dashboard's page, {large:,} attendees, {SCANS_EACH * large:,} scans"
    return Row(what, figures.text, f"p95 < {PAGE_GOAL_MS:.0f} ms", figures.p95 < PAGE_GOAL_MS)


async def check_ins(world: World, cookie: str, scanned: int, large: int) -> Row:
    """`scanned` people of each event, some at a time by turns, twenty a second."""
    halls = [await _hall(world, cookie, EVENT, 1), await _hall(world, cookie, SMALL_EVENT, SMALL_FIRST)]
    took: tuple[list[float], list[float]] = ([], [])
    some = max(1, scanned // TURNS)
    async with _open_dashboards(world, cookie):
        for turn in range(TURNS):
            for hall, times in zip(halls, took, strict=True):
                requests = _scans(world, hall, turn * some, some)
                figures = await open_loop(world.server.port, list(requests), PER_SECOND)
                assert set(figures.statuses) == {200}, figures.statuses
                times.append(figures.p50)
    big, small = (middle(times) for times in took)
    what = f"a check-in with {large:,} attendees and an open dashboard, to one with {SMALL}"
    text = f"{big / small:.2f} times: p50 {big:.1f} ms, {small:.1f}"
    return Row(what, text, f"at most {RATIO_GOAL}", big / small <= RATIO_GOAL)


@asynccontextmanager
async def _open_dashboards(world: World, cookie: str) -> AsyncIterator[Fleet]:
    paths = [f"/live/dashboard/{event_id}" for event_id in (EVENT, SMALL_EVENT)]
    async with open_fleet(Orders(world.server.port, world.server.base_url, paths, [cookie] * 2)) as fleet:
        await until_calm(world.server)
        yield fleet


async def _hall(world: World, cookie: str, event_id: int, first: int) -> Hall:
    """The organizer stands at the desk."""
    address = request_bytes("GET", f"/staff/{event_id}/dashboard", _headers(world, cookie))
    page = await ask_once(world.server.port, address)
    codes = [code(number) for number in range(first, first + SMALL)]
    return Hall(event_id, Desk(world.server.port, cookie, token_in(page)), codes)


def _scans(world: World, hall: Hall, start: int, count: int) -> Iterator[bytes]:
    codes = [hall.codes[number % SMALL] for number in range(start, start + count)]
    return scan_requests(hall.desk, world, hall.event_id, codes)


def _headers(world: World, cookie: str) -> dict[str, str]:
    return {"Host": f"127.0.0.1:{world.server.port}", "Cookie": cookie}


async def _fill(world: World, large: int) -> None:
    """The first few hundred of the large event and all of the small one are outside."""
    transact = world.database.transact
    await transact(_insert_events)
    more = range(world.people + 1, large + 1)
    small = range(SMALL_FIRST, SMALL_FIRST + SMALL)
    for numbers, event_id in ((more, EVENT), (small, SMALL_EVENT)):
        for start in range(0, len(numbers), BATCH):
            some = numbers[start : start + BATCH]
            await transact(_insert_people, event_id, some)
    for start in range(0, SCANS_EACH * large, BATCH):
        await transact(_insert_scans, start, min(BATCH, SCANS_EACH * large - start), large)


def _insert_events(tx: Transaction) -> None:
    event = {"id": SMALL_EVENT, "organizer_id": 1, "code": "SMALL", "name": "Small", "seats_taken": SMALL}
    tx.execute(insert(events), [{**event, "start_time": clock.now(), "end_time": clock.now() + DAY}])
    rows = [{"id": id_, "event_id": EVENT, "name": name} for id_, name in GATES.items()]
    tx.execute(insert(gates), rows)


def _insert_people(tx: Transaction, event_id: int, numbers: range) -> None:
    """Of the large event's, half are in since the last hours."""
    rows = []
    for number in numbers:
        at = clock.now() - timedelta(seconds=number % 10_000)
        is_in = event_id == EVENT and number % 2 == 0
        inside = {
            "checked_in": is_in,
            "checked_in_at": at if is_in else None,
            "checked_in_minute": clock.minute_of(at) if is_in else None,
            "checked_in_gate_id": number % len(GATES) + 1 if is_in else None,
            "checked_in_by": "",
        }
        rows.append(attendee(number, event_id) | inside)
    tx.execute(insert(attendees), rows)


def _insert_scans(tx: Transaction, start: int, count: int, large: int) -> None:
    """The last hours' of a busy door, one in forty refused; the newest last."""
    rows = []
    for number in range(start, start + count):
        at = clock.now() - timedelta(seconds=(SCANS_EACH * large - number) * 10_000 / (SCANS_EACH * large))
        rows.append(
            {
                "scan_id": f"bench-{number}",
                "event_id": EVENT,
                "attendee_id": number % large + 1,
                "gate_id": number % len(GATES) + 1,
                "scanned_by_kind": "staff",
                "scanned_by_id": number % TEAM + 1,
                "scanned_by": f"Member {number % TEAM + 1}",
                "code_scanned": code(number % large + 1),
                "outcome": _outcome(number),
                "scanned_at": at,
                "received_at": at,
            }
        )
    tx.execute(insert(scans), rows)


def _outcome(number: int) -> str:
    if number % 40 == 0:
        return "unpaid"
    return "checked_in" if number % 2 else "already_checked_in"
