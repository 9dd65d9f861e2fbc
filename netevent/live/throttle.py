"""A pulse bounds how often a live region is made anew, and never loses the last value.

The first touch acts at once; touches within the interval are one more beat at its end.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import nullcontext, suppress

import structlog

log = structlog.get_logger()


class Throttle:
    """`beat` is awaited with the key that was touched, at most once an `interval` (seconds) for a key.

    Pulses that share a `limiter` wait for each other, for so many at once as it lets pass.
    """

    def __init__(
        self,
        interval: float,
        beat: Callable[[int], Awaitable[None]],
        limiter: asyncio.Semaphore | None = None,
    ) -> None:
        self._interval = interval
        self._beat = beat
        self._limiter = limiter or nullcontext()
        self._dirty: set[int] = set()
        self._beating: dict[int, asyncio.Task[None]] = {}
        self._stopping = asyncio.Event()

    def mark_dirty(self, key: int) -> None:
        self._dirty.add(key)
        if key not in self._beating and not self._stopping.is_set():
            self._beating[key] = asyncio.create_task(self._run(key))

    async def stop(self) -> None:
        """Let the beats that run come to their end: what they read must not outlive the database."""
        self._stopping.set()
        await asyncio.gather(*self._beating.values(), return_exceptions=True)

    async def _run(self, key: int) -> None:
        try:
            while key in self._dirty and not self._stopping.is_set():
                self._dirty.discard(key)
                await self._try(key)
                await self._rest()
        finally:
            del self._beating[key]

    async def _rest(self) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), self._interval)

    async def _try(self, key: int) -> None:
        try:
            async with self._limiter:
                await self._beat(key)
        except Exception:  # one failed push is logged and hurts no other; the next beat heals it
            log.exception("push_failed", beat=getattr(self._beat, "__qualname__", "?"), key=key)
