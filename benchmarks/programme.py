"""The programme: a seat that goes, on all pages that show it; and what a page of a long one costs.

`__main__` calls it.
"""

import asyncio
import random
import time
from dataclasses import replace

from sqlalchemy import insert

from benchmarks.breakouts import PROGRAMME, insert_programme, insert_seats, tap
from benchmarks.load import ask_once, closed_loop, connect, percentile, request_bytes
from benchmarks.memory import cpu_seconds
from benchmarks.scenarios import PAUSE, Size, attendee_pages, until_calm
from benchmarks.sockets import Fleet
from benchmarks.table import Row, middle
from benchmarks.world import DAY, EVENT, World, make_sessions
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.database.tables import attendees, breakout_sessions, events

SHORT, LONG, DAYS = 30, 300, 3
LONG_EVENT, LONG_FIRST_ID = 2, 1_001
WATCHED, CAPACITY = 1, 500
OWN = (4, 5, 6)
LANGUAGES = ("en", "nl", "de", "fr")
PUSH_GOAL_MS = 500.0
RATIO_GOAL = 2.0
TURNS = 5
WARM_UP = 10


async def programme_pages(world: World, size: Size) -> list[Row]:
    """The views first: no page is open then."""
    await world.database.transact(_insert_programmes, world.people)
    rows = await views(world, size.programme_views)
    return [await one_seat_on_all_pages(world, size), *rows]


async def one_seat_on_all_pages(world: World, size: Size) -> Row:
    """From the tap of one of the attendees until the last of all sockets had the new number of seats."""
    sockets = size.attendee_sockets
    cookies = await make_sessions(world, "attendee", sockets)
    paths = [f"/live/programme?lang={language}" for language in LANGUAGES]
    async with attendee_pages(world, cookies, paths) as fleet:
        took = [await one_rsvp(world, fleet, cookies, number) for number in range(size.rsvps)]
    took.sort()
    p50, p95 = percentile(took, 0.50), percentile(took, 0.95)
    text = f"p50 {p50:.0f} ms, p95 {p95:.0f}, worst {took[-1]:.0f}"
    what = f"a seat taken, right on all {sockets:,} programme pages"
    return Row(what, text, f"p95 < {PUSH_GOAL_MS:.0f} ms", p95 < PUSH_GOAL_MS)


async def one_rsvp(world: World, fleet: Fleet, cookies: list[str], number: int) -> float:
    """Milliseconds. All languages write the number first; each attendee asks once."""
    line = await connect(world.server.port)
    request = await tap(world, line, cookies[number], WATCHED)
    await asyncio.sleep(random.uniform(*PAUSE))
    await fleet.watch(f'<b class="n">{CAPACITY - number - 1} ')
    sent = time.monotonic()
    answer = await line.ask(request)
    assert answer.status == 200, answer.body
    line.transport.close()
    arrived = await fleet.report(len(cookies))
    assert len(arrived) == len(cookies), f"{len(arrived)} of {len(cookies)} pages were told of a seat"
    return (max(arrived) - sent) * 1000


async def views(world: World, count: int) -> list[Row]:
    """One reader of each programme, with seats in three sessions; `count` views by turns, five times."""
    both = replace(world, people=world.people + 1)
    cookies = await make_sessions(both, "attendee", 2, first=world.people)
    costs: tuple[list[float], list[float]] = ([], [])
    for cookie, sessions in zip(cookies, (SHORT, LONG), strict=True):
        await shows(world, cookie, sessions)
        await milliseconds_each(world, cookie, WARM_UP)
    for _ in range(TURNS):
        for cookie, cost in zip(cookies, costs, strict=True):
            cost.append(await milliseconds_each(world, cookie, count))
    short, long = (middle(cost) for cost in costs)
    ratio, goal = long / short, f"at most {RATIO_GOAL:.0f}"
    what = f"a page of a programme of {LONG} sessions, to one of {SHORT}"
    text = f"{ratio:.2f} times: {long:.1f} ms CPU, {short:.1f}"
    return [Row(what, text, goal, ratio <= RATIO_GOAL)]


async def milliseconds_each(world: World, cookie: str, count: int) -> float:
    """CPU of the server's process for one page."""
    before = cpu_seconds(world.server.pid)
    figures = await closed_loop(world.server.port, [_page(world, cookie)] * count, 1)
    assert set(figures.statuses) == {200}, figures.statuses
    return (cpu_seconds(world.server.pid) - before) / count * 1000


async def shows(world: World, cookie: str, sessions: int) -> None:
    """The page as it opens has sessions to come of the first day, and the own ones."""
    await until_calm(world.server)
    page = await ask_once(world.server.port, _page(world, cookie))
    shown = page.body.count(b'<li class="session')
    assert page.status == 200, (page.status, page.body[:500])
    assert shown >= sessions // DAYS, f"{shown} of {sessions} sessions are on the page"


def _page(world: World, cookie: str) -> bytes:
    headers = {"Host": f"127.0.0.1:{world.server.port}", "Cookie": cookie}
    return request_bytes("GET", PROGRAMME, headers)


def _insert_programmes(tx: Transaction, people: int) -> None:
    """The short one is of the event with all the people, the long one of an event with one attendee more."""
    event = {"id": LONG_EVENT, "organizer_id": 1, "code": "LONG", "name": "Long", "seats_taken": 1}
    tx.execute(insert(events), [{**event, "start_time": clock.now(), "end_time": clock.now() + DAYS * DAY}])
    reader = {"id": people + 1, "event_id": LONG_EVENT, "email": "l@bench.example", "password_hash": "!"}
    named = {"email_key": "l@bench.example", "first_name": "Lea", "last_name": "Long"}
    tx.execute(insert(attendees), [reader | named])
    insert_programme(tx, EVENT, range(1, SHORT + 1), DAYS)
    insert_programme(tx, LONG_EVENT, range(LONG_FIRST_ID, LONG_FIRST_ID + LONG), DAYS)
    own_of_long = [LONG_FIRST_ID - 1 + number for number in OWN]
    insert_seats(tx, OWN, [people])
    insert_seats(tx, own_of_long, [people + 1])
    taken = breakout_sessions.c.id.in_([*OWN, *own_of_long])
    tx.execute(breakout_sessions.update().where(taken).values(seats_taken=1))
