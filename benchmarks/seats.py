"""The last seats of a session, wanted by hundreds at once. `__main__` calls it.

After each run the rows must say what the answers said: as many registered as there were seats, the others
in line with places from 1 on, each once, and the counters of the session equal to the rows. That the line is
in the order of the commits is seen in two ways. While it grows, it is read again and again: whatever is
committed must be its beginning without a gap, so nobody was committed before somebody ahead. And the ids of
the rows, which are drawn under the session's lock as the numbers are, must rise with the numbers. When an
attendee tapped is not compared: the moment in the row is taken before the lock.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from time import perf_counter

from sqlalchemy import select

from benchmarks.breakouts import insert_seats, insert_session, opening, tap
from benchmarks.load import Answer, Line, connect, percentile
from benchmarks.table import Row, middle
from benchmarks.world import EVENT, World, make_sessions
from netevent.core.database import Transaction
from netevent.core.database.budget import patient
from netevent.core.database.tables import breakout_session_rsvps as rsvps
from netevent.core.database.tables import breakout_sessions as sessions

WORKERS = 4
CAPACITY, LAST = 50, 10
ROUNDS = 3
P99_GOAL_MS = 2_000.0
# How many pages are asked for at a time before the taps, and seconds between two looks at the line.
PAGES_AT_A_TIME = 8
BETWEEN_LOOKS = 0.1


@dataclass(frozen=True, slots=True)
class Round:
    """What one run gave: times in milliseconds from the first request that was sent; by attendee, what was
    answered; how often the line was looked at while it grew.
    """

    took: list[float]
    answers: dict[int, Answer]
    looks: int

    def at(self, share: float) -> float:
        return percentile(self.took, share)

    def refused(self, lowest: int) -> int:
        """How many were answered with this status or a higher one."""
        return sum(answer.status >= lowest for answer in self.answers.values())


@dataclass(frozen=True, slots=True)
class Place:
    """A row of the line, or a seat: then `number` is None."""

    id: int
    attendee_id: int
    number: int | None


@dataclass(frozen=True, slots=True)
class Rows:
    """`line` is in the order of the numbers; `taken` and `waiting` are the session's own counters."""

    seated: frozenset[int]
    line: tuple[Place, ...]
    taken: int
    waiting: int


async def last_seats(world: World, seekers: int) -> list[Row]:
    cookies = await make_sessions(world, "attendee", seekers)
    rounds = [await one_round(world, cookies, session_id) for session_id in range(1, ROUNDS + 1)]
    p50, p95, p99, worst = (middle([one.at(share) for one in rounds]) for share in (0.5, 0.95, 0.99, 1))
    failed, refused = (sum(one.refused(lowest) for one in rounds) for lowest in (500, 400))
    what = f"the last {LAST} seats, {seekers} at once, {WORKERS} processes"
    text = f"p50 {p50:,.0f} ms, p95 {p95:,.0f}, p99 {p99:,.0f}, worst {worst:,.0f}"
    looks = f"right {ROUNDS} times, seen while it grew {sum(one.looks for one in rounds)} times"
    return [
        Row(what, text, f"p99 < {P99_GOAL_MS:,.0f} ms", p99 < P99_GOAL_MS),
        Row("  answers of 5xx", f"{failed} of {ROUNDS * seekers:,}", "none", failed == 0),
        Row("  refused at all", f"{refused} of {ROUNDS * seekers:,}", "none", refused == 0),
        Row(f"  exactly {LAST} registered, the line in the order of commit", looks),
    ]


async def one_round(world: World, cookies: list[str], session_id: int) -> Round:
    await world.database.transact(_insert_session, session_id, len(cookies))
    async with open_phones(world, cookies, session_id) as phones:
        over = asyncio.Event()
        looking = asyncio.create_task(look_at_line(world, session_id, over))
        try:
            took, answers = await all_at_once(phones)
        finally:
            over.set()
    run = Round(took, answers, await looking)
    check(run.answers, await world.database.read(select_rows, session_id, len(cookies)))
    return run


