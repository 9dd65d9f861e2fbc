"""Lets a migration go on where a kill -9 left it, and lets one run at a time.

MySQL and MariaDB commit each CREATE, ALTER and DROP by themselves: a step that is killed half-way stays half
done. So each of them is noted before it runs. The commit that it begins with holds the note, and what was
written before it. Who comes again runs the last one noted, which may or may not have been done, and leaves
out all that stands before its end. The indexes of a table come in any order, so texts are compared.
SQLite undoes everything and needs none of this. Called by `migrating`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, event, inspect, text
from sqlalchemy.exc import DBAPIError

NOTES = "migration_notes"
COMMITS_BY_ITSELF = re.compile(r"\s*(CREATE|ALTER|DROP|RENAME)\b")
READS = re.compile(r"\s*(SELECT|SHOW)\b")
MOVES_ON = re.compile(r"\s*(INSERT|UPDATE|DELETE)\b.*\balembic_version\b", re.DOTALL)
# A table, column or key is there already, or is gone already; a foreign key of this name is there.
DONE_ALREADY = {1050, 1060, 1061, 1051, 1091, 1826}
LOCK = "CONCAT('netevent ', SHA1(DATABASE()))"

Rewritten = tuple[str, Any]


class StillMigrating(Exception):
    """Somebody else migrates this database and came to no end."""


@contextmanager
def alone(connection: Connection, seconds: float) -> Iterator[None]:
    """Nobody else migrates this database meanwhile. On SQLite the transaction itself sees to that."""
    if connection.dialect.name == "sqlite":
        yield
        return
    got = connection.execute(text(f"SELECT GET_LOCK({LOCK}, :seconds)"), {"seconds": int(seconds)}).scalar()
    if got != 1:
        raise StillMigrating
    try:
        yield
    except BaseException:
        connection.invalidate()  # the lock goes with the connection, which may be broken
        raise
    connection.execute(text(f"SELECT RELEASE_LOCK({LOCK})"))


def is_half_done(connection: Connection) -> bool:
    """Whether a step was left half-way here."""
    return inspect(connection).has_table(NOTES)


@contextmanager
def resumed(connection: Connection) -> Iterator[None]:
    """The migrations that run in here go on where they were left. They commit, step by step."""
    if connection.dialect.name == "sqlite":
        yield
        return
    steps = _Steps(_begun(connection))
    event.listen(connection, "before_cursor_execute", steps.before, retval=True)
    try:
        yield
    finally:
        event.remove(connection, "before_cursor_execute", steps.before)
    connection.exec_driver_sql(f"DROP TABLE {NOTES}")


def _begun(connection: Connection) -> set[str]:
    """What the last run noted of the step in which it was killed; now it is done."""
    connection.exec_driver_sql(
        f"CREATE TABLE IF NOT EXISTS {NOTES} (id INTEGER AUTO_INCREMENT PRIMARY KEY, statement MEDIUMTEXT)"
    )
    noted = connection.exec_driver_sql(f"SELECT statement FROM {NOTES} ORDER BY id")  # noqa: S608  # a constant
    statements = list(noted.scalars())
    if statements:
        _run_unless_done(connection, statements[-1])
    connection.commit()
    return set(statements)


def _run_unless_done(connection: Connection, statement: str) -> None:
    try:
        connection.exec_driver_sql(statement)
    except DBAPIError as error:
        if error.orig is None or error.orig.args[0] not in DONE_ALREADY:
            raise


class _Steps:
    """Sees each statement before it runs, and leaves out what was done."""

    def __init__(self, done: set[str]) -> None:
        self._done = done

    def before(
        self, connection: Connection, cursor: Any, statement: str, values: Any, context: Any, is_many: bool
    ) -> Rewritten:
        if "alembic_version" in statement:
            if MOVES_ON.match(statement):  # the step's end, in the transaction that writes its revision
                cursor.execute(f"DELETE FROM {NOTES}")  # noqa: S608  # a constant
            return statement, values
        if not COMMITS_BY_ITSELF.match(statement):
            return _nothing(statement, is_many) if self._done else (statement, values)
        if statement in self._done:
            self._done.remove(statement)
            return _nothing(statement, is_many)
        cursor.execute(f"INSERT INTO {NOTES} (statement) VALUES (%s)", (statement,))  # noqa: S608  # a constant
        return statement, values


def _nothing(statement: str, is_many: bool) -> Rewritten:
    """A statement that finds no rows, or does nothing."""
    return ("SELECT NULL LIMIT 0" if READS.match(statement) else "DO 0"), ([] if is_many else ())
