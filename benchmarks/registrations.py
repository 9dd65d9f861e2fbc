"""Registration when it opens: hundreds a minute, hundreds at once for the last seats, and the door meanwhile.

`__main__` calls it. Every guest is a browser with an address of its own: the page, its form, the page of the
order, and for every other one the payment, which the demo's provider tells by its signed webhook. After each
run the rows must say what the answers said (`shops.check`), or it fails.
"""

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count as numbers
from time import monotonic, perf_counter

from benchmarks.guests import Browser, Registered, filled_in, form_cookies, open_browser, register
from benchmarks.load import open_loop, percentile
from benchmarks.memory import family_cpu_seconds
from benchmarks.scenarios import DASHBOARDS, PAUSE, Size, desks_of, log_in, scans
from benchmarks.shops import Counted, Shop, add_seats, check, count, open_shop
from benchmarks.sockets import Fleet, Orders, open_fleet
from benchmarks.table import Row, middle
from benchmarks.world import EVENT, World, nobody_in

A_MINUTE, STEPS = 500, (1_000, 2_000, 4_000)
SEATS, LAST = 2_000, 10
P99_GOAL_MS, DOOR_GOAL = 1_000.0, 2.0
# Of those who come so many find a seat, and of those who would pay, too: both caps are reached.
SHARE = 0.96
SCANS_A_SECOND, TURNS = 10, 3
PUSHES, MORE, BETWEEN_PUSHES = 10, 100, 1.5
# More than come in any run: who comes after it has another address.
MOST = 100_000
PAGES_AT_A_TIME = 8
# At the event whose desks scan.
DOOR_PEOPLE = 2_000
BODIES = numbers(1)
SHOPS = numbers(EVENT + 1)


@dataclass(frozen=True, slots=True)
class Run:
    """What the guests of a run were answered, what the rows said then, and what each cost the server."""

    guests: Sequence[Registered]
    counted: Counted
    cpu_ms: float

    @property
    def took(self) -> list[float]:
        return sorted(one.took for one in self.guests if one.placed)

    @property
    def failed(self) -> int:
        return sum(status >= 500 for one in self.guests for status in one.statuses)

    @property
    def refused(self) -> int:
        return sum(400 <= status < 500 for one in self.guests for status in one.statuses)

    def at(self, share: float) -> float:
        return percentile(self.took, share)

    @property
    def text(self) -> str:
        return f"p50 {self.at(0.5):,.0f} ms, p95 {self.at(0.95):,.0f}, p99 {self.at(0.99):,.0f}"

    @property
    def is_fast(self) -> bool:
        return self.at(0.99) < P99_GOAL_MS and not self.failed


