"""The job that brings a list in. Queued by the upload; each batch is one transaction, and gone with it.

What is left of the list stands in the database, so that another worker goes on where the first one died. An
import that is to bring in all or nothing is one transaction: that is true whoever dies.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from netevent.attendees.importing import queries
from netevent.attendees.importing.attendee_file import AttendeeFile, Fault
from netevent.attendees.importing.importer import (
    ImportResult,
    batches,
    first_result,
    import_batch,
    persistently,
)
from netevent.attendees.importing.report import REPORT, Report
from netevent.changes import ImportProgressed
from netevent.core import clock
from netevent.core.acting import Actor
from netevent.core.database import Database, Transaction
from netevent.core.jobs import Codec, Job, JobKind, enqueue, note_progress

TITLE_LENGTH = 255


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """`language` is that of new attendees for whom the list names none; `is_whole`: all rows or none;
    `began` is when somebody said yes."""

    language: str
    is_whole: bool = False
    began: datetime | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    done: int
    report: Report


class NotWhole(Exception):
    """A row of a list that is to come in as a whole cannot: everything is rolled back."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__()
        self.faults = faults


# The organizer looks at the page meanwhile: what cannot be done soon is given up.
DELAYS = tuple(timedelta(seconds=seconds) for seconds in (10, 60, 300))
IMPORT = JobKind("import", Codec(ImportOptions), at_once=2, delays=DELAYS)


def begin_import(
    tx: Transaction,
    event_id: int,
    filename: str,
    attendee_file: AttendeeFile,
    language: str,
    is_whole: bool = False,
) -> int:
    """Returns the import's id: its page shows the progress."""
    job_id = enqueue(
        tx,
        IMPORT,
        ImportOptions(language, is_whole, clock.now()),
        title=filename[-TITLE_LENGTH:],
        event_id=event_id,
        total=len(attendee_file.rows),
        result=REPORT.write(Report().plus(first_result(attendee_file))),
    )
    queries.insert_batches(tx, job_id, batches(attendee_file.rows))
    return job_id


async def run_import(database: Database, job: Job, options: ImportOptions) -> None:
    begun = Progress(job.done, REPORT.read(job.result))
    if options.is_whole:
        await _import_whole(database, job, options, begun)
        return
    progress: Progress | None = begun
    while progress is not None:
        progress = await persistently(database, _import_next, job, options, progress)


def discard_import(tx: Transaction, job: Job) -> None:
    """What was not brought in: names and addresses that serve nobody any more."""
    queries.delete_batches(tx, job.id)


async def _import_whole(database: Database, job: Job, options: ImportOptions, before: Progress) -> None:
    try:
        await persistently(database, _import_all, job, options, before)
    except NotWhole as refused:
        await database.transact(_refuse, job, before, refused.faults)


def _import_all(tx: Transaction, job: Job, options: ImportOptions, before: Progress) -> None:
    """Raises NotWhole: a row cannot come in, so none does."""
    progress: Progress | None = before
    while progress is not None:
        progress = _import_next(tx, job, options, progress)
        if progress and progress.report.fault_count > before.report.fault_count:
            raise NotWhole(progress.report.faults)


def _refuse(tx: Transaction, job: Job, before: Progress, faults: tuple[Fault, ...]) -> None:
    report = before.report.plus(ImportResult(faults=faults))
    queries.delete_batches(tx, job.id)
    note_progress(tx, job, job.total, result=REPORT.write(replace(report, refused=True)))
    if job.event_id is not None:
        tx.publish(ImportProgressed(job.event_id, str(job.id)))


def _import_next(tx: Transaction, job: Job, options: ImportOptions, before: Progress) -> Progress | None:
    """Bring the next batch in; None once there is none.

    Raises:
        LeaseLost: another worker goes on, or the event is gone.
    """
    batch = queries.select_next_batch(tx, job.id)
    if batch is None or job.event_id is None:
        return None
    tx.by = Actor("import", job.title)
    result = import_batch(tx, job.event_id, batch.rows, options.language, job.id)
    queries.delete_batch(tx, batch.id)
    after = Progress(before.done + len(batch.rows), before.report.plus(result))
    note_progress(tx, job, after.done, result=REPORT.write(after.report))
    tx.publish(ImportProgressed(job.event_id, str(job.id)))
    return after
