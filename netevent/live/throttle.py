"""A throttle bounds how often something is done for a key, and never loses the last value.

The first mark acts at once; marks within the interval make it act once more at its end.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import nullcontext, suppress

import structlog

log = structlog.get_logger()


class Throttle:
    """`act` is awaited with the key that was marked, at most once an `interval` (seconds) for a key.

    Throttles that share a `limiter` wait for each other, for so many at once as it lets pass.
    """

    def __init__(
        self,
        interval: float,
        act: Callable[[int], Awaitable[None]],
        limiter: asyncio.Semaphore | None = None,
    ) -> None:
        self._interval = interval
        self._act = act
        self._limiter = limiter or nullcontext()
        self._dirty: set[int] = set()
        self._acting: dict[int, asyncio.Task[None]] = {}
        self._stopping = asyncio.Event()

    def mark_dirty(self, key: int) -> None:
        self._dirty.add(key)
        if key not in self._acting and not self._stopping.is_set():
            self._acting[key] = asyncio.create_task(self._run(key))

    def is_idle(self, key: int) -> bool:
        return key not in self._acting

    async def stop(self) -> None:
        """Wait for running reads: they must end before the database is closed."""
        self._stopping.set()
        await asyncio.gather(*self._acting.values(), return_exceptions=True)

    async def _run(self, key: int) -> None:
        try:
            while key in self._dirty and not self._stopping.is_set():
                self._dirty.discard(key)
                await self._try(key)
                await self._rest()
        finally:
            del self._acting[key]

    async def _rest(self) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), self._interval)

    async def _try(self, key: int) -> None:
        try:
            async with self._limiter:
                await self._act(key)
        except Exception:  # one failed push is logged and hurts no other; the next push heals it
            log.exception("push_failed", act=getattr(self._act, "__qualname__", "?"), key=key)
