"""What is measured, one function a goal; each gives rows of the table. `__main__` calls them."""

import asyncio
import json
import random
import re
import time
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import uuid4

from benchmarks import bare
from benchmarks.load import Answer, Figures, ask_once, closed_loop, open_loop, percentile, request_bytes
from benchmarks.memory import cpu_seconds, weigh
from benchmarks.pixels import page_in_chromium, shown_at, watch_for
from benchmarks.servers import Server, bare_server, database
from benchmarks.sockets import Fleet, Orders, open_fleet
from benchmarks.table import Row, middle
from benchmarks.world import PASSWORD, STAFF_EMAIL, World, code, first_name, make_sessions, nobody_in
from netevent.core import clock
from netevent.core.database import Database

AT_A_TIME = 8
# Seconds of CPU in a second: signs of life for thousands of pages are less.
CALM = 0.15
DASHBOARDS = 20
WARM_UP = 200
# Seconds between two watched scans: as they come at a door, in no step with the ten pushes a second.
PAUSE = (0.05, 0.35)
DIALECTS = {"mariadb": "mysql+aiomysql", "sqlite": "sqlite"}
SHARE_OF_BARE = 0.64
P99_GOAL_MS = 50.0
PUSH_GOAL_MS = 100.0
SOCKET_GOAL_KIB = 50.0
META = re.compile(rb'<meta name="csrf-token" content="([^"]+)"')
SET_COOKIE = re.compile(rb"(?im)^set-cookie: ([^;\r]+)")


@dataclass(frozen=True, slots=True)
class Size:
    """How much of everything; `--quick` takes less."""

    check_ins: int
    repeats: int
    scans_watched: int
    attendee_sockets: int
    idle_sockets: int
    searches: int
    requests: int
    seat_seekers: int
    rsvps: int
    programme_views: int
    dashboard_views: int
    dashboard_scans: int
    registering_seconds: int
    guest_sockets: int
    seats_wanted: int
    announced: int
    sending_seconds: int
    pushed: int
    badges: int
    badges_of_many: int


@dataclass(frozen=True, slots=True)
class Desk:
    """A logged-in staff member's browser."""

    port: int
    cookie: str
    csrf_token: str


@dataclass(frozen=True, slots=True)
class Rate:
    """One run: what came back, and what each request cost the server's process."""

    figures: Figures
    cpu_ms: float


async def check_ins_a_second(kind: str, world: World, size: Size) -> list[Row]:
    """The whole application and the bare handler, run alternately: what slows one slows the other."""
    desk = await log_in(world.server)
    ours: list[Rate] = []
    limit: list[Rate] = []
    async with database(kind, DIALECTS[kind]) as url, bare_server(url) as plain, dashboards(world):
        bare_world = World(Database(url), plain, bare.ATTENDEES, [])
        for _ in range(size.repeats):
            await nobody_in(bare_world)
            limit.append(await measured(plain, bare_requests(WARM_UP + size.check_ins)))
            await nobody_in(world)
            ours.append(await measured(world.server, scans(desk, world, WARM_UP + size.check_ins)))
        await nobody_in(world)
        await bare_world.database.close()
        calm = await open_loop(desk.port, scans(desk, world, min(500, size.check_ins)), per_second=50)
    return rate_rows(ours, limit, calm)


async def measured(server: Server, requests: Iterator[bytes]) -> Rate:
    prepared = list(requests)
    await closed_loop(server.port, prepared[:WARM_UP], AT_A_TIME)
    prepared = prepared[WARM_UP:]
    before = cpu_seconds(server.pid)
    figures = await closed_loop(server.port, prepared, AT_A_TIME)
    assert set(figures.statuses) == {200}, figures.statuses
    return Rate(figures, (cpu_seconds(server.pid) - before) / len(prepared) * 1000)