async def registrations(world: World, size: Size) -> list[Row]:
    """In a fresh event each; the door last, as its event has all the world's people."""
    seconds = size.registering_seconds
    calm = await one_minute(world, A_MINUTE, seconds)
    return [
        *minute_rows(calm, A_MINUTE * seconds // 60),
        *await with_open_pages(world, size, calm),
        await highest(world, calm, seconds // 3),
        *await last_seats(world, size.seats_wanted),
        await door_meanwhile(world, seconds),
    ]


def minute_rows(run: Run, guests: int) -> list[Row]:
    orders, left = run.counted.orders, run.counted.taken
    states = ", ".join(f"{many} {state}" for state, many in sorted(orders.items()))
    return [
        Row(f"{A_MINUTE} registrations a minute, half of them paid", run.text, goal(), run.is_fast),
        Row(
            "  answers of 5xx, and refused",
            f"{run.failed}, {run.refused} of {guests}",
            "none",
            not run.failed,
        ),
        Row("  seats taken, of 2,000", f"{left:,}: {states}", "2,000", left == SEATS),
        Row("  CPU of the server", f"{run.cpu_ms:.1f} ms each, all its pages, mails and invoices"),
    ]


def goal() -> str:
    return f"p99 < {P99_GOAL_MS:,.0f} ms"


async def one_minute(world: World, a_minute: int, seconds: int) -> Run:
    """As many as come in so many seconds, evenly, answered or not."""
    guests = a_minute * seconds // 60
    return await run_of(world, await minute_shop(world, guests), guests, a_minute / 60)


async def minute_shop(world: World, guests: int) -> Shop:
    left = int(guests * SHARE)
    return await open_shop(world, Shop(next(SHOPS), SEATS, SEATS - left, int(guests / 2 * SHARE)))


async def run_of(world: World, shop: Shop, guests: int, a_second: float) -> Run:
    before = family_cpu_seconds(world.server.pid)
    came = await arrivals(world, shop, range(guests), a_second)
    cost = (family_cpu_seconds(world.server.pid) - before) / guests * 1000
    return Run(came, await checked(world, shop, came), cost)


async def arrivals(world: World, shop: Shop, numbered: range, a_second: float) -> list[Registered]:
    """Every other one for the type that costs something."""
    began = perf_counter()

    async def come(number: int) -> Registered:
        await asyncio.sleep(max(0.0, began + (number - numbered.start) / a_second - perf_counter()))
        browser = await open_browser(world.server, next(BODIES))
        try:
            return await register(browser, shop, number, shop.priced if number % 2 else shop.free)
        finally:
            browser.line.transport.close()

    return await asyncio.gather(*map(come, numbered))


async def checked(world: World, shop: Shop, came: Sequence[Registered]) -> Counted:
    counted = await count(world, shop)
    unsure = sum(max(one.statuses) >= 500 for one in came)
    check(counted, shop, sum(one.placed == 303 for one in came), sum(one.is_paid for one in came), unsure)
    return counted


async def highest(world: World, first: Run, seconds: int) -> Row:
    """The steps as long as they are fast."""
    best, text = 0, first.text
    if first.is_fast:
        best = A_MINUTE
        for step in STEPS:
            run = await one_minute(world, step, seconds)
            if not run.is_fast:
                text += f"; at {step:,}: {run.text}"
                break
            best, text = step, run.text
    return Row(f"the highest rate with p99 below {P99_GOAL_MS:,.0f} ms", f"{best:,} a minute: {text}")


async def with_open_pages(world: World, size: Size, calm: Run) -> list[Row]:
    """The same while guests have the public form open, which tells how many seats are left."""
    guests = A_MINUTE * size.registering_seconds // 60
    shop = await minute_shop(world, guests)
    async with open_pages(world, shop, size.guest_sockets) as fleet:
        run = await run_of(world, shop, guests, A_MINUTE / 60)
        await add_seats(world, shop, MORE)
        took = sorted([await one_seat(world, fleet, shop, number) for number in range(PUSHES)])
    cost = f"{run.cpu_ms:.1f} ms CPU each (without {calm.cpu_ms:.1f})"
    text = f"p50 {percentile(took, 0.5):,.0f} ms, worst {took[-1]:,.0f}"
    pages = f"{size.guest_sockets:,} guests' pages"
    return [
        Row(f"  the same with {pages} open", f"{run.text}; {cost}", goal(), run.is_fast),
        Row(f"  a seat taken, right on all {pages}", text),
    ]


@asynccontextmanager
async def open_pages(world: World, shop: Shop, guests: int) -> AsyncIterator[Fleet]:
    cookies = form_cookies(world.server, shop.event_id, guests)
    paths = [f"/live/form/{shop.event_id}"]
    forwarded = Orders(world.server.port, world.server.base_url, paths, cookies, is_forwarded=True)
    async with open_fleet(forwarded) as fleet:
        await asyncio.sleep(BETWEEN_PUSHES)
        yield fleet


async def one_seat(world: World, fleet: Fleet, shop: Shop, number: int) -> float:
    """Milliseconds from the form that was sent to the last page with the new number of seats."""
    browser = await open_browser(world.server, next(BODIES))
    await browser.get(shop.path)
    await asyncio.sleep(BETWEEN_PUSHES + random.uniform(*PAUSE))
    await fleet.watch(f">{MORE - number - 1}</dd>")
    sent = monotonic()
    answer = await browser.send(shop.path, filled_in(shop, MOST + number, shop.free))
    assert answer.status == 303, (answer.status, answer.body[:500])
    arrived = await fleet.report(fleet.pages)
    browser.line.transport.close()
    assert len(arrived) == fleet.pages, f"{len(arrived)} of {fleet.pages} pages have the number"
    return (max(arrived) - sent) * 1000


async def last_seats(world: World, guests: int) -> list[Row]:
    """All have the page open, and send it in the same moment."""
    shop = await open_shop(world, Shop(next(SHOPS), SEATS, 0, LAST))
    few = asyncio.Semaphore(PAGES_AT_A_TIME)

    async def opened() -> Browser:
        async with few:
            browser = await open_browser(world.server, next(BODIES))
            await browser.get(shop.path)
            return browser

    browsers = await asyncio.gather(*(opened() for _ in range(guests)))
    came = await all_at_once(browsers, shop)
    for browser in browsers:
        browser.line.transport.close()
    counted = await checked(world, shop, came)
    return seats_rows(Run(came, counted, 0))


async def all_at_once(browsers: Sequence[Browser], shop: Shop) -> list[Registered]:
    began = perf_counter()

    async def send(browser: Browser, number: int) -> Registered:
        status = (await browser.send(shop.path, filled_in(shop, number, shop.priced))).status
        return Registered((perf_counter() - began) * 1000, status, False, [status])

    return await asyncio.gather(*map(send, browsers, range(len(browsers))))


def seats_rows(run: Run) -> list[Row]:
    told, orders = Counter(one.placed for one in run.guests), run.counted.orders
    held = orders.get("open", 0)
    answers = ", ".join(f"{many} × {status}" for status, many in sorted(told.items()))
    text = f"{held} held, {orders.get('waiting', 0)} in line; {answers}"
    what = f"the last {LAST} seats of a type, {len(run.guests)} at once"
    is_right = held == LAST and not run.failed
    return [
        Row(what, f"{run.text}, the last answer {run.at(1):,.0f}"),
        Row(f"  exactly {LAST} held, the others wait or are told", text, f"{LAST}, no 5xx", is_right),
    ]


async def door_meanwhile(world: World, seconds: int) -> Row:
    """By turns without and with registrations for the very event whose desks scan."""
    shop = await open_shop(world, Shop(EVENT, 2 * SEATS + world.people, world.people, SEATS))
    desk, without, during = await log_in(world.server), [], []
    a_turn = max(seconds // TURNS, 3)

    async def scanned() -> float:
        await nobody_in(world)
        calm = await open_loop(desk.port, scans(desk, world, SCANS_A_SECOND * a_turn), SCANS_A_SECOND)
        assert set(calm.statuses) == {200}, calm.statuses
        return calm.p95

    async with desks_of(world, desk):
        await scanned()  # caches are warm for both
        for turn in range(TURNS):
            without.append(await scanned())
            guests = A_MINUTE * a_turn // 60
            numbered = range(turn * guests, (turn + 1) * guests)
            p95, _ = await asyncio.gather(scanned(), arrivals(world, shop, numbered, A_MINUTE / 60))
            during.append(p95)
    before, after = middle(without), middle(during)
    text = f"{after / before:.2f} times (p95 {after:.1f} ms, without {before:.1f})"
    what = f"{DASHBOARDS} desks scan {SCANS_A_SECOND} a second, {A_MINUTE} registrations a minute"
    return Row(what, text, f"at most {DOOR_GOAL:.0f} times", after / before <= DOOR_GOAL)
