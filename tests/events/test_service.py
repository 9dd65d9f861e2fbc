"""The rules of an event: what is refused, what stays when it changes, what goes when it is deleted."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from itertools import chain, repeat

import pytest
from sqlalchemy import func, select

from netevent.changes import EventTeamChanged, LoginChanged
from netevent.core.database import Database
from netevent.core.database.tables import metadata
from netevent.events import queries, seats, service
from netevent.events.details import Details, Event
from netevent.events.gates.queries import select_gates
from netevent.identity import service as identity
from netevent.identity.accounts import Account, Kind
from tests import factories
from tests.door import SIDE_GATE, Door, badge

DETAILS = Details(
    name="Bike data day",
    description="",
    start=datetime(2026, 11, 24, 8, 30, tzinfo=UTC).replace(tzinfo=None),
    end=datetime(2026, 11, 24, 16, 30, tzinfo=UTC).replace(tzinfo=None),
    zone="Europe/Amsterdam",
    location="Utrecht",
    max_attendees=100,
    gates=("Main", "East"),
)


async def create(database: Database, organizer_id: int, details: Details = DETAILS) -> int:
    return await database.transact(service.create_event, organizer_id=organizer_id, details=details)


async def edit(database: Database, event_id: int, details: Details) -> None:
    await database.transact(service.edit_event, event_id=event_id, details=details)


async def selected(database: Database, event_id: int) -> Event:
    event = await database.read(queries.select_event, event_id=event_id)
    assert event is not None
    return event


async def gate_ids(database: Database, event_id: int) -> dict[str, int]:
    gates = await database.read(select_gates, event_id=event_id)
    return {gate.name: gate.id for gate in gates}


async def test_a_new_event_has_its_details_its_gates_and_a_short_code(database):
    event_id = await create(database, await factories.insert_organizer(database))
    event = await selected(database, event_id)
    assert event.details == DETAILS
    assert len(event.code) == service.CODE_LENGTH
    assert event.seats_taken == 0


async def test_a_code_that_another_event_has_is_drawn_again(database, monkeypatch):
    organizer_id = await factories.insert_organizer(database)
    await factories.insert_event(database, organizer_id, code="TAKEN2")
    draw = chain(repeat("TAKEN2", 3), ["FREE22"])
    monkeypatch.setattr(service, "new_code", lambda length: next(draw))
    assert (await selected(database, await create(database, organizer_id))).code == "FREE22"


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"end": DETAILS.start}, service.EndsTooEarly),
        ({"max_attendees": 0}, service.NoSeats),
        ({"zone": "Europe/Atlantis"}, service.UnknownZone),
        ({"gates": tuple(f"Gate {n}" for n in range(51))}, service.TooManyGates),
        ({"opens": DETAILS.start, "closes": DETAILS.start}, service.ClosesTooEarly),
    ],
)
async def test_nonsense_is_refused_and_makes_no_event(database, changed, refusal):
    organizer_id = await factories.insert_organizer(database)
    with pytest.raises(refusal):
        await create(database, organizer_id, replace(DETAILS, **changed))
    assert await count(database, "events") == 0


async def test_a_limit_below_the_taken_seats_throws_nobody_out_and_lets_nobody_in(database):
    organizer_id = await factories.insert_organizer(database)
    event_id = await factories.insert_event(database, organizer_id, seats_taken=30)
    await edit(database, event_id, replace(DETAILS, max_attendees=28))
    event = await selected(database, event_id)
    assert (event.seats_taken, event.seats_left, event.too_many) == (30, 0, 2)
    assert await database.transact(seats.hold, event_id) == 0
    assert await database.transact(seats.hold, event_id, 5) == 0
    for _ in range(2):
        await database.transact(seats.release, event_id)
    assert await database.transact(seats.hold, event_id) == 0
    await database.transact(seats.release, event_id)
    assert await database.transact(seats.hold, event_id, 5) == 1
    assert (await selected(database, event_id)).seats_taken == 28


async def test_a_limit_that_shrinks_while_many_register_is_never_passed_afterwards(database):
    organizer_id = await factories.insert_organizer(database)
    event_id = await factories.insert_event(database, organizer_id, seats_taken=0, max_attendees=50)
    held = await asyncio.gather(
        *(database.transact(seats.hold, event_id) for _ in range(20)),
        edit(database, event_id, replace(DETAILS, max_attendees=5)),
        *(database.transact(seats.hold, event_id) for _ in range(20)),
    )
    event = await selected(database, event_id)
    assert event.seats_taken == sum(one for one in held if one is not None)
    assert await database.transact(seats.hold, event_id) == (1 if event.seats_taken < 5 else 0)


async def test_a_secret_link_stays_while_it_is_wanted_and_is_another_one_afterwards(database):
    event_id = await create(database, await factories.insert_organizer(database))
    assert (await selected(database, event_id)).link_token == ""
    await edit(database, event_id, replace(DETAILS, by_link=True))
    first = (await selected(database, event_id)).link_token
    assert len(first) == 43
    await edit(database, event_id, replace(DETAILS, by_link=True, name="Renamed"))
    assert (await selected(database, event_id)).link_token == first
    await edit(database, event_id, DETAILS)
    assert (await selected(database, event_id)).link_token == ""
    await edit(database, event_id, replace(DETAILS, by_link=True))
    assert (await selected(database, event_id)).link_token not in ("", first)


async def test_a_renamed_gate_stays_the_same_gate(database):
    event_id = await create(database, await factories.insert_organizer(database))
    before = await gate_ids(database, event_id)
    await edit(database, event_id, replace(DETAILS, gates=("East", "Front", "Garden")))
    after = await gate_ids(database, event_id)
    assert list(after) == ["East", "Front", "Garden"]
    assert (after["East"], after["Front"]) == (before["East"], before["Main"])


async def test_two_gates_may_change_places(database):
    event_id = await create(database, await factories.insert_organizer(database))
    before = await gate_ids(database, event_id)
    await edit(database, event_id, replace(DETAILS, gates=("East", "Main")))
    assert list((await gate_ids(database, event_id)).items()) == list(reversed(before.items()))


async def test_a_removed_gate_keeps_its_arrivals_in_the_count(door: Door):
    await door.scan(badge(1), gate_id=SIDE_GATE)
    event = await selected(door.database, 1)
    await edit(door.database, 1, replace(event.details, gates=("Main",)))
    assert list(await gate_ids(door.database, 1)) == ["Main"]
    assert await door.inside() == 1


def test_gates_that_only_a_capital_or_an_accent_tells_apart_are_one():
    assert service.distinct_gates(["Entrée", "entree", "", "East", "EAST "]) == ("Entrée", "East")


async def test_deleting_an_event_leaves_no_orphans_and_nobody_logged_in(door: Door):
    await door.scan(badge(1))
    marta = Account(Kind.staff, 1, "Marta", "marta@example.com", "en", 1)
    piet = Account(Kind.staff, 2, "Piet", "piet@example.com", "en", 2)
    for account in (marta, piet):
        await door.database.transact(identity.start_login, accounts=[account], chosen=account)
    door.published.clear()
    await door.database.transact(service.delete_event, event_id=1)
    assert [type(change) for change in door.published] == [LoginChanged, EventTeamChanged]
    left = {name: await count(door.database, name) for name in metadata.tables}
    assert {name: rows for name, rows in left.items() if rows and name != "languages"} == {
        "organizers": 2, "events": 1, "gates": 1, "staff": 1, "attendees": 1, "logins": 1, "login_accounts": 1
    }  # fmt: skip


async def count(database: Database, table: str) -> int:
    statement = select(func.count()).select_from(metadata.tables[table])
    return int(await database.read(lambda tx: tx.execute(statement).scalar_one()))