def rate_rows(ours: list[Rate], limit: list[Rate], calm: Figures) -> list[Row]:
    share = per_second(ours) / per_second(limit)
    goal = f"{SHARE_OF_BARE:.0%} of bare"
    return [
        Row(f"bare handler, {AT_A_TIME} at a time", rate_text(limit)),
        Row(f"check-ins, {AT_A_TIME} at a time, {DASHBOARDS} dashboards", rate_text(ours)),
        Row("  share of the bare handler", f"{share:.0%}", goal, share >= SHARE_OF_BARE),
        Row("check-ins at 50 a second", calm.text, f"p99 < {P99_GOAL_MS:.0f} ms", calm.p99 < P99_GOAL_MS),
    ]


def per_second(rates: list[Rate]) -> float:
    return middle([rate.figures.per_second for rate in rates])


def rate_text(rates: list[Rate]) -> str:
    p50 = middle([rate.figures.p50 for rate in rates])
    p99 = middle([rate.figures.p99 for rate in rates])
    cpu = middle([rate.cpu_ms for rate in rates])
    return f"{per_second(rates):,.0f}/s, p50 {p50:.1f} ms, p99 {p99:.1f}; {cpu:.2f} ms CPU each"


async def push_to_the_other_desk(world: World, size: Size) -> list[Row]:
    """From the moment a scan is answered (so after its commit at the latest) to all desks' sockets.

    Counted from when the scan was sent: that includes the commit and is thus never too kind.
    """
    desk = await log_in(world.server)
    await nobody_in(world)
    attendees = await make_sessions(world, "attendee", size.attendee_sockets)
    took: list[float] = []
    drawn: list[float] = []
    page = page_in_chromium(world.server.base_url, f"/staff/{world.event_id}/dashboard", desk.cookie)
    async with attendee_pages(world, attendees), desks_of(world, desk) as desks, page as screen:
        for number in range(size.scans_watched):
            await watch_for(screen, "door-last-scans", first_name(number + 1))
            began = time.time()
            pushed, sent_after = await one_push(desk, desks, world, number)
            took += pushed
            drawn.append(await shown_at(screen) - began - sent_after)
    connected = f"{size.attendee_sockets:,} attendees connected"
    return [
        push_row(f"scan sent to {DASHBOARDS} desks' sockets, {connected}", took),
        push_row("  to the pixels of a desk in Chromium", drawn),
    ]


def push_row(what: str, took: list[float]) -> Row:
    took.sort()
    p50, p95 = percentile(took, 0.50) * 1000, percentile(took, 0.95) * 1000
    text = f"p50 {p50:.1f} ms, p95 {p95:.1f}, worst {took[-1] * 1000:.1f}"
    return Row(what, text, f"p95 < {PUSH_GOAL_MS:.0f} ms", p95 < PUSH_GOAL_MS)


async def one_push(desk: Desk, desks: Fleet, world: World, number: int) -> tuple[list[float], float]:
    """Watches for the row of the very person who is scanned. Also gives how long it waited before."""
    came = time.monotonic()
    await asyncio.sleep(random.uniform(*PAUSE))
    await desks.watch(first_name(number + 1))
    sent = time.monotonic()
    answer = await ask_once(desk.port, next(scans(desk, world, 1, start=number)))
    assert answer.status == 200, answer.body
    arrived = await desks.report(DASHBOARDS)
    assert len(arrived) >= DASHBOARDS, f"{len(arrived)} of {DASHBOARDS} desks were told of {answer.body!r}"
    return [moment - sent for moment in arrived], sent - came


async def idle_sockets(world: World, size: Size) -> list[Row]:
    """Memory a socket, before and after something was pushed to a part of them."""
    desk = await log_in(world.server)
    await nobody_in(world)
    count = size.idle_sockets
    cookies = await make_sessions(world, "attendee", count)
    before = weigh(world.server.pid)
    async with attendee_pages(world, cookies), desks_of(world, desk) as desks:
        idle = weigh(world.server.pid).per_socket_since(before, count)
        await one_push(desk, desks, world, 0)
        pushed = weigh(world.server.pid).per_socket_since(before, count)
    goal = f"< {SOCKET_GOAL_KIB:.0f} KiB"
    return [
        Row(f"{count:,} idle sockets", f"{idle:.1f} KiB each", goal, idle < SOCKET_GOAL_KIB),
        Row("  after the first push", f"{pushed:.1f} KiB each", goal, pushed < SOCKET_GOAL_KIB),
    ]


