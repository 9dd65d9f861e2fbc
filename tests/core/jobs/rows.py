"""A kind of job for tests, and what stands in the table."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from netevent.core import clock
from netevent.core.database import Database, Transaction
from netevent.core.database.tables import jobs
from netevent.core.jobs import Codec, Job, JobKind, enqueue
from netevent.core.site import Site


@dataclass(frozen=True, slots=True)
class Note:
    text: str
    when: datetime | None = None


NOTES = JobKind("note", Codec(Note), at_once=3)


@dataclass(slots=True)
class Notebook:
    """Does the jobs by writing down what they say; `fault` is raised instead."""

    written: list[str] = field(default_factory=list)
    fault: Exception | None = None

    async def write(self, job: Job, note: Note) -> None:
        if self.fault is not None:
            raise self.fault
        self.written.append(note.text)


async def queue(database: Database, text: str = "hello", **options: Any) -> int:
    return await database.transact(lambda tx: enqueue(tx, NOTES, Note(text), **options))


async def row_of(database: Database, job_id: int) -> Any:
    return await database.read(lambda tx: tx.execute(select(jobs).where(jobs.c.id == job_id)).one())


async def make_due(database: Database) -> None:
    """Time passes: delays are over, and so is the lease of a worker that is gone."""
    await database.transact(lambda tx: tx.execute(update(jobs).values(run_at=clock.EPOCH)))


def write_without_claim(tx: Transaction, job: Job, **values: object) -> None:
    """Instead of `queries.update_held`: the guard is off."""
    tx.execute(update(jobs).where(jobs.c.id == job.id).values(**values))


@dataclass(slots=True)
class Turns:
    """Counts the turns of a periodic job, of which each may fail."""

    until: int
    fault: Exception | None = None
    taken: int = 0
    all_taken: asyncio.Event = field(default_factory=asyncio.Event)

    async def take(self, site: Site) -> None:
        self.taken += 1
        if self.taken == self.until:
            self.all_taken.set()
        if self.fault is not None:
            raise self.fault
