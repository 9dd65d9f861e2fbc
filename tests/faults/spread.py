"""Several nodes of one cluster as one `Database`: each unit of work goes to the next of them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from itertools import cycle
from typing import Concatenate, ParamSpec, TypeVar

from netevent.changes import Change
from netevent.core.database import Database, Transaction
from netevent.reactions import REACTIONS

Result = TypeVar("Result")
Arguments = ParamSpec("Arguments")


class Spread(Database):
    """As if a NetEvent ran at each node."""

    def __init__(self, urls: Sequence[str]) -> None:
        self.on_change = lambda change: None
        self._nodes = [Database(url, reactions=REACTIONS) for url in urls]
        self._in_turn = cycle(self._nodes)
        for node in self._nodes:
            node.on_change = self._tell

    async def transact(
        self,
        work: Callable[Concatenate[Transaction, Arguments], Result],
        *args: Arguments.args,
        **kwargs: Arguments.kwargs,
    ) -> Result:
        return await next(self._in_turn).transact(work, *args, **kwargs)

    async def read(
        self,
        work: Callable[Concatenate[Transaction, Arguments], Result],
        *args: Arguments.args,
        **kwargs: Arguments.kwargs,
    ) -> Result:
        return await next(self._in_turn).read(work, *args, **kwargs)

    async def close(self) -> None:
        await asyncio.gather(*(node.close() for node in self._nodes))

    def _tell(self, change: Change) -> None:
        self.on_change(change)