@asynccontextmanager
async def dashboards(world: World) -> AsyncIterator[Fleet]:
    """The organizer's, with every region there is."""
    cookies = await make_sessions(world, "organizer", DASHBOARDS)
    paths = [f"/live/dashboard/{world.event_id}"]
    async with open_fleet(Orders(world.server.port, world.server.base_url, paths, cookies)) as fleet:
        yield fleet


@asynccontextmanager
async def desks_of(world: World, desk: Desk) -> AsyncIterator[Fleet]:
    paths = [f"/live/door/{world.event_id}?desk={uuid4()}" for _ in range(DASHBOARDS)]
    orders = Orders(desk.port, world.server.base_url, paths, [desk.cookie] * DASHBOARDS)
    async with open_fleet(orders) as fleet:
        yield fleet


@asynccontextmanager
async def attendee_pages(
    world: World, cookies: list[str], paths: Sequence[str] = ("/live/badge",)
) -> AsyncIterator[Fleet]:
    orders = Orders(world.server.port, world.server.base_url, list(paths), cookies)
    async with open_fleet(orders) as fleet:
        await until_calm(world.server)
        yield fleet


async def until_calm(server: Server) -> None:
    """Each page that connects is given all that it shows: what is measured begins when all of them are."""
    before = cpu_seconds(server.pid)
    for _ in range(120):
        await asyncio.sleep(1)
        used, before = cpu_seconds(server.pid) - before, cpu_seconds(server.pid)
        if used < CALM:
            return
    raise AssertionError("the server does not come to rest")


def scans(desk: Desk, world: World, count: int, start: int = 0) -> Iterator[bytes]:
    codes = (world.codes[number % world.people] for number in range(start, start + count))
    return scan_requests(desk, world, world.event_id, codes)


def scan_requests(desk: Desk, world: World, event_id: int, codes: Iterable[str]) -> Iterator[bytes]:
    headers = {
        "Host": f"127.0.0.1:{desk.port}",
        "Origin": world.server.base_url,
        "Cookie": desk.cookie,
        "X-CSRF-Token": desk.csrf_token,
        "Content-Type": "application/json",
        "Accept": "application/json",
    }
    path = f"/staff/{event_id}/checkin"
    for code_scanned in codes:
        scan = {"scan_id": str(uuid4()), "code": code_scanned, "gate": None}
        body = json.dumps({**scan, "scanned_at": clock.now().isoformat() + "Z"}).encode()
        yield request_bytes("POST", path, headers, body)


def bare_requests(count: int) -> Iterator[bytes]:
    headers = {"Host": "127.0.0.1", "Content-Type": "application/json"}
    for number in range(count):
        scan = {"scan_id": str(uuid4()), "code": code(number % bare.ATTENDEES + 1)}
        yield request_bytes("POST", "/checkin", headers, json.dumps(scan).encode())


async def log_in(server: Server) -> Desk:
    """As a browser does: the login page's token and cookie, then the form, then a page of the desk."""
    host = {"Host": f"127.0.0.1:{server.port}", "Origin": server.base_url}
    page = await ask_once(server.port, request_bytes("GET", "/login", host))
    form = {"email": STAFF_EMAIL, "password": PASSWORD, "csrf_token": token_in(page)}
    headers = {**host, "Cookie": cookies_in(page), "Content-Type": "application/x-www-form-urlencoded"}
    answer = await ask_once(server.port, request_bytes("POST", "/login", headers, urlencode(form).encode()))
    assert answer.status in (302, 303), (answer.status, answer.body[:500])
    cookie = cookies_in(answer)
    desk = await ask_once(server.port, request_bytes("GET", "/staff/1/dashboard", {**host, "Cookie": cookie}))
    return Desk(server.port, cookie, token_in(desk))


def token_in(page: Answer) -> str:
    found = META.search(page.body)
    assert found, (page.status, page.body[:500])
    return found[1].decode()


def cookies_in(answer: Answer) -> str:
    return b"; ".join(SET_COOKIE.findall(answer.head)).decode()
