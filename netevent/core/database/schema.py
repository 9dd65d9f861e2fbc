"""Renders `schema.sql`, the tables in MySQL's words, from `tables`. Called by `netevent schema`."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Dialect, insert
from sqlalchemy.dialects import mysql
from sqlalchemy.schema import CreateIndex, CreateTable

from netevent.core.database.tables import languages, metadata
from netevent.core.i18n import SEVEN
from netevent.core.i18n.queries import language_rows

HEADER = """\
-- NetEvent's tables for MySQL 8 and MariaDB 10.6 or newer.
-- Rendered by `netevent schema` from netevent/core/database/tables; do not edit.
--
-- `netevent migrate` makes them, too. Who loads this file by hand runs that command once, too:
-- it notes that the tables are there, so that later releases know where to go on from.

SET NAMES utf8mb4;
"""


def render_schema() -> str:
    """The whole file. Tables stand after those that they refer to."""
    dialect = mysql.dialect(paramstyle="named")
    parts = [HEADER, *_tables(dialect), *_rows(dialect)]
    return "\n".join(parts)


def _tables(dialect: Dialect) -> Iterator[str]:
    for table in metadata.sorted_tables:
        yield _statement(str(CreateTable(table).compile(dialect=dialect)))
        for index in sorted(table.indexes, key=lambda index: str(index.name)):
            yield _statement(str(CreateIndex(index).compile(dialect=dialect)))


def _rows(dialect: Dialect) -> Iterator[str]:
    statement = insert(languages).values(language_rows(SEVEN))
    text = str(statement.compile(dialect=dialect, compile_kwargs={"literal_binds": True}))
    yield _statement(text.replace(" VALUES (", " VALUES\n    (").replace("), (", "),\n    ("))


def _statement(text: str) -> str:
    lines = (line.replace("\t", "    ").rstrip() for line in text.strip().splitlines())
    return "\n".join(lines).replace(")ENGINE", ") ENGINE") + ";\n"
