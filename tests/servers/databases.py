"""Databases with tables and without rows, one for each test; tests/conftest.py makes fixtures of them.

The tables are created once for the whole run. Between tests SQLite's file is copied,
MariaDB's tables are emptied before the next test.
"""

import itertools
import shutil
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, MetaData, create_engine
from sqlalchemy.pool import NullPool

from tests.servers.mariadb import MariaDB

FirstRows = Callable[[Connection], None]

_numbers = itertools.count(1)


class SqliteDatabases:
    """Every test's database is a copy of one file that was prepared once."""

    def __init__(self, folder: Path, metadata: MetaData, first_rows: FirstRows) -> None:
        self._model = folder / "model.db"
        prepare(f"sqlite:///{self._model}", metadata, first_rows)

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
        prepare(self._sync_url(), metadata, first_rows)

    def new(self) -> str:
        self._server.empty_tables(self._name)
        insert_first_rows(self._sync_url(), self._first_rows)
        return self._server.url(self._name)

    def _sync_url(self) -> str:
        return self._server.url(self._name).replace("+aiomysql", "+pymysql")


def prepare(url: str, metadata: MetaData, first_rows: FirstRows) -> None:
    engine = create_engine(url, poolclass=NullPool)
    with engine.begin() as connection:
        metadata.create_all(connection)
        first_rows(connection)


def insert_first_rows(url: str, first_rows: FirstRows) -> None:
    with create_engine(url, poolclass=NullPool).begin() as connection:
        first_rows(connection)


def bare_mariadb_database(server: MariaDB) -> str:
    """The name of a new MariaDB database without tables."""
    name = f"bare_{next(_numbers)}"
    server.create_database(name)
    return name


def sqlite_url(file: Path) -> str:
    return f"sqlite:///{file}"
