"""The two databases behind `core.database.database`, and everything in which they differ.

MySQL and MariaDB are asked through aiomysql; the whole unit of work runs inside one `run_sync`. SQLite
is asked with its plain driver in a thread: one thread writes, so that writers queue with us and not in
SQLite, and a few read (docs/decisions/0002-units-of-work.md has the figures).
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextvars import copy_context
from functools import partial
from typing import Any, Protocol, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as NoAnswer
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import QueuePool

from netevent.core.database.budget import FOR_A_CONNECTION, FOR_A_LOCK, Budget
from netevent.core.database.ordering import COLLATIONS, compare
from netevent.core.database.threads import Threads

Result = TypeVar("Result")
Work = Callable[[Connection], Result]

READERS = 3
PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON")
# MySQL: who waited too long for a lock, and who lost a deadlock. Their work is rolled back.
WAITED_FOR_A_LOCK = 1205
LOST_A_DEADLOCK = 1213
# MySQL: the server went away, lost during the query, or shut down. A new connection may help.
LOST_THE_SERVER = {2006, 2013, 1053, 4031}


class Backend(Protocol):
    """Runs a unit of work on a connection. The work commits; what it leaves open is rolled back."""

    async def write(self, work: Work[Result], budget: Budget) -> Result: ...

    async def read(self, work: Work[Result], budget: Budget) -> Result: ...

    async def close(self) -> None: ...


def open_backend(url: str, pool_size: int) -> Backend:
    return SQLite(url) if make_url(url).get_backend_name() == "sqlite" else MySQL(url, pool_size)


def may_run_again(error: DBAPIError | NoAnswer, budget: Budget) -> bool:
    """A lost connection may be tried again only before the COMMIT: after it, nobody knows what stands.

    Who has waited for nothing waits again only where the budget holds the same wait once more.
    """
    if isinstance(error, NoAnswer) or _code(error) == WAITED_FOR_A_LOCK or _is_busy(error):
        return budget.left > FOR_A_LOCK
    if not budget.left:
        return False
    if _code(error) == LOST_A_DEADLOCK:
        return True
    was_committing = error.statement is None
    return not was_committing and (error.connection_invalidated or _code(error) in LOST_THE_SERVER)


class MySQL:
    """READ COMMITTED and UTC. A connection is returned committed or rolled back: no extra ROLLBACK."""

    def __init__(self, url: str, pool_size: int) -> None:
        self._engine = create_async_engine(
            url,
            isolation_level="READ COMMITTED",
            pool_reset_on_return=None,
            pool_size=pool_size,
            max_overflow=0,
            pool_timeout=FOR_A_CONNECTION,
            pool_recycle=1800,
            pool_use_lifo=True,
            hide_parameters=True,  # they would stand in the logs of errors: addresses, hashes
            connect_args={
                "charset": "utf8mb4",
                "connect_timeout": 5,
                "init_command": f"SET time_zone = '+00:00', innodb_lock_wait_timeout = {FOR_A_LOCK}",
            },
        )

    async def write(self, work: Work[Result], budget: Budget) -> Result:
        """A server that hangs, or a network that drops packets, must not hang us."""
        try:
            async with asyncio.timeout(budget.left), self._engine.connect() as connection:
                return await connection.run_sync(work)
        except TimeoutError:
            raise no_answer(budget) from None

    read = write

    async def close(self) -> None:
        await self._engine.dispose()


class SQLite:
    """WAL, with commits that reach the disk."""

    def __init__(self, url: str) -> None:
        self._writer = _sqlite_engine(url, "IMMEDIATE", 1)
        self._reader = _sqlite_engine(url, "DEFERRED", READERS)
        self._writing = Threads(1, "sqlite-write")
        self._reading = Threads(READERS, "sqlite-read")

    async def write(self, work: Work[Result], budget: Budget) -> Result:
        return await _in_thread(self._writing, self._writer, work, budget)

    async def read(self, work: Work[Result], budget: Budget) -> Result:
        return await _in_thread(self._reading, self._reader, work, budget)

    async def close(self) -> None:
        for threads, engine in ((self._writing, self._writer), (self._reading, self._reader)):
            threads.shutdown()
            engine.dispose()


async def _in_thread(threads: Threads, engine: Engine, work: Work[Result], budget: Budget) -> Result:
    """Who still waits for a thread when the budget is spent goes; work that has begun comes to its end."""

    def run() -> Result:
        with engine.connect() as connection:
            _wait_at_most(budget, connection)
            return work(connection)

    waiting = threads.submit(partial(copy_context().run, run), is_urgent=budget.is_requests)
    give_up = asyncio.get_running_loop().call_later(budget.left, waiting.cancel)
    try:
        return await asyncio.wrap_future(waiting)
    except asyncio.CancelledError:
        task = asyncio.current_task()
        if task is None or task.cancelling():  # the caller went, not the budget
            raise
        raise no_answer(budget) from None
    finally:
        give_up.cancel()


def _wait_at_most(budget: Budget, connection: Connection) -> None:
    """SQLite waits by itself for another process's lock. Asked of the driver: no transaction begins yet."""
    milliseconds = int(1000 * budget.left)
    connection.connection.cursor().execute(f"PRAGMA busy_timeout={milliseconds}")


def _sqlite_engine(url: str, begin: str, size: int) -> Engine:
    engine = create_engine(
        url,
        poolclass=QueuePool,
        pool_size=size,
        max_overflow=0,
        hide_parameters=True,
        connect_args={"check_same_thread": False},
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, record: object) -> None:
        connection.isolation_level = None
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        for collation in COLLATIONS:
            connection.create_collation(collation, partial(compare, collation))

    @event.listens_for(engine, "begin")
    def start(connection: Connection) -> None:
        connection.exec_driver_sql(f"BEGIN {begin}")

    return engine


def no_answer(budget: Budget) -> NoAnswer:
    return NoAnswer(f"the database gave no answer within {budget.seconds:g} s")


def _code(error: DBAPIError) -> int:
    arguments = getattr(error.orig, "args", ())
    return arguments[0] if arguments and isinstance(arguments[0], int) else 0


def _is_busy(error: DBAPIError) -> bool:
    return isinstance(error, OperationalError) and "database is locked" in str(error.orig)
