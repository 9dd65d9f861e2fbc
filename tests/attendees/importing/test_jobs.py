"""An import is a job: it goes on where it was broken off, each row once, and keeps nothing of the list."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from sqlalchemy import select

from netevent.attendees.importing import importer
from netevent.attendees.importing import jobs as import_jobs
from netevent.attendees.importing.attendee_file import Fault, FaultReason
from netevent.attendees.importing.jobs import IMPORT, ImportOptions, begin_import, run_import
from netevent.attendees.importing.report import KEPT_AT_MOST, REPORT, Report
from netevent.changes import AttendeesChanged, ImportProgressed
from netevent.core import clock
from netevent.core.database import Database
from netevent.core.database.tables import events, import_batches, jobs
from netevent.core.jobs import Job, LeaseLost, queries
from netevent.core.jobs.worker import Worker
from tests.attendees.rows import (
    attendee_file_of,
    attendee_file_row,
    count_of,
    long_attendee_file,
    new_event,
    seats_taken,
)
from tests.core.jobs.rows import make_due, write_without_claim

ENGLISH = ImportOptions("en")


class Stopped(Exception):
    """The worker ends in the middle."""


async def begun(database: Database, event_id: int, count: int) -> int:
    return await database.transact(begin_import, event_id, "list.csv", long_attendee_file(count), "en")


async def run_due(database: Database) -> None:
    await Worker(database, IMPORT, partial(run_import, database)).run_due()


async def row_of(database: Database, job_id: int) -> Any:
    return await database.read(lambda tx: tx.execute(select(jobs).where(jobs.c.id == job_id)).one())


async def claimed(database: Database, job_id: int, tries: int = 0) -> Job:
    job = await database.transact(queries.claim, job_id, tries, clock.now(), clock.now())
    assert job is not None
    return job


def stop_after(batches: int, monkeypatch: pytest.MonkeyPatch) -> None:
    import_batch, done = importer.import_batch, iter(range(batches))

    def import_and_stop(*arguments: Any) -> Any:
        if next(done, None) is None:
            raise Stopped
        return import_batch(*arguments)

    monkeypatch.setattr(import_jobs, "import_batch", import_and_stop)


async def test_a_list_comes_in_and_is_not_kept(database: Database):
    event_id = await new_event(database, max_attendees=None)
    job_id = await begun(database, event_id, 450)
    await run_due(database)
    row = await row_of(database, job_id)
    assert (row.state, row.title, row.done, row.total, row.arguments) == ("done", "list.csv", 450, 450, "")
    assert REPORT.read(row.result) == Report(created=450)
    assert await count_of(database, event_id) == 450 == await seats_taken(database, event_id)
    assert await database.read(lambda tx: tx.execute(select(import_batches)).all()) == []


async def test_each_batch_tells_that_the_import_came_further(database: Database):
    event_id = await new_event(database, max_attendees=None)
    job_id = await begun(database, event_id, 450)
    changes: list[object] = []
    database.on_change = changes.append
    await run_due(database)
    assert changes == [AttendeesChanged(event_id), ImportProgressed(event_id, str(job_id))] * 3


async def test_an_import_that_broke_off_goes_on_where_it_was(
    database: Database, monkeypatch: pytest.MonkeyPatch
):
    event_id = await new_event(database, max_attendees=None)
    job_id = await begun(database, event_id, 450)
    with monkeypatch.context() as patched:
        stop_after(1, patched)
        await run_due(database)
    row = await row_of(database, job_id)
    assert (row.state, row.done, await count_of(database, event_id)) == ("waiting", 200, 200)
    await make_due(database)
    await run_due(database)
    row = await row_of(database, job_id)
    assert (row.state, row.done, row.tries) == ("done", 450, 2)
    assert REPORT.read(row.result) == Report(created=450)
    assert await count_of(database, event_id) == 450 == await seats_taken(database, event_id)


async def test_a_worker_that_lost_the_import_brings_nothing_in(database: Database):
    event_id = await new_event(database, max_attendees=None)
    job_id = await begun(database, event_id, 450)
    slow = await claimed(database, job_id)
    other = await claimed(database, job_id, tries=1)
    with pytest.raises(LeaseLost):
        await run_import(database, slow, ENGLISH)
    assert await count_of(database, event_id) == 0 == await seats_taken(database, event_id)
    await run_import(database, other, ENGLISH)
    assert REPORT.read((await row_of(database, job_id)).result) == Report(created=450)


async def test_without_the_fence_two_workers_report_each_a_part(
    database: Database, monkeypatch: pytest.MonkeyPatch
):
    """The twin of the test above, with the guard off: what is reported is not what came in."""
    monkeypatch.setattr(queries, "update_held", write_without_claim)
    event_id = await new_event(database, max_attendees=None)
    job_id = await begun(database, event_id, 450)
    slow, other = await claimed(database, job_id), await claimed(database, job_id, tries=1)
    with monkeypatch.context() as patched:
        stop_after(1, patched)
        with pytest.raises(Stopped):
            await run_import(database, slow, ENGLISH)
    await run_import(database, other, ENGLISH)
    assert await count_of(database, event_id) == 450
    assert REPORT.read((await row_of(database, job_id)).result).created < 450


async def test_two_imports_of_one_list_at_once_make_no_doubles(database: Database):
    event_id = await new_event(database, max_attendees=None)
    job_ids = [await begun(database, event_id, 450) for _ in range(2)]
    await asyncio.gather(run_due(database), run_due(database))
    reports = [REPORT.read((await row_of(database, job_id)).result) for job_id in job_ids]
    assert sum(one.created for one in reports) == 450 == sum(one.unchanged for one in reports)
    assert await count_of(database, event_id) == 450 == await seats_taken(database, event_id)


async def test_an_import_goes_with_its_event(database: Database):
    event_id = await new_event(database, max_attendees=None)
    await begun(database, event_id, 450)
    await database.transact(lambda tx: tx.execute(events.delete()))
    await run_due(database)
    assert await database.read(lambda tx: tx.execute(select(import_batches)).all()) == []


async def test_the_report_keeps_the_first_of_many_faults_and_their_number(database: Database):
    event_id = await new_event(database, max_attendees=1)
    wrong = tuple(Fault(number, FaultReason.EMAIL_MISSING) for number in range(3, 700))
    rows = (attendee_file_row(2), attendee_file_row(700), attendee_file_row(701))
    attendee_file = replace(attendee_file_of(*rows), faults=wrong)
    job_id = await database.transact(begin_import, event_id, "list.csv", attendee_file, "en")
    await run_due(database)
    report = REPORT.read((await row_of(database, job_id)).result)
    assert (report.created, report.fault_count) == (1, 697 + 2)
    assert [fault.number for fault in report.faults] == list(range(3, 3 + KEPT_AT_MOST))


async def test_a_list_of_faults_alone_is_in_at_once(database: Database):
    event_id = await new_event(database)
    attendee_file = replace(attendee_file_of(), faults=(Fault(2, FaultReason.EMAIL_MISSING),))
    job_id = await database.transact(begin_import, event_id, "list.csv", attendee_file, "en")
    await run_due(database)
    assert (await row_of(database, job_id)).state == "done"
