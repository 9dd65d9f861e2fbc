"""The job that sends push. Done by a `core.jobs.worker` in every process."""

from __future__ import annotations

import asyncio

from netevent.core import clock
from netevent.core.database import Database
from netevent.core.jobs import Job
from netevent.notifications.inbox import Inbox
from netevent.push.sending.due import Due
from netevent.push.sending.reading import read_due
from netevent.push.sending.sender import Sender
from netevent.push.sending.service import note_results


async def run_push(database: Database, inbox: Inbox, secret: str, sender: Sender, job: Job, due: Due) -> None:
    """Each device is tried once here; what failed for now becomes a job of its own."""
    to_send = await database.read(read_due, inbox, secret, due, clock.now())
    if not to_send.messages:
        return
    results = await asyncio.gather(*(sender.send(one) for one in to_send.messages))
    await database.transact(note_results, job, due, to_send.told_at or {}, results)
