"""The directory of a large event, searched through HTTP as a phone does while its owner types.

`__main__` calls it. Beside the listed are as many of another event, and who looks is on
no list: nothing is found by luck.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import insert

from benchmarks.load import ask_once, open_loop, request_bytes
from benchmarks.table import Row
from benchmarks.world import EVENT, World, make_sessions
from netevent.attendees.search_keys import directory_key
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.database.tables import attendee_types, attendees, events
from netevent.directory.reading import PAGE_SIZE

LISTED = 20_000
ELSEWHERE = 2
FIRST_ID = 1_000_000
AT_ONCE = 500
SEARCHERS = 50
WARM_UP = 24
PER_SECOND = 10
KINDS = 12
GOALS_MS = {"mariadb": 50.0, "sqlite": 100.0}

# fmt: off
FIRST_NAMES = (
    "Anna", "Ben", "Cara", "Daan", "Eva", "Finn",
    "Greta", "Hugo", "Iris", "Jürgen", "Łukasz", "Marta", "Noor", "Oskar", "Piotr",
    "Sanne", "Tom", "Ula", "Vera", "Wim", "Zoë", "Françoise",
)
LAST_NAMES = (
    "Jansen", "Bakker", "Wiśniewski", "Müller", "García", "Rossi",
    "Kowalski", "Dubois", "Visser", "Smit", "Groß", "Łoś", "Conil", "Broek", "Peeters", "Novák", "Berg",
)
# fmt: on
ORGANISATIONS = ("Gemeente", "Université", "Politechnika", "Open Data Lab", "Slow Bank", "Stadtwerke")
TOWNS = ("Utrecht", "Delft", "Łódź", "Liège", "Köln", "Gent", "Torino", "Málaga")
ROLES = ("Engineer", "Researcher", "Professor", "Manager", "Designer", "Adviser", "Alderman", "Student")
# One in ten is of the second type, one in a hundred of the third.
TYPES = {1: "General", 2: "Speaker", 3: "Press"}


@dataclass(frozen=True, slots=True)
class Directory:
    """Who is listed, for the searches to look for."""

    people: list[dict[str, Any]] = field(repr=False)


async def directory_searches(kind: str, world: World, searches: int, listed: int = LISTED) -> list[Row]:
    """The requested pages alternate between all kinds of `searched_for`."""
    directory = await make_directory(world, listed)
    requests = list(search_requests(world, directory, await make_sessions(world, "attendee", SEARCHERS)))
    await every_kind_answers(world, requests[:KINDS])
    prepared = [requests[number % len(requests)] for number in range(WARM_UP + searches)]
    await open_loop(world.server.port, prepared[:WARM_UP], PER_SECOND)
    figures = await open_loop(world.server.port, prepared[WARM_UP:], PER_SECOND)
    assert set(figures.statuses) == {200}, figures.statuses
    text = f"p50 {figures.p50:.1f} ms, p95 {figures.p95:.1f}, p99 {figures.p99:.1f}"
    goal = GOALS_MS[kind]
    what = f"directory of {listed:,}, {PER_SECOND} searches a second"
    return [Row(what, text, f"p95 < {goal:.0f} ms", figures.p95 < goal)]


async def every_kind_answers(world: World, requests: list[bytes]) -> None:
    """What is measured are people, or the word that nobody is found."""
    for request in requests:
        answer = await ask_once(world.server.port, request)
        assert answer.status == 200, (request, answer.status)
        assert b"-row" in answer.body or b"No people found" in answer.body, (request, answer.body)


def search_requests(world: World, directory: Directory, cookies: list[str]) -> Iterator[bytes]:
    """One of each kind for every searcher, as htmx asks."""
    dice = random.Random(1)
    for cookie in cookies:
        headers = {"Host": f"127.0.0.1:{world.server.port}", "Cookie": cookie, "HX-Request": "true"}
        for one in searched_for(dice, directory):
            yield request_bytes("GET", f"/attendee/people/find?{urlencode(one)}", headers)


def searched_for(dice: random.Random, directory: Directory) -> Iterator[dict[str, object]]:
    """Nothing, words that many, few and none have, several, filters, and pages far behind."""
    person, behind = dice.choice(directory.people), dice.choice(directory.people)
    place = {"after": behind["id"], "key": behind["directory_key"]}
    yield {}
    yield {"q": dice.choice("aeno")}
    yield {"q": person["first_name"]}
    yield {"q": f"{person['first_name']} {person['last_name']}"}
    yield {"q": f"{person['role']} {dice.choice(TOWNS)}"}
    yield {"q": "nobody is called so"}
    yield {"type": dice.choice(list(TYPES))}
    yield {"type": 3, "q": person["first_name"]}
    yield {"organisation": person["organisation"]}
    yield {"role": person["role"][:4], "organisation": dice.choice(TOWNS)}
    yield place
    yield {"q": dice.choice(TOWNS), **place}


async def make_directory(world: World, listed: int) -> Directory:
    """`listed` people in the event, and as many in another one."""
    await world.database.transact(_insert_other_event)
    people = [_person(FIRST_ID + number, EVENT, number) for number in range(listed)]
    others = [_person(FIRST_ID + listed + number, ELSEWHERE, number) for number in range(listed)]
    for start in range(0, listed, AT_ONCE):
        batch = people[start : start + AT_ONCE] + others[start : start + AT_ONCE]
        await world.database.transact(_insert_people, people=batch)
    assert len(people) >= PAGE_SIZE
    return Directory(people)


def _insert_people(tx: Transaction, people: list[dict[str, Any]]) -> None:
    tx.execute(insert(attendees), people)


def _insert_other_event(tx: Transaction) -> None:
    event = {
        "id": ELSEWHERE,
        "organizer_id": 1,
        "code": "BENCH2",
        "name": "Another",
        "start_time": clock.now(),
    }
    tx.execute(insert(events).values(**event))
    rows = [
        {"id": id_, "event_id": EVENT, "code": f"T{id_}", "name": name, "name_key": name.lower()}
        for id_, name in TYPES.items()
    ]
    tx.execute(insert(attendee_types), rows)


def make_person(number: int) -> dict[str, Any]:
    """Names, organisation, role and address; the same for the same number."""
    dice = random.Random(number)
    return {
        "email": f"d{number}@bench.example",
        "first_name": dice.choice(FIRST_NAMES),
        "last_name": f"{dice.choice(LAST_NAMES)}-{dice.choice(LAST_NAMES)}",
        "organisation": f"{dice.choice(ORGANISATIONS)} {dice.choice(TOWNS)}",
        "role": dice.choice(ROLES),
    }


def _person(id_: int, event_id: int, number: int) -> dict[str, Any]:
    row = make_person(id_)
    return row | {
        "id": id_,
        "event_id": event_id,
        "email_key": row["email"],
        "password_hash": "!",
        "introduction": "Here to meet people who like open data. " * 8,
        "directory_key": directory_key(row["first_name"], row["last_name"], row["organisation"], row["role"]),
        "attendee_type_id": _type_of(number) if event_id == EVENT else None,
    }


def _type_of(number: int) -> int:
    if number % 100 == 99:
        return 3
    return 2 if number % 10 == 9 else 1
