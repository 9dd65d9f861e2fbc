"""Brings a database to this release's tables, by the steps in `netevent/migrations`.

Called by the command line (`netevent migrate`, `serve`, `demo`) and by the doctor.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

from netevent.core.database import Database, Transaction
from netevent.core.database.budget import FOR_MIGRATIONS, patient
from netevent.core.database.resuming import StillMigrating, alone, is_half_done, resumed
from netevent.core.database.tables import metadata
from netevent.core.i18n.queries import insert_languages

WAITS_FOR_ANOTHER = FOR_MIGRATIONS / 2

FOLDER = Path(__file__).resolve().parents[2] / "migrations"


class CannotMigrate(Exception):
    """The database is in a state that no migration starts from; the text says which and what to do."""


class State(Enum):
    """How a database stands to this release."""

    empty = auto()  # or killed amid the first step: the next migration goes on there
    current = auto()
    behind = auto()
    unstamped = auto()  # all tables are there, but no migration made them: schema.sql was loaded by hand
    partial = auto()
    ahead = auto()


@dataclass(frozen=True, slots=True)
class Standing:
    """`revision` is the last migration that ran, empty when none did."""

    state: State
    revision: str


async def look(database: Database) -> Standing:
    """How the database stands. Changes nothing."""
    return await database.read(_look)


async def migrate(database: Database) -> tuple[Standing, Standing]:
    """Bring the database to this release; gives how it stood before and how it stands now.

    One does it at a time, the others wait. Who was killed half-way goes on from there.

    Raises:
        CannotMigrate: it is half made, or of a newer release.
    """
    with patient(FOR_MIGRATIONS):
        return await database.transact(_migrate)


def _migrate(tx: Transaction) -> tuple[Standing, Standing]:
    try:
        with alone(tx.connection, WAITS_FOR_ANOTHER):
            return _migrate_alone(tx)
    except StillMigrating:
        raise CannotMigrate(STILL_MIGRATING) from None


def _migrate_alone(tx: Transaction) -> tuple[Standing, Standing]:
    before = _look(tx)
    if refusal := REFUSALS.get(before.state):
        raise CannotMigrate(refusal)
    if before.state is State.unstamped:
        _adopt(tx)
    elif before.state is not State.current or is_half_done(tx.connection):
        _upgrade(tx)
    return before, _look(tx)


@cache
def head() -> str:
    """The revision of this release."""
    found = ScriptDirectory.from_config(_config()).get_current_head()
    assert found is not None
    return found


def _look(tx: Transaction) -> Standing:
    connection = tx.connection
    revision = MigrationContext.configure(connection).get_current_revision() or ""
    if revision:
        return Standing(_state_of_revision(revision), revision)
    if is_half_done(connection):
        return Standing(State.empty, "")
    return Standing(_state_of_tables(connection), "")


def _state_of_revision(revision: str) -> State:
    if revision == head():
        return State.current
    known = {step.revision for step in ScriptDirectory.from_config(_config()).walk_revisions()}
    return State.behind if revision in known else State.ahead


def _state_of_tables(connection: Connection) -> State:
    """Of a database without a revision. All columns must be there: a table of this name may be another's."""
    found = inspect(connection).get_multi_columns()
    present = {name: {column["name"] for column in columns} for (_, name), columns in found.items()}
    if not present.keys() & metadata.tables.keys():
        return State.empty
    wanted = {name: {column.name for column in table.columns} for name, table in metadata.tables.items()}
    is_whole = all(columns <= present.get(name, set()) for name, columns in wanted.items())
    return State.unstamped if is_whole else State.partial


def _upgrade(tx: Transaction) -> None:
    with resumed(tx.connection):
        command.upgrade(_config(tx.connection), "head")


def _adopt(tx: Transaction) -> None:
    command.stamp(_config(tx.connection), "head")
    insert_languages(tx)


def _config(connection: Connection | None = None) -> Config:
    """Made here instead of read from an alembic.ini, so that it is the same from any folder."""
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


STILL_MIGRATING = "Another `netevent migrate` runs on this database and came to no end. Try again later."
REFUSALS = {
    State.partial: "The database holds some of NetEvent's tables but not all of them: a migration was "
    "interrupted, or the tables are another program's. Restore a backup, or give NetEvent an empty database.",
    State.ahead: "The database was made by a newer NetEvent. Install that release, or restore a backup.",
}
