"""The database: units of work, what must follow from their changes, and who hears of them after the commit.

Work on the database is a plain function that takes a `Transaction` first, called by `backends`
in the way that suits its database.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Concatenate, ParamSpec, TypeVar

import structlog
from sqlalchemy import Connection, CursorResult, Executable, Table, func, insert, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoAnswer

from netevent.changes import Change
from netevent.core.acting import SERVER, Actor, actor
from netevent.core.database.backends import Work, may_run_again, open_backend
from netevent.core.database.budget import Budget, new_budget

log = structlog.get_logger()
Result = TypeVar("Result")
Arguments = ParamSpec("Arguments")
Kind = TypeVar("Kind", bound=Change)
Listener = Callable[[Change], None]
Run = Callable[[Work[tuple[Result, list[Change]]], Budget], Awaitable[tuple[Result, list[Change]]]]

TRIES = 6


class Reactions:
    """What must follow from which kind of change. `netevent.reactions` lists all; each takes its own kind."""

    def __init__(self) -> None:
        self._by_kind: dict[type[Change], tuple[Callable[[Transaction, Any], None], ...]] = {}
        self._before_commit: tuple[Callable[[Transaction, Sequence[Change]], None], ...] = ()

    def on(self, kind: type[Kind], *reactions: Callable[[Transaction, Kind], None]) -> Reactions:
        self._by_kind[kind] = self._by_kind.get(kind, ()) + reactions
        return self

    def before_commit(self, *last: Callable[[Transaction, Sequence[Change]], None]) -> Reactions:
        """What must follow from all changes of a transaction together, as the last of its work."""
        self._before_commit = last
        return self

    def conclude(self, tx: Transaction) -> None:
        if tx.changes:
            for conclusion in self._before_commit:
                conclusion(tx, tx.changes)

    def run(self, tx: Transaction, change: Change) -> None:
        for reaction in self._by_kind.get(type(change), ()):
            reaction(tx, change)


@dataclass(slots=True)
class Transaction:
    """One unit of work: the connection, who is acting, and what will be published once it is committed."""

    connection: Connection
    reactions: Reactions = field(default_factory=Reactions)
    changes: list[Change] = field(default_factory=list)
    by: Actor = SERVER

    def execute(self, statement: Executable, parameters: Any = None) -> CursorResult[Any]:
        return self.connection.execute(statement, parameters)

    def publish(self, change: Change) -> None:
        """Run the change's reactions now (so write what it says first); listeners hear after the commit.

        A rollback undoes both.
        """
        self.reactions.run(self, change)
        self.changes.append(change)

    def rollback(self) -> None:
        """Undo everything so far, including what was published, and continue."""
        self.connection.rollback()
        self.changes.clear()


def inserted_id(result: CursorResult[Any]) -> int:
    """The key that the database gave to the row of an INSERT."""
    assert result.inserted_primary_key is not None
    return int(result.inserted_primary_key[0])


def insert_all(tx: Transaction, into: Table, rows: Sequence[Mapping[str, Any]], told_by: str) -> list[int]:
    """Insert the rows by one statement; gives their keys, in the same order.

    They are found by the column `told_by`, which holds something else in each row that is new meanwhile: not
    every database says the keys of many rows, and those of neighbours in a cluster lie between them.
    """
    last = tx.execute(select(func.max(into.c.id))).scalar() or 0
    tx.execute(insert(into), rows)
    new = select(into.c.id, into.c[told_by].label("told")).where(into.c.id > last)
    keys = {row.told: row.id for row in tx.execute(new)}
    return [keys[row[told_by]] for row in rows]


class Database:
    """One process's access to the database. `on_change` is called for each change after its commit.

    Callers that only read need no `reactions`; callers that write pass `netevent.reactions.REACTIONS`.
    """

    def __init__(self, url: str, pool_size: int = 20, reactions: Reactions | None = None) -> None:
        self.on_change: Listener = lambda change: None
        self._reactions = reactions or Reactions()
        self._backend = open_backend(url, pool_size)

    async def transact(
        self,
        work: Callable[Concatenate[Transaction, Arguments], Result],
        *args: Arguments.args,
        **kwargs: Arguments.kwargs,
    ) -> Result:
        """Run `work(tx, …)`, commit, then publish its changes. Run it again where it lost a deadlock.

        `work` may run several times: it must do nothing that a rollback does not undo.
        """
        result, changes = await self._repeated(self._backend.write, lambda tx: work(tx, *args, **kwargs))
        for change in changes:
            self._publish(change)
        return result

    async def read(
        self,
        work: Callable[Concatenate[Transaction, Arguments], Result],
        *args: Arguments.args,
        **kwargs: Arguments.kwargs,
    ) -> Result:
        """Run `work(tx, …)`, which only reads."""
        result, _ = await self._repeated(self._backend.read, lambda tx: work(tx, *args, **kwargs))
        return result

    async def close(self) -> None:
        await self._backend.close()

    async def _repeated(
        self, run: Run[Result], work: Callable[[Transaction], Result]
    ) -> tuple[Result, list[Change]]:
        by = actor()

        def committed(connection: Connection) -> tuple[Result, list[Change]]:
            transaction = Transaction(connection, self._reactions, by=by)
            result = work(transaction)
            self._reactions.conclude(transaction)
            connection.commit()
            return result, transaction.changes

        budget = new_budget()
        for attempt in range(1, TRIES):
            try:
                return await run(committed, budget)
            except (DBAPIError, NoAnswer) as error:
                if not may_run_again(error, budget):
                    raise
                log.info("transaction_again", attempt=attempt, error=str(getattr(error, "orig", error)))
            await asyncio.sleep(random.uniform(0.2, 1.0) * 0.01 * 2**attempt)
        return await run(committed, budget)

    def _publish(self, change: Change) -> None:
        try:
            self.on_change(change)
        except Exception:  # a listener's fault must not turn a committed transaction into an error
            log.exception("publish_failed", change=type(change).__name__)
