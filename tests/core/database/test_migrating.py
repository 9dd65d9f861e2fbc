"""The migrations make what the tables say, from nothing and from an older release, and only once."""

from collections.abc import AsyncIterator

import pytest
from alembic import command
from sqlalchemy import insert, select, text

from netevent.core import clock
from netevent.core.database import Database, Transaction, migrating
from netevent.core.database.migrating import CannotMigrate, State
from netevent.core.database.tables import attendees, events, metadata, organizers
from netevent.core.i18n import SEVEN
from netevent.core.i18n.queries import select_languages
from tests.core.database.ddl import ddl
from tests.servers.databases import blocking_engine

FIRST = "0001"


@pytest.fixture
async def database(bare_database_url: str) -> AsyncIterator[Database]:
    database = Database(bare_database_url)
    yield database
    await database.close()


@pytest.fixture
def wanted(request: pytest.FixtureRequest, bare_database_url: str) -> dict[str, str]:
    """The tables that the code makes on the same kind of database."""
    kind = "sqlite_url" if bare_database_url.startswith("sqlite") else "mariadb_url"
    return ddl(request.getfixturevalue(kind))


async def test_a_migrated_database_has_the_tables_of_the_code(
    database: Database, bare_database_url: str, wanted: dict[str, str]
):
    await migrating.migrate(database)
    assert ddl(bare_database_url) == wanted


async def test_a_migrated_database_speaks_seven_languages(database: Database):
    await migrating.migrate(database)
    assert (await database.read(select_languages)).active == SEVEN


async def test_migrating_twice_changes_nothing(database: Database, bare_database_url: str):
    _, first = await migrating.migrate(database)
    tables = ddl(bare_database_url)
    before, after = await migrating.migrate(database)
    assert before == after == first
    assert before.state is State.current
    assert ddl(bare_database_url) == tables


async def test_an_older_database_is_carried_forward_with_its_rows(
    database: Database, bare_database_url: str, wanted: dict[str, str]
):
    await database.transact(to_revision, revision=FIRST)
    await database.transact(insert_event)

    before, after = await migrating.migrate(database)

    assert (before.state, before.revision) == (State.behind, FIRST)
    assert after.state is State.current
    assert await database.read(select_event_names) == ["Harbour Tech Day"]
    assert ddl(bare_database_url) == wanted


async def test_those_who_were_registered_before_can_be_found(database: Database):
    def work(tx: Transaction) -> str:
        return str(tx.execute(select(attendees.c.directory_key)).scalar_one())

    await database.transact(to_revision, revision="0002")
    await database.transact(insert_event)
    await database.transact(insert_attendee)
    await migrating.migrate(database)
    assert await database.read(work) == "wisniewski lukasz politechnika lodzka inzynier"


async def test_tables_that_were_made_by_hand_are_adopted(database: Database, bare_database_url: str):
    make_all_tables(bare_database_url)

    before, after = await migrating.migrate(database)

    assert before.state is State.unstamped
    assert after.state is State.current
    assert (await database.read(select_languages)).active == SEVEN


async def test_another_programs_tables_are_left_alone(database: Database, bare_database_url: str):
    execute(bare_database_url, "CREATE TABLE events (id INTEGER)")
    tables = ddl(bare_database_url)

    with pytest.raises(CannotMigrate, match="an empty database"):
        await migrating.migrate(database)

    assert ddl(bare_database_url) == tables


async def test_a_newer_releases_database_is_left_alone(database: Database, bare_database_url: str):
    await migrating.migrate(database)
    execute(bare_database_url, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(CannotMigrate, match="newer NetEvent"):
        await migrating.migrate(database)


async def test_looking_changes_nothing(database: Database, bare_database_url: str):
    assert (await migrating.look(database)).state is State.empty
    assert ddl(bare_database_url) == {}


def to_revision(tx: Transaction, revision: str) -> None:
    command.upgrade(migrating._config(tx.connection), revision)


def insert_attendee(tx: Transaction) -> None:
    values = {
        "event_id": 1,
        "email": "lukasz@example.org",
        "email_key": "lukasz@example.org",
        "password_hash": "!",
        "first_name": "Łukasz",
        "last_name": "Wiśniewski",
        "organisation": "Politechnika Łódzka",
        "role": "Inżynier",
    }
    columns = ", ".join(values)
    places = ", ".join(f":{name}" for name in values)
    tx.execute(text(f"INSERT INTO attendees ({columns}) VALUES ({places})"), values)  # noqa: S608 - names of this test


def insert_event(tx: Transaction) -> None:
    owner = {
        "id": 1,
        "email": "a@example.org",
        "email_key": "a@example.org",
        "password_hash": "!",
        "name": "A",
    }
    tx.execute(insert(organizers), owner)
    event = {"organizer_id": 1, "code": "HARBR7", "name": "Harbour Tech Day", "start_time": clock.now()}
    tx.execute(insert(events), event)


def select_event_names(tx: Transaction) -> list[str]:
    return list(tx.execute(select(events.c.name)).scalars())


def make_all_tables(url: str) -> None:
    metadata.create_all(blocking_engine(url))


def execute(url: str, statement: str) -> None:
    with blocking_engine(url).begin() as connection:
        connection.execute(text(statement))
