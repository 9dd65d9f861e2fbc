"""Mails that services queued: read while they wait, or sent to where the settings say."""

from __future__ import annotations

from functools import partial

from sqlalchemy import select

from netevent.core.database import Database, Transaction
from netevent.core.database.tables import jobs
from netevent.core.jobs.queries import select_job
from netevent.core.jobs.worker import Worker
from netevent.core.mail.delivery import Delivery
from netevent.core.mail.jobs import rendered, send_mail
from netevent.core.mail.message import RenderedMail
from netevent.core.mail.outbox import MAIL
from netevent.settings import Settings


async def waiting_mails(database: Database) -> list[RenderedMail]:
    """As they would go out now, in the order in which they were queued."""
    return await database.read(_waiting)


async def send_waiting(database: Database, settings: Settings) -> None:
    delivery = Delivery(settings)
    await Worker(database, MAIL, partial(send_mail, database, delivery), delivery.hang_up).run_due()


def _waiting(tx: Transaction) -> list[RenderedMail]:
    statement = select(jobs.c.id).where(jobs.c.kind == MAIL.name, jobs.c.state == "waiting")
    found = [select_job(tx, job_id) for job_id in tx.execute(statement.order_by(jobs.c.id)).scalars()]
    return [rendered(job, MAIL.arguments.read(job.arguments)) for job in found if job]
