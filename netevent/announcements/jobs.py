"""The job that sends an announcement. After a kill -9 another worker goes on there."""

from __future__ import annotations

from netevent.announcements.recipients.telling import do_part
from netevent.announcements.sending import Order
from netevent.core.database import Database
from netevent.core.jobs import Job
from netevent.core.pace import Pace
from netevent.registration.personal_link.service import Links


async def run_announcement(database: Database, links: Links, pace: Pace, job: Job, order: Order) -> None:
    is_open = True
    while is_open:
        async with pace.piece():
            is_open = await database.transact(do_part, job, order, links)
