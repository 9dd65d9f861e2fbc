"""An export that Olga orders on the page, and the job that makes it."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from quart.typing import TestClientProtocol as Client
from sqlalchemy import select, update

from netevent.attendees.listing.filters import ListFilter
from netevent.core import clock
from netevent.core.database import Database
from netevent.core.database.tables import jobs, made_files
from netevent.core.jobs import Job, JobKind, queries
from netevent.core.jobs.queue import LEASE
from netevent.core.jobs.worker import Worker
from netevent.documents.made.folder import Folder
from netevent.documents.made.made_file import Ordered
from netevent.documents.made.service import order
from netevent.documents.tables.process import Kind
from netevent.reports.jobs import EXPORT, Export, run_export
from tests.reports.files import EXCEL

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}

# What the page of a file says of itself until its end.
GOING = re.compile('data-state="(waiting|running)"')


@dataclass(frozen=True, slots=True)
class Orders:
    """Of one organizer; `folder` is that of the application's made files."""

    client: Client
    token: dict[str, str]
    database: Database
    folder: Path

    async def order(self, address: str = EXCEL) -> str:
        """The address of its page."""
        answer = await self.client.post(address, headers=self.token | BROWSER)
        assert answer.status_code == 303, await answer.get_data(as_text=True)
        return str(answer.headers["Location"])

    async def order_unheard(self) -> str:
        """The same, without a word to the application's own worker: a test does the job, or nobody."""
        return f"/organizer/event/1/files/{await order_export(self.database)}"

    async def claimed(self) -> Job:
        """The one job there is, as a worker has it."""
        now = clock.now()
        ((job_id, tries, _),) = await self.database.read(queries.select_due, EXPORT.name, now, 2)
        job = await self.database.transact(queries.claim, job_id, tries, now, now + LEASE)
        assert job is not None
        return job

    def worker(self) -> Worker:
        return Worker(self.database, EXPORT, partial(run_export, self.database, Folder(self.folder)))

    async def page(self, address: str) -> str:
        answer = await self.client.get(address, headers=BROWSER)
        assert answer.status_code == 200
        return str(await answer.get_data(as_text=True))

    async def finished(self, address: str) -> str:
        """Its page once the application's own worker is done with it."""
        async with asyncio.timeout(60):
            while GOING.search(page := await self.page(address)):
                pass  # each look lets the export go on
        return page

    async def rows(self) -> list[Any]:
        joined = select(made_files, jobs.c.state).join_from(
            made_files, jobs, jobs.c.id == made_files.c.job_id
        )
        return list(await self.database.read(lambda tx: tx.execute(joined.order_by(made_files.c.id)).all()))

    def files(self) -> list[str]:
        return sorted(path.name for path in self.folder.iterdir()) if self.folder.is_dir() else []


async def order_export(database: Database) -> int:
    """By Olga, of event 1; the file's number, which is 1."""
    return await order_first(database, EXPORT, Export(1, Kind.excel, ListFilter()))


async def order_first(database: Database, kind: JobKind[Any], arguments: Any) -> int:
    """The same of any kind. A database that was used before counts on."""
    ordered = Ordered(1, 1, "a.xlsx", "a.xlsx", "text/csv", "/organizer/event/1/attendees")
    file_id = await database.transact(order, kind, arguments, ordered)
    first = update(made_files).where(made_files.c.id == file_id).values(id=1)
    await database.transact(lambda tx: tx.execute(first))
    return 1
