"""Databases with tables and without rows, one for each test; tests/conftest.py makes fixtures of them.

The tables are created once for the whole run. Between tests SQLite's file is copied,
MariaDB's tables are emptied before the next test.
"""

import itertools
import shutil
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, Engine, MetaData, create_engine
from sqlalchemy.pool import NullPool

from tests.servers.mariadb import MariaDB

FirstRows = Callable[[Connection], None]

_numbers = itertools.count(1)


class SqliteDatabases:
    """Every test's database is a copy of one file that was prepared once."""

    def __init__(self, folder: Path, metadata: MetaData, first_rows: FirstRows) -> None:
        self._model = folder / "model.db"
        prepare(blocking_engine(sqlite_url(self._model)), metadata, first_rows)

    def new(self, folder: Path) -> str:
        target = folder / "netevent.db"
        shutil.copyfile(self._model, target)
        return sqlite_url(target)


class MariaDatabase:
    """One database for all tests, emptied before each."""

    def __init__(
        self, server: MariaDB, metadata: MetaData, first_rows: FirstRows, name: str = "netevent"
    ) -> None:
        self._server = server
        self._first_rows = first_rows
        self._name = name
        server.create_database(name)
        self._engine = blocking_engine(server.url(name))
        prepare(self._engine, metadata, first_rows)

    def new(self) -> str:
        self._server.empty_tables(self._name)
        with self._engine.begin() as connection:
            self._first_rows(connection)
        return self._server.url(self._name)


def prepare(engine: Engine, metadata: MetaData, first_rows: FirstRows) -> None:
    with engine.begin() as connection:
        metadata.create_all(connection)
        first_rows(connection)


def blocking_engine(url: str) -> Engine:
    """An engine that opens a connection for each use: none is left over when its server dies."""
    return create_engine(sync(url), poolclass=NullPool)


def sync(url: str) -> str:
    """The same database for a plain, blocking driver, which would look for certificates for 18 ms."""
    return url.replace("+aiomysql", "+pymysql").replace("?charset", "?ssl_disabled=1&charset")


def bare_mariadb_database(server: MariaDB) -> str:
    """The name of a new MariaDB database without tables."""
    name = f"bare_{next(_numbers)}"
    server.create_database(name)
    return name


def sqlite_url(file: Path) -> str:
    return f"sqlite:///{file}"
