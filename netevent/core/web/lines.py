"""Lines in which those wait who are over a budget, instead of being refused at once. Called by routes.

Of one key, one goes on at a time, a pause after the one before; where the line is too long, the next one is
refused. Each process has its own lines: they slow down, they do not count.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict

from netevent.core.errors import TooMany


class Lines:
    def __init__(self) -> None:
        self._waiting: dict[tuple[str, ...], int] = defaultdict(int)
        self._turns: dict[tuple[str, ...], asyncio.Lock] = defaultdict(asyncio.Lock)

    async def wait(self, pause: float, longest: int, *key: str) -> None:
        """Return after one's turn.

        Raises:
            TooMany: `longest` wait already.
        """
        if self._waiting[key] >= longest:
            raise TooMany
        self._waiting[key] += 1
        try:
            async with self._turns[key]:
                await asyncio.sleep(pause)
        finally:
            self._waiting[key] -= 1
            if not self._waiting[key]:
                del self._waiting[key], self._turns[key]
