"""All rows of a list come in, or none, whatever happens in the middle."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from sqlalchemy import select

from netevent.attendees.importing.jobs import IMPORT, begin_import, run_import
from netevent.attendees.importing.report import REPORT, Report
from netevent.core.database import Database
from netevent.core.database.tables import import_batches
from netevent.core.jobs.worker import Worker
from tests.attendees.importing.test_jobs import row_of, stop_after
from tests.attendees.rows import count_of, long_attendee_file, new_event, seats_taken
from tests.core.jobs.rows import make_due


async def begun(database: Database, event_id: int, is_whole: bool = True) -> int:
    return await database.transact(
        begin_import, event_id, "list.csv", long_attendee_file(450), "en", is_whole
    )


async def run_due(database: Database) -> None:
    await Worker(database, IMPORT, partial(run_import, database)).run_due()


async def left(database: Database) -> list[Any]:
    return await database.read(lambda tx: list(tx.execute(select(import_batches))))


async def test_all_rows_come_in(database: Database):
    event_id = await new_event(database, max_attendees=450)
    job_id = await begun(database, event_id)
    await run_due(database)
    row = await row_of(database, job_id)
    assert (row.state, row.done, REPORT.read(row.result)) == ("done", 450, Report(created=450))
    assert await count_of(database, event_id) == 450 == await seats_taken(database, event_id)


async def test_where_the_last_row_finds_no_seat_none_comes_in(database: Database):
    event_id = await new_event(database, max_attendees=449)
    job_id = await begun(database, event_id)
    await run_due(database)
    row = await row_of(database, job_id)
    report = REPORT.read(row.result)
    assert (row.state, report.refused, report.created, report.fault_count) == ("done", True, 0, 1)
    assert await count_of(database, event_id) == 0 == await seats_taken(database, event_id)
    assert await left(database) == []


async def test_a_worker_that_dies_in_the_middle_leaves_none_and_another_brings_all(
    database: Database, monkeypatch: pytest.MonkeyPatch
):
    event_id = await new_event(database, max_attendees=None)
    job_id = await begun(database, event_id)
    with monkeypatch.context() as patched:
        stop_after(2, patched)
        await run_due(database)
    assert await count_of(database, event_id) == 0 == await seats_taken(database, event_id)
    await make_due(database)
    await run_due(database)
    assert REPORT.read((await row_of(database, job_id)).result) == Report(created=450)
    assert await count_of(database, event_id) == 450


async def test_by_batches_some_would_be_in(database: Database, monkeypatch: pytest.MonkeyPatch):
    """The twin of the two above: the good rows come in, each batch for itself."""
    event_id = await new_event(database, max_attendees=449)
    await begun(database, event_id, is_whole=False)
    with monkeypatch.context() as patched:
        stop_after(2, patched)
        await run_due(database)
    assert await count_of(database, event_id) == 400
    await make_due(database)
    await run_due(database)
    assert await count_of(database, event_id) == 449