@asynccontextmanager
async def open_phones(
    world: World, cookies: list[str], session_id: int
) -> AsyncIterator[list[tuple[Line, bytes]]]:
    """A connection for each login, which has shown the programme, and the request of its tap."""
    few, lines = asyncio.Semaphore(PAGES_AT_A_TIME), [await connect(world.server.port) for _ in cookies]

    async def ready(line: Line, cookie: str) -> tuple[Line, bytes]:
        async with few:
            return line, await tap(world, line, cookie, session_id)

    try:
        yield list(await asyncio.gather(*map(ready, lines, cookies)))
    finally:
        for line in lines:
            line.transport.close()


async def all_at_once(phones: Sequence[tuple[Line, bytes]]) -> tuple[list[float], dict[int, Answer]]:
    """Milliseconds until each was answered, in order; and the answers by attendee."""
    took: list[float] = []
    began = perf_counter()

    async def answered(waiting: asyncio.Future[Answer]) -> Answer:
        answer = await waiting
        took.append((perf_counter() - began) * 1000)
        return answer

    sent = [line.ask(request) for line, request in phones]
    answers = await asyncio.gather(*map(answered, sent))
    return took, dict(enumerate(answers, start=1))


async def look_at_line(world: World, session_id: int, over: asyncio.Event) -> int:
    """How often the line was read. Whoever is in it, all ahead are, too."""
    looks = 0
    with patient():
        while not over.is_set():
            has_no_gap(await world.database.read(select_numbers, session_id))
            looks += 1
            await asyncio.sleep(BETWEEN_LOOKS)
    return looks


def check(answers: dict[int, Answer], rows: Rows) -> None:
    """Who was refused is counted elsewhere; all others have what they were told."""
    has_no_gap([one.number for one in rows.line])
    assert [one.id for one in rows.line] == sorted(one.id for one in rows.line)
    assert len(rows.seated) == LAST, rows.seated
    assert (rows.taken, rows.waiting) == (CAPACITY, len(rows.line)), rows
    places = {one.attendee_id: place for place, one in enumerate(rows.line, start=1)}
    for attendee_id, answer in answers.items():
        if answer.status == 200:
            told = json.loads(answer.body)
            has = "registered" if attendee_id in rows.seated else "waitlisted"
            assert (told["status"], told["place"]) == (has, places.get(attendee_id)), (attendee_id, told)


def has_no_gap(numbers: Sequence[int | None]) -> None:
    assert numbers == list(range(1, len(numbers) + 1)), numbers


def select_numbers(tx: Transaction, session_id: int) -> list[int]:
    """Of who waits, the lowest first."""
    waiting = rsvps.c.breakout_session_id == session_id, rsvps.c.status == "waitlisted"
    return list(tx.execute(select(rsvps.c.number).where(*waiting).order_by(rsvps.c.number)).scalars())


def select_rows(tx: Transaction, session_id: int, seekers: int) -> Rows:
    """The first `seekers` attendees are those who want a seat; the others' seats are not told."""
    session = tx.execute(select(sessions).where(sessions.c.id == session_id)).one()
    ordered = select(rsvps).where(rsvps.c.breakout_session_id == session_id).order_by(rsvps.c.number)
    found = tx.execute(ordered).all()
    seated = {one.attendee_id for one in found if one.status == "registered"}
    line = (Place(one.id, one.attendee_id, one.number) for one in found if one.status == "waitlisted")
    seekers_seated = frozenset(id_ for id_ in seated if id_ <= seekers)
    return Rows(seekers_seated, tuple(line), session.seats_taken, session.waiting)


def _insert_session(tx: Transaction, session_id: int, seekers: int) -> None:
    """Each at another time: who has a seat in one is not asked about the next. All but the last are taken."""
    start, taken = opening(session_id), CAPACITY - LAST
    insert_session(
        tx, id=session_id, event_id=EVENT, start_time=start, max_attendees=CAPACITY, seats_taken=taken
    )
    insert_seats(tx, [session_id], range(seekers + 1, seekers + 1 + taken))
