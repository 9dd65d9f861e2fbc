"""The jobs of batches: one goes through the people, one takes it back, and each part waits for that.

Whatever a part does and how far the batch is stand in one transaction: a worker that dies leaves whole parts,
and the next one goes on there.
"""

from __future__ import annotations

import asyncio

from netevent.core.database import Database, Transaction
from netevent.core.errors import NotFound
from netevent.core.jobs import GivenUp, Job
from netevent.office.batches import service
from netevent.office.batches.batch import REPORT, Order, Part, UndoOrder
from netevent.office.batches.kinds.removal import photos_of
from netevent.profiles.photos.files import PhotoFiles
from netevent.registration.personal_link.service import Links


async def run_batch(database: Database, links: Links, job: Job, order: Order) -> None:
    done, report = job.done, REPORT.read(job.result)
    try:
        while await database.read(service.may_go_on, job):
            some = service.next_part(order, done)
            if not some:
                break
            report = await database.transact(service.do_part, job, order, some, links, done, report)
            done += len(some)
    except NotFound:
        # The type that everybody was to get was deleted meanwhile.
        raise GivenUp("what was to be given is gone") from None
    await database.transact(service.end, job)


async def run_undo(database: Database, job: Job, order: UndoOrder) -> None:
    """Parts that were taken back before are gone."""
    done, report = job.done, REPORT.read(job.result)
    for part_id in order.parts:
        done, report = await database.transact(service.undo_part, job, order.by, part_id, done, report)


async def let_go(files: PhotoFiles, job: Job, part: Part) -> None:
    """Nobody took it back. Photos of who was removed go now."""
    if names := photos_of(part):
        await asyncio.to_thread(files.remove, names)


def discard_batch(tx: Transaction, job: Job) -> None:
    """What was done before it broke off can be taken back."""
    service.end(tx, job)
