"""Servers of before: everybody is found and logs in by the keys of today."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import insert, select

from netevent.attendees.search_keys import Listing, attendee_search_key, directory_key
from netevent.core.database import Database, Transaction, migrating
from netevent.core.database.tables import attendees, metadata, organizers, staff
from tests.core.database.test_migrating import insert_event, to_revision

BEFORE = "0007"
PUNY, READABLE = "ada@xn--mnchen-3ya.de", "ada@münchen.de"


def add(tx: Transaction, name: str, rows: list[dict[str, Any]] | dict[str, Any]) -> None:
    """Only with columns that there were."""
    tx.execute(insert(metadata.tables[name]), rows)


def person(number: int, email_key: str, key: str = "") -> dict[str, Any]:
    names = {"first_name": "A", "last_name": "B", "password_hash": "!"}
    keys = {"email_key": email_key, "search_key": key, "directory_key": key}
    return {"id": number, "event_id": 1, "email": f"typed{number}", **names, **keys}


@pytest.fixture
async def database(bare_database_url: str) -> Any:
    database = Database(bare_database_url)
    await database.transact(to_revision, revision=BEFORE)
    await database.transact(insert_event)
    yield database
    await database.close()


async def keys_of(database: Database, column: Any) -> list[str]:
    await migrating.migrate(database)
    statement = select(column).order_by(column.table.c.id)
    return list(await database.read(lambda tx: tx.execute(statement).scalars().all()))


NAMES = ("first_name", "last_name", "organisation", "role", "shows_name", "shows_role")
PEOPLE = (
    ("Jörg", "Müller-Straße", "Cœur", "Chef", "everyone", "everyone"),
    ("Þór", "O’Brien", "", "Spy", "everyone", "nobody"),
    ("Not", "Listed", "", "", "nobody", "everyone"),
)


async def test_people_are_found_by_the_keys_of_today(database: Database):
    """More of them than the migration reads at once."""
    rows = [
        person(n, f"{n}@x", "old") | dict(zip(NAMES, PEOPLE[n % 3], strict=True)) for n in range(1, 1_100)
    ]
    await database.transact(add, "attendees", rows)
    found = await keys_of(database, attendees.c.search_key)
    listed = await keys_of(database, attendees.c.directory_key)
    for number in (1, 2, 3, 1_099):
        first, last, organisation, role, shows_name, shows_role = PEOPLE[number % 3]
        listing = Listing(name=shows_name == "everyone", role=shows_role == "everyone")
        assert found[number - 1] == attendee_search_key(first, last, organisation, f"typed{number}")
        assert listed[number - 1] == directory_key(first, last, organisation, role, listing)


async def test_domains_are_readable_and_nobody_loses_an_account(database: Database):
    for number, address in enumerate((PUNY, READABLE, "eve@xn--mnchen-3ya.de"), 1):
        await database.transact(add, "attendees", person(number, address))
    assert await keys_of(database, attendees.c.email_key) == [PUNY, READABLE, "eve@münchen.de"]


@pytest.mark.parametrize("table", [staff, organizers])
async def test_staff_and_organizers_log_in_by_it_too(database: Database, table: Any):
    row = {"id": 7, "email": PUNY, "email_key": PUNY, "password_hash": "!"}
    names = {"first_name": "A", "last_name": "B", "event_id": 1} if table is staff else {"name": "A"}
    await database.transact(add, table.name, row | names)
    found = select(table.c.email_key).where(table.c.id == 7)
    await migrating.migrate(database)
    assert await database.read(lambda tx: tx.execute(found).scalar_one()) == READABLE
