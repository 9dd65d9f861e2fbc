"""The organizer's list of attendees: of a large event beside a small one, opened and searched through HTTP.

`__main__` calls it. Both stand in the same tables, and are asked by turns: what slows one slows the other.
"""

import random
from collections.abc import Iterator
from time import perf_counter
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import insert

from benchmarks.directory import FIRST_ID, make_person
from benchmarks.load import connect, percentile, request_bytes
from benchmarks.table import Row
from benchmarks.world import DAY, World, make_sessions
from netevent.attendees.writing import Details, NewAttendee, insert_attendees
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.database.tables import attendee_types, events

LARGE, SMALL = 20_000, 200
EVENTS = {LARGE: 11, SMALL: 12}
TYPES = 3
AT_ONCE = 500
WARM_UP = 20
GOALS_MS = {"mariadb": 60.0, "sqlite": 120.0}
RATIO_GOAL = 1.3
FRAGMENT = {"HX-Request": "true"}


async def attendee_lists(kind: str, world: World, searches: int) -> list[Row]:
    """Pages as a browser opens them, then each step of a search as htmx asks for it."""
    people = {size: await make_event(world, size) for size in EVENTS}
    cookie = (await make_sessions(world, "organizer", 1))[0]
    opened = {size: [_request(world, cookie, EVENTS[size], {}, {})] for size in EVENTS}
    typed = {size: list(steps(world, cookie, EVENTS[size], people[size])) for size in EVENTS}
    return [
        *await compared(kind, world, "first page", opened, max(1, searches // 4)),
        *await compared(kind, world, "search step", typed, searches),
    ]


async def compared(
    kind: str, world: World, what: str, requests: dict[int, list[bytes]], count: int
) -> list[Row]:
    """One at a time, by turns, so that both meet the same machine."""
    took: dict[int, list[float]] = {size: [] for size in requests}
    line = await connect(world.server.port)
    for number in range(-WARM_UP, count):
        for size, asked in requests.items():
            began = perf_counter()
            answer = await line.ask(asked[number % len(asked)])
            if number >= 0:
                took[size].append((perf_counter() - began) * 1000)
            assert answer.status == 200, (asked, answer.status)
            assert b"-row" in answer.body or b"No people found" in answer.body, answer.body
    line.transport.close()
    return rows_of(kind, what, {size: sorted(times) for size, times in took.items()})


def rows_of(kind: str, what: str, took: dict[int, list[float]]) -> list[Row]:
    p95 = {size: percentile(times, 0.95) for size, times in took.items()}
    texts = {
        size: f"p50 {percentile(times, 0.5):.1f} ms, p95 {p95[size]:.1f}, p99 {percentile(times, 0.99):.1f}"
        for size, times in took.items()
    }
    goal, ratio = GOALS_MS[kind], p95[LARGE] / p95[SMALL]
    return [
        Row(f"list of {SMALL:,}, {what}", texts[SMALL]),
        Row(f"list of {LARGE:,}, {what}", texts[LARGE], f"p95 < {goal:.0f} ms", p95[LARGE] < goal),
        Row(
            f"the same, {LARGE:,} to {SMALL:,}",
            f"{ratio:.2f} times",
            f"at most {RATIO_GOAL}",
            ratio <= RATIO_GOAL,
        ),
    ]


def steps(world: World, cookie: str, event_id: int, people: list[dict[str, Any]]) -> Iterator[bytes]:
    """Somebody types a name, letter by letter; narrows; sorts; goes to pages far behind."""
    dice = random.Random(1)
    for person in dice.sample(people, 8):
        name = f"{person['first_name']} {person['last_name']}"
        asked: list[dict[str, object]] = [{"q": name[:length]} for length in (1, 2, 3, 5, len(name))]
        asked += [
            {"q": person["email"]},
            {"q": person["organisation"]},
            {"q": "nobody is called so"},
            {"type": event_id * 10 + 1},
            {"state": "expected"},
            {"state": "in"},
            {"state": "unpaid", "q": "an"},
            {"sort": "organisation"},
            {"sort": "type", "down": "1"},
            {"sort": "added", "down": "1"},
            {"page": len(people) // 50},
        ]
        for one in asked:
            yield _request(world, cookie, event_id, one, FRAGMENT)


def _request(
    world: World, cookie: str, event_id: int, asked: dict[str, object], headers: dict[str, str]
) -> bytes:
    host = {"Host": f"127.0.0.1:{world.server.port}", "Cookie": cookie}
    return request_bytes("GET", f"/organizer/event/{event_id}/attendees?{urlencode(asked)}", host | headers)


async def make_event(world: World, size: int) -> list[dict[str, Any]]:
    event_id = EVENTS[size]
    await world.database.transact(_insert_event, event_id, size)
    people = [make_person(FIRST_ID * event_id + number) for number in range(size)]
    for start in range(0, size, AT_ONCE):
        await world.database.transact(_insert_people, event_id, people[start : start + AT_ONCE])
    return people


def _insert_event(tx: Transaction, event_id: int, people: int) -> None:
    moments = {"start_time": clock.now(), "end_time": clock.now() + DAY}
    event = {"id": event_id, "organizer_id": 1, "code": f"LIST{event_id}", "name": "List"}
    tx.execute(insert(events).values(**event, **moments, seats_taken=people))
    rows = [
        {
            "id": event_id * 10 + n,
            "event_id": event_id,
            "code": f"T{n}",
            "name": f"Type {n}",
            "name_key": f"type {n}",
        }
        for n in range(TYPES)
    ]
    tx.execute(insert(attendee_types), rows)


def _insert_people(tx: Transaction, event_id: int, people: list[dict[str, Any]]) -> None:
    """A third of them is in, one in ten has not paid, each has one of three types."""
    insert_attendees(tx, event_id, [_new(event_id, number, person) for number, person in enumerate(people)])


def _new(event_id: int, number: int, person: dict[str, Any]) -> NewAttendee:
    details = Details(
        person["email"], person["first_name"], person["last_name"], person["organisation"], person["role"]
    )
    is_in = number % 3 == 0
    columns = {
        "attendee_type_id": event_id * 10 + number % TYPES,
        "checked_in": is_in,
        "checked_in_at": clock.now() if is_in else None,
        "checked_in_minute": 1_000_000 + number if is_in else None,
        "payment_status": "pending" if number % 10 == 9 else "paid",
    }
    return NewAttendee(details, password_hash="!", columns=columns)
