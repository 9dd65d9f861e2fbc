"""What the clock does. The list of it is `netevent.periodic`; `netevent.background` keeps it going."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import structlog

from netevent.core.database.budget import patient
from netevent.core.site import Site

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class PeriodicJob:
    """Done every so many `seconds` in every process; what must happen once takes its row by an UPDATE."""

    name: str
    seconds: float
    run: Callable[[Site], Awaitable[object]]
    at_start: bool = False

    async def keep(self, site: Site) -> None:
        """Do it until the task is cancelled."""
        if not self.at_start:
            await asyncio.sleep(self.seconds)
        while True:
            try:
                with patient():
                    await self.run(site)
            except Exception:  # the next run tries again
                log.exception("periodic_job_failed", job=self.name)
            await asyncio.sleep(self.seconds)
