"""Types of an event: made by name, each name once."""

from netevent.attendees.types import queries
from netevent.core.database import Database
from tests.door import Door


async def insert(database: Database, event_id: int, name: str) -> int:
    return await database.transact(queries.insert_type, event_id=event_id, name=name)


async def test_a_type_gets_a_code_of_its_own(door: Door):
    await insert(door.database, 1, "Student")
    types = await door.database.read(queries.select_types, event_id=1)
    assert [one.name for one in types] == ["VIP", "Student"]
    assert len(types[1].code) == queries.CODE_LENGTH
    assert types[1].is_free


async def test_the_same_name_in_other_mails_is_the_same_type(door: Door):
    first = await insert(door.database, 1, "Student")
    assert await insert(door.database, 1, "STUDENT ") == first
    assert await insert(door.database, 2, "Student") != first


async def test_a_code_that_is_taken_is_drawn_again(door: Door, monkeypatch):
    draw = iter(["VIP", "VIP", "FREE22"])
    monkeypatch.setattr(queries, "new_code", lambda length: next(draw))
    await insert(door.database, 1, "Student")
    types = await door.database.read(queries.select_types, event_id=1)
    assert types[1].code == "FREE22"
