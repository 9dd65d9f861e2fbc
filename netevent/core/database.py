"""The database: engines, and transactions that publish after their commit.

Work on the database is a plain function that takes a `Transaction` first. The whole function runs
inside one `run_sync`, which costs half of what awaiting each statement does (docs/decisions/0002).
Everything that differs between MySQL and SQLite stands here.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

import structlog
from sqlalchemy import Connection, CursorResult, Executable, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool

from netevent.changes import Change

log = structlog.get_logger()
Result = TypeVar("Result")
Listener = Callable[[Change], None]

TRIES = 6
# MySQL: lock wait timeout, deadlock. These roll the work back and it may run again.
LOST_A_LOCK = {1205, 1213}
# MySQL: the server went away, lost during the query, or shut down. A new connection may help.
LOST_THE_SERVER = {2006, 2013, 1053, 4031}


@dataclass(slots=True)
class Transaction:
    """One unit of work: the connection, and what will be published once it is committed."""

    connection: Connection
    changes: list[Change] = field(default_factory=list)

    def execute(self, statement: Executable, parameters: Any = None) -> CursorResult[Any]:
        return self.connection.execute(statement, parameters)

    def publish(self, change: Change) -> None:
        """Let the others know, after the commit; a rollback publishes nothing."""
        self.changes.append(change)


def inserted_id(result: CursorResult[Any]) -> int:
    """The key that the database gave to the row of an INSERT."""
    assert result.inserted_primary_key is not None
    return int(result.inserted_primary_key[0])


class Database:
    """The engines of one process. `on_change` is called for each change after its commit."""

    def __init__(self, url: str, pool_size: int = 20) -> None:
        self.on_change: Listener = lambda change: None
        self.is_sqlite = make_url(url).get_backend_name() == "sqlite"
        if self.is_sqlite:
            self._writer = _sqlite_engine(url, "IMMEDIATE", size=1)
            self._reader = _sqlite_engine(url, "DEFERRED", size=4)
        else:
            self._writer = self._reader = _mysql_engine(url, pool_size)

    @property
    def engine(self) -> AsyncEngine:
        """The engine that may write."""
        return self._writer

    async def transaction(self, work: Callable[[Transaction], Result]) -> Result:
        """Run `work`, commit, then publish its changes. Run it again where it lost a deadlock.

        `work` may run several times: it must do nothing that a rollback does not undo.
        """
        result, changes = await self._repeated(self._writer, work)
        for change in changes:
            self._publish(change)
        return result

    async def read(self, work: Callable[[Transaction], Result]) -> Result:
        """Run `work`, which only reads."""
        result, _ = await self._repeated(self._reader, work)
        return result

    async def close(self) -> None:
        for engine in {self._writer, self._reader}:
            await engine.dispose()

    async def _repeated(
        self, engine: AsyncEngine, work: Callable[[Transaction], Result]
    ) -> tuple[Result, Sequence[Change]]:
        for attempt in range(1, TRIES + 1):
            try:
                return await _committed(engine, work)
            except DBAPIError as error:
                if attempt == TRIES or not _may_run_again(error):
                    raise
                log.info("transaction_again", attempt=attempt, code=_code(error))
            await asyncio.sleep(random.uniform(0.2, 1.0) * 0.01 * 2**attempt)
        raise AssertionError("unreachable")

    def _publish(self, change: Change) -> None:
        try:
            self.on_change(change)
        except Exception:  # a listener's fault must not turn a committed transaction into an error
            log.exception("publish_failed", change=type(change).__name__)


async def _committed(
    engine: AsyncEngine, work: Callable[[Transaction], Result]
) -> tuple[Result, Sequence[Change]]:
    def run(connection: Connection) -> tuple[Result, Sequence[Change]]:
        transaction = Transaction(connection)
        result = work(transaction)
        connection.commit()
        return result, transaction.changes

    async with engine.connect() as connection:
        return await connection.run_sync(run)


def _may_run_again(error: DBAPIError) -> bool:
    """A lost connection may be tried again only before the COMMIT: after it, nobody knows what stands."""
    if _code(error) in LOST_A_LOCK or _is_busy(error):
        return True
    was_committing = error.statement is None
    return not was_committing and (error.connection_invalidated or _code(error) in LOST_THE_SERVER)


def _code(error: DBAPIError) -> int:
    arguments = getattr(error.orig, "args", ())
    return arguments[0] if arguments and isinstance(arguments[0], int) else 0


def _is_busy(error: DBAPIError) -> bool:
    return isinstance(error, OperationalError) and "database is locked" in str(error.orig)


def _mysql_engine(url: str, size: int) -> AsyncEngine:
    """READ COMMITTED and UTC. A connection comes back committed or rolled back already: no third word."""
    return create_async_engine(
        url,
        isolation_level="READ COMMITTED",
        pool_reset_on_return=None,
        pool_size=size,
        max_overflow=0,
        pool_timeout=10,
        pool_recycle=1800,
        pool_use_lifo=True,
        connect_args={"charset": "utf8mb4", "connect_timeout": 5, "init_command": "SET time_zone = '+00:00'"},
    )


def _sqlite_engine(url: str, begin: str, size: int) -> AsyncEngine:
    """WAL with a commit that reaches the disk. One writer at a time waits in our queue, not in SQLite's."""
    engine = create_async_engine(
        url, poolclass=AsyncAdaptedQueuePool, pool_size=size, max_overflow=0, pool_timeout=30
    )

    @event.listens_for(engine.sync_engine, "connect")
    def prepare(connection: Any, record: object) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=5000"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def start(connection: Connection) -> None:
        connection.exec_driver_sql(f"BEGIN {begin}")

    return engine
