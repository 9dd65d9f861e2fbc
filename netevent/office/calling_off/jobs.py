"""The job that tells everybody and gives the money back. After a kill -9 another worker goes on there."""

from __future__ import annotations

from netevent.core.database import Database
from netevent.core.jobs import Job
from netevent.office.calling_off import service
from netevent.office.calling_off.call_off import CallOff


async def run_call_off(database: Database, can_mail: bool, job: Job, order: CallOff) -> None:
    while await database.transact(service.do_part, job, order, can_mail):
        pass
