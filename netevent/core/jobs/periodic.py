"""What the clock does. The list of it is `netevent.periodic`; `netevent.background` keeps it going."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import structlog

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class PeriodicJob:
    """Every so many `seconds`, in every worker: what must happen once is decided by a conditional UPDATE."""

    name: str
    seconds: float
    run: Callable[[], Awaitable[object]]
    at_start: bool = False

    async def keep(self) -> None:
        """Run it for ever, until the task is cancelled."""
        if not self.at_start:
            await asyncio.sleep(self.seconds)
        while True:
            try:
                await self.run()
            except Exception:  # the next turn tries again
                log.exception("periodic_job_failed", job=self.name)
            await asyncio.sleep(self.seconds)
