"""How many files one server makes at once. Called by the routes; the server's one is a part of its site."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from netevent.core.errors import TooMany
from netevent.core.i18n import N_

AT_ONCE = 2
# Seconds. A browser waits longer, a reader hardly.
LONGEST = 30.0


class ManyFilesAtOnce(TooMany):
    message = N_("Other lists are being made right now. Wait a minute, then download it again.")


class ExportTurns:
    """Each file costs a process; who comes later waits, in the order of coming."""

    def __init__(self, at_once: int = AT_ONCE, longest: float = LONGEST) -> None:
        self._free, self._longest = asyncio.Semaphore(at_once), longest

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """
        Raises:
            ManyFilesAtOnce: it did not come in time.
        """
        try:
            async with asyncio.timeout(self._longest):
                await self._free.acquire()
        except TimeoutError:
            raise ManyFilesAtOnce from None
        try:
            yield
        finally:
            self._free.release()
