"""Statements of the fast path: compiled once, and run on the driver's own cursor.

SQLAlchemy prepares each execution anew, which costs a check-in a quarter of a millisecond for its three
statements (docs/decisions/0011-prepared-statements.md). What a `Prepared` gives back is a single plain
value or a count of rows, so nothing of a result needs SQLAlchemy. Used by `checkin.queries`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.dml import Insert, Update
from sqlalchemy.sql.selectable import Select

Convert = Callable[[Any], Any] | None


@dataclass(frozen=True, slots=True)
class DriverText:
    """A statement as its driver takes it: for each place a name, a default and a conversion."""

    sql: str
    places: tuple[tuple[str, Any, Convert], ...]

    def parameters(self, values: Mapping[str, Any]) -> tuple[Any, ...]:
        given = ((values.get(name, default), convert) for name, default, convert in self.places)
        return tuple(convert(value) if convert and value is not None else value for value, convert in given)


class Prepared:
    """A Core statement with named parameters. `columns` are those that an INSERT fills."""

    def __init__(self, statement: Select[Any] | Insert | Update, *columns: str) -> None:
        self._statement = statement
        self._columns = columns
        self._texts: dict[str, DriverText] = {}

    def scalar(self, connection: Connection, values: Mapping[str, Any]) -> Any:
        """The first column of the first row, or None."""
        row = self._run(connection, values, lambda cursor: cursor.fetchone())
        return row[0] if row else None

    def count(self, connection: Connection, values: Mapping[str, Any]) -> int:
        """How many rows it changed."""
        return int(self._run(connection, values, lambda cursor: cursor.rowcount))

    def _run(self, connection: Connection, values: Mapping[str, Any], take: Callable[[Any], Any]) -> Any:
        """Raises what SQLAlchemy would: an IntegrityError, an OperationalError, …"""
        if not connection.in_transaction():
            connection.begin()
        text = self.text_for(connection.dialect)
        cursor = connection.connection.cursor()
        try:
            cursor.execute(text.sql, text.parameters(values))
            return take(cursor)
        except connection.dialect.loaded_dbapi.Error as error:
            raise _wrapped(connection, cursor, text.sql, error) from error
        except asyncio.CancelledError:
            connection.invalidate()  # its answer may still come: nobody else must read it
            raise
        finally:
            cursor.close()

    def text_for(self, dialect: Dialect) -> DriverText:
        if dialect.name not in self._texts:
            self._texts[dialect.name] = self._compiled(dialect)
        return self._texts[dialect.name]

    def _compiled(self, dialect: Dialect) -> DriverText:
        compiled = self._statement.compile(dialect=dialect, column_keys=list(self._columns) or None)
        defaults = compiled.params
        places = tuple(
            (name, defaults[name], compiled.binds[name].type.dialect_impl(dialect).bind_processor(dialect))
            for name in compiled.positiontup or ()
        )
        return DriverText(str(compiled), places)


def _wrapped(connection: Connection, cursor: Any, sql: str, error: Any) -> BaseException:
    dialect = connection.dialect
    is_lost = dialect.is_disconnect(error, connection.connection, cursor)
    wrapped: BaseException = DBAPIError.instance(
        sql,
        None,
        error,
        dialect.loaded_dbapi.Error,
        hide_parameters=True,
        connection_invalidated=is_lost,
        dialect=dialect,
    )
    if is_lost:
        connection.invalidate(error)
    return wrapped
