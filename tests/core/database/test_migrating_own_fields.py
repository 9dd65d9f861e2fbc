"""Servers of before: what stands of those who were here is theirs, of the others the list's."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import column, insert, select, table

from netevent.core.database import Database, Transaction, migrating
from netevent.core.database.tables import attendees
from tests.core.database.test_migrating import insert_event, to_revision

BEFORE = "0008"


def insert_person(tx: Transaction, given: dict[str, Any]) -> None:
    row = {"event_id": 1, "email": "a@b.nl", "email_key": "a@b.nl", "password_hash": "!"}
    row |= {"first_name": "Ada", "last_name": "Byron", "organisation": None, "role": "", "phone": "1"} | given
    tx.execute(insert(table("attendees", *(column(name) for name in row))).values(row))


@pytest.mark.parametrize(
    ("given", "own"),
    [
        ({"password_hash": "argon"}, "first_name last_name phone"),
        ({"introduction": "Hello", "role": "Analyst"}, "first_name last_name role phone"),
        ({"introduction": ""}, ""),
        ({}, ""),
    ],
)
async def test_who_was_here_owns_what_stands(bare_database_url: str, given: dict[str, Any], own: str):
    database = Database(bare_database_url)
    await database.transact(to_revision, revision=BEFORE)
    await database.transact(insert_event)
    await database.transact(insert_person, given)
    await migrating.migrate(database)
    assert await database.read(lambda tx: tx.execute(select(attendees.c.own_fields)).scalar_one()) == own
    await database.close()
