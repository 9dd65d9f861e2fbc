"""Statements of the fast path answer, and fail, as plain Core would."""

from datetime import datetime

import pytest
from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError

from netevent.core import clock
from netevent.core.database import Database, Transaction
from netevent.core.database.prepared import Prepared
from netevent.core.database.tables import attendees, desks
from tests.door import Door

NAME = Prepared(select(attendees.c.first_name).where(attendees.c.id == bindparam("number")))
RENAME = Prepared(
    update(attendees)
    .where(attendees.c.id == bindparam("number"), attendees.c.attendance_status == "attending")
    .values(first_name=bindparam("name"), checked_in_at=bindparam("at"))
)
OPEN_DESK = Prepared(insert(desks), "id", "event_id", "name", "seen_at")


def desk(seen_at: datetime) -> dict[str, object]:
    return {"id": "a desk", "event_id": 1, "name": "Marta", "seen_at": seen_at}


async def test_a_value_comes_back_and_none_where_there_is_no_row(door: Door):
    assert await door.database.read(lambda tx: NAME.scalar(tx.connection, {"number": 1})) == "Guest1"
    assert await door.database.read(lambda tx: NAME.scalar(tx.connection, {"number": 99})) is None


async def test_a_change_is_counted_and_its_time_is_read_again_by_plain_core(door: Door):
    now = clock.now()
    values = {"number": 1, "name": "Ölga 🎉", "at": now}
    assert await door.database.transact(lambda tx: RENAME.count(tx.connection, values)) == 1
    row = select(attendees.c.first_name, attendees.c.checked_in_at).where(attendees.c.id == 1)
    assert tuple(await door.database.read(lambda tx: tx.execute(row).one())) == ("Ölga 🎉", now)
    nobody = values | {"number": 99}
    assert await door.database.transact(lambda tx: RENAME.count(tx.connection, nobody)) == 0


async def test_a_second_row_of_one_key_is_an_integrity_error(door: Door):
    now = clock.now()

    def twice(tx: Transaction) -> None:
        OPEN_DESK.count(tx.connection, desk(now))
        OPEN_DESK.count(tx.connection, desk(now))

    with pytest.raises(IntegrityError):
        await door.database.transact(twice)
    assert await door.database.read(lambda tx: tx.execute(select(desks.c.id)).all()) == []


async def test_a_connection_that_was_lost_is_replaced_and_the_work_runs_again(mariadb_url: str):
    database = Database(mariadb_url)
    runs: list[int] = []

    def lose_it_once(tx: Transaction) -> object:
        runs.append(1)
        if len(runs) == 1:
            own = tx.connection.exec_driver_sql("SELECT CONNECTION_ID()").scalar_one()
            # Behind SQLAlchemy's back, as a server that stops would.
            with pytest.raises(tx.connection.dialect.loaded_dbapi.Error):
                tx.connection.connection.cursor().execute(f"KILL {own}")
        return NAME.scalar(tx.connection, {"number": 1})

    try:
        assert await database.transact(lose_it_once) is None
    finally:
        await database.close()
    assert len(runs) == 2
