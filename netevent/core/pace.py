"""Work in the background leaves the way to requests: between two pieces of it nobody waits for an answer.

One for each process, put together by `app`. `core.site.Application` tells it of requests; `core.jobs.worker`
asks before each job that nobody waits for, and who does a job in many parts before each of them.

A piece of such work takes some ten milliseconds of the processor, in the event loop and in threads that share
it. A scan that meets one waits for that one; without this it would meet one at each of its own steps.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from time import monotonic

# Where requests follow each other without a gap, work goes on all the same, a piece at a time: after so many
# looks, each so many seconds after the last one.
LOOKS = 25
LOOKS_EVERY = 0.002
# Seconds. Whoever takes longer waits for something else than the processor, or sends slowly on purpose.
COUNTS_FOR = 0.5


class Pace:
    def __init__(self) -> None:
        # When each began that is being answered, by a number of its own; the oldest first.
        self._begun: dict[int, float] = {}
        self._last = 0

    @contextmanager
    def answering(self) -> Iterator[None]:
        """A request is being answered in here."""
        self._last += 1
        own = self._last
        self._begun[own] = monotonic()
        try:
            yield
        finally:
            del self._begun[own]

    async def calm(self) -> None:
        """Return once no request is being answered, or after a moment."""
        for _ in range(LOOKS):
            if not self._is_busy():
                return
            await asyncio.sleep(LOOKS_EVERY)

    @asynccontextmanager
    async def piece(self) -> AsyncIterator[None]:
        """One of many pieces of work, which afterwards rests for as long as it took."""
        began = monotonic()
        yield
        await asyncio.sleep(monotonic() - began)
        await self.calm()

    def _is_busy(self) -> bool:
        newest = next(reversed(self._begun.values()), None)
        return newest is not None and monotonic() - newest < COUNTS_FOR
