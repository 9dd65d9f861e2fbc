"""Servers that a test may break without hurting another test."""

import signal
from collections.abc import AsyncIterator, Iterator

import pytest
from sqlalchemy import MetaData

from netevent.core.database import Database
from tests.door import Door, make_door
from tests.servers.databases import FirstRows, MariaDatabase
from tests.servers.mariadb import MariaDB


@pytest.fixture(scope="package")
def breakable_mariadb(metadata: MetaData, first_rows: FirstRows) -> Iterator[tuple[MariaDB, MariaDatabase]]:
    server = MariaDB(durable=True)
    yield server, MariaDatabase(server, metadata, first_rows)
    server.stop()


@pytest.fixture
def own_mariadb(breakable_mariadb: tuple[MariaDB, MariaDatabase]) -> Iterator[MariaDB]:
    """A MariaDB server to be killed and started again, with an empty database `netevent`."""
    server, database = breakable_mariadb
    database.new()
    yield server
    server.signal(signal.SIGCONT)
    if not server.is_running:
        server.start()


@pytest.fixture
async def own_door(own_mariadb: MariaDB) -> Door:
    """The people of `tests.door` on that server; the test does not look at them once it has broken it."""
    database = Database(own_mariadb.url("netevent"))
    door = await make_door(database)
    await database.close()
    return door


@pytest.fixture
async def door_on_mariadb(mariadb_url: str) -> AsyncIterator[Door]:
    database = Database(mariadb_url)
    yield await make_door(database)
    await database.close()
