"""Strangers' requests begin one after the other, a step of the event loop apart. Called by `app`.

A page is some two milliseconds of work in one piece. Ten strangers who ask as fast as they can would fill
every step of the loop with ten such pieces, and a scan needs several steps. So at most one of them begins in
two steps: who is logged in waits behind one page, not behind ten. Who asks alone is not slowed down.
"""

from __future__ import annotations

import asyncio

# A scan takes some five.
STEPS = 2


class Turns:
    def __init__(self) -> None:
        self._lock = asyncio.Lock()

    async def wait(self) -> None:
        async with self._lock:
            for _ in range(STEPS):
                await asyncio.sleep(0)
