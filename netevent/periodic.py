"""What is done without anybody's request: the jobs that wait. Put together by `app`, kept going by `life`."""

from __future__ import annotations

from functools import partial
from typing import Protocol

from netevent.attendees.importing.jobs import IMPORT, run_import
from netevent.changes import JobQueued
from netevent.core.database import Database
from netevent.core.jobs.worker import Worker
from netevent.core.mail.delivery import Delivery
from netevent.core.mail.jobs import send_mail
from netevent.core.mail.outbox import MAIL
from netevent.settings import Settings


class JobWorker(Protocol):
    """A `core.jobs.worker.Worker`, of whatever kind of job."""

    name: str

    def wake(self, change: JobQueued) -> None: ...

    async def start(self) -> None: ...

    async def stop(self) -> None: ...


def job_workers(settings: Settings, database: Database) -> tuple[JobWorker, ...]:
    """One for each kind. Mail waits where nobody knows where it goes."""
    delivery = Delivery(settings)
    mail = Worker(database, MAIL, partial(send_mail, delivery), delivery.hang_up)
    imports = Worker(database, IMPORT, partial(run_import, database))
    return (imports, mail) if delivery.possible else (imports,)
