"""Orders of an event wait for its lock one at a time in each process. Called by who orders and who pays.

Whoever waits for a lock of the database has one of our connections meanwhile: hundreds who register in the
same moment would have them all, and a scan at the door would get none. One of it is a part of the site.
"""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from netevent.core.errors import TooMany
from netevent.core.i18n import N_

# Seconds. So long a browser shows that it waits, and people do.
LONGEST = 20.0


class StillWaiting(TooMany):
    code = "still_waiting"
    message = N_("Very many people are registering right now. What you typed is still here: send it again.")


class OrderTurns:
    def __init__(self, longest: float = LONGEST) -> None:
        self._longest = longest
        self._there: Counter[int] = Counter()
        self._turns: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)

    @asynccontextmanager
    async def turn(self, event_id: int) -> AsyncIterator[None]:
        """In the order of coming.

        Raises:
            StillWaiting: it did not come in time.
        """
        self._there[event_id] += 1
        try:
            await self._wait(event_id)
            try:
                yield
            finally:
                self._turns[event_id].release()
        finally:
            self._there[event_id] -= 1
            if not self._there[event_id]:
                del self._there[event_id], self._turns[event_id]

    async def _wait(self, event_id: int) -> None:
        try:
            async with asyncio.timeout(self._longest):
                await self._turns[event_id].acquire()
        except TimeoutError:
            raise StillWaiting from None
