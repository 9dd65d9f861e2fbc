"""What waited or ran in the release before there were jobs is not lost."""

from __future__ import annotations

import hashlib
import json
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select, text

from netevent.attendees.importing.attendee_file import Fault, FaultReason, Remark, RemarkReason
from netevent.attendees.importing.jobs import IMPORT
from netevent.attendees.importing.report import REPORT, Report
from netevent.core import clock
from netevent.core.database import Database, Transaction, migrating
from netevent.core.database.tables import jobs
from netevent.core.jobs.job import State
from netevent.core.jobs.queries import select_job_of_event
from netevent.settings import read_settings
from tests.core.database.test_migrating import insert_attendee, insert_event, to_revision
from tests.mails import send_waiting
from tests.servers.mail import Mailbox

BEFORE = "0003"
QUEUED_AT = clock.EPOCH.replace(year=2026)


@pytest.fixture
async def database(bare_database_url: str) -> AsyncIterator[Database]:
    """Of the release before, with an event and an attendee."""
    database = Database(bare_database_url)
    await database.transact(to_revision, revision=BEFORE)
    await database.transact(insert_event)
    await database.transact(insert_attendee)
    yield database
    await database.close()


async def test_mail_that_waited_goes_out_as_it_was_written(database: Database, mailbox: Mailbox):
    await put(database, "mails", **mail(5, "waiting", tries=2, last_error="451 later", attendee_id=1))
    await migrating.migrate(database)
    settings = read_settings(_env_file=None, smtp_url=mailbox.url, mail_from="NetEvent <door@example.org>")
    await send_waiting(database, settings)
    message = await mailbox.mail_to("marta@example.com")
    assert message["Subject"] == "Żółć & co"
    assert message["Message-ID"] == f"<{message_number(5)}@example.org>"
    assert message["Date"].datetime.replace(tzinfo=None) == QUEUED_AT
    assert [part.get_content().strip() for part in message.iter_parts()] == [
        "Tom & Jerry",
        "<p>Tom &amp; Jerry</p>",
    ]
    [row] = await all_jobs(database)
    assert (row.state, row.tries, row.attendee_id) == ("done", 3, 1)


async def test_mail_that_went_or_failed_stays_in_the_record_without_its_text(
    database: Database, mailbox: Mailbox
):
    await put(database, "mails", **mail(1, "sent", tries=1, attendee_id=1))
    await put(
        database, "mails", **mail(2, "failed", tries=9, last_error="550 No such person here", attendee_id=99)
    )
    await migrating.migrate(database)
    rows = [
        (row.kind, row.state, row.title, row.arguments, row.last_error, row.attendee_id, row.created_at)
        for row in await all_jobs(database)
    ]
    assert rows == [
        ("mail", "done", "Żółć & co", "", "", 1, QUEUED_AT),
        ("mail", "failed", "Żółć & co", "", "550 No such person here", None, QUEUED_AT),
    ]


async def test_an_import_that_ran_says_that_it_stopped_at_its_old_address(database: Database):
    await put(
        database, "imports", **an_import(3, "running", rows_done=200, rows_created=190, rows_updated=10)
    )
    await put(database, "mails", **mail(1, "waiting"))
    await migrating.migrate(database)
    job = await database.read(select_job_of_event, IMPORT.name, 1, 3)
    assert job is not None
    assert (job.state, job.title, job.done, job.total) == (State.failed, "list.csv", 200, 450)
    fault = Fault(7, FaultReason.EMAIL_TWICE, "ada@example.org", earlier=2)
    remark = Remark(9, RemarkReason.LANGUAGE_UNKNOWN, "Klingon")
    assert REPORT.read(job.result) == Report(190, 10, 0, (fault,), 600, (remark,), 1)
    assert [row.kind for row in await all_jobs(database)] == ["import", "mail"]


async def test_an_import_that_is_in_keeps_its_report(database: Database):
    await put(database, "imports", **an_import(1, "done", rows_done=450, rows_unchanged=450))
    await migrating.migrate(database)
    job = await database.read(select_job_of_event, IMPORT.name, 1, 1)
    assert job is not None
    assert (job.state, REPORT.read(job.result).unchanged) == (State.done, 450)


def an_import(number: int, state: str, **given: Any) -> dict[str, Any]:
    report = {
        "faults": [[7, "email_twice", "ada@example.org", 0, 2]],
        "fault_count": 600,
        "remarks": [[9, "language_unknown", "Klingon", 0, 0]],
        "remark_count": 1,
    }
    return {
        "id": number,
        "event_id": 1,
        "filename": "list.csv",
        "state": state,
        "rows_total": 450,
        "report": json.dumps(report),
        "moved_at": QUEUED_AT,
        **given,
    }


def mail(number: int, status: str, **given: Any) -> dict[str, Any]:
    return {
        "id": number,
        "recipient": "marta@example.com",
        "subject": "Żółć & co",
        "body_text": "Tom & Jerry\n",
        "body_html": "<p>Tom &amp; Jerry</p>",
        "status": status,
        "tries": 0,
        "next_try_at": QUEUED_AT,
        "last_error": "",
        "created_at": QUEUED_AT,
        **given,
    }


def message_number(mail_id: int) -> str:
    """What the release before made the Message-ID of."""
    facts = f"{mail_id}\0marta@example.com\0{QUEUED_AT.isoformat()}"
    return hashlib.sha256(facts.encode()).hexdigest()[:32]


async def put(database: Database, table: str, **row: Any) -> None:
    values = {name: str(value) if isinstance(value, datetime) else value for name, value in row.items()}
    statement = f"INSERT INTO {table} ({', '.join(row)}) VALUES ({', '.join(f':{name}' for name in row)})"  # noqa: S608 - names of this test

    def work(tx: Transaction) -> None:
        tx.execute(text(statement), values)

    await database.transact(work)


async def all_jobs(database: Database) -> list[Any]:
    return await database.read(lambda tx: list(tx.execute(select(jobs).order_by(jobs.c.id))))
