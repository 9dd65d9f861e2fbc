"""One try at a file: how far it is, then the file. For the functions that do the jobs of features."""

from __future__ import annotations

import asyncio
from time import monotonic
from typing import BinaryIO

from netevent.core import clock
from netevent.core.database import Database
from netevent.core.jobs import Job
from netevent.documents.made import service
from netevent.documents.made.folder import Folder

# Seconds between two writes of how far it is. Who cancelled is also noticed then.
TELLS_EVERY = 0.5


class Making:
    """All that it does raises LeaseLost where the job was cancelled, or another worker has it."""

    def __init__(self, database: Database, folder: Folder, job: Job) -> None:
        self._database, self._folder, self._job = database, folder, job
        self._told_at = 0.0

    async def begin(self) -> None:
        await self._database.transact(service.begin, self._job, clock.now())

    async def tell(self, done: int, total: int) -> None:
        if done < total and monotonic() - self._told_at < TELLS_EVERY:
            return
        self._told_at = monotonic()
        await self._database.transact(service.tell, self._job, done, total, clock.now())

    async def deliver(self, content: BinaryIO) -> None:
        """Keep the file, which is closed, for whom it was made."""
        with content:
            name = await asyncio.to_thread(self._folder.write, content)
        try:
            await self._database.transact(service.deliver, self._job, name, clock.now())
        except BaseException:
            self._folder.remove([name])
            raise
