"""The job that brings a list in. Queued by the upload; each batch is one transaction, and gone with it.

What is left of the list stands in the database, so that another worker goes on where the first one died.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from netevent.attendees.importing import queries
from netevent.attendees.importing.attendee_file import AttendeeFile
from netevent.attendees.importing.importer import batches, first_result, import_batch, persistently
from netevent.attendees.importing.report import REPORT, Report
from netevent.changes import ImportProgressed
from netevent.core.acting import Actor
from netevent.core.database import Database, Transaction
from netevent.core.jobs import Codec, Job, JobKind, enqueue, note_progress

TITLE_LENGTH = 255


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """`language` is that of new attendees for whom the list names none."""

    language: str


@dataclass(frozen=True, slots=True)
class Progress:
    done: int
    report: Report


# The organizer looks at the page meanwhile: what cannot be done soon is given up.
DELAYS = tuple(timedelta(seconds=seconds) for seconds in (10, 60, 300))
IMPORT = JobKind("import", Codec(ImportOptions), at_once=2, delays=DELAYS)


def begin_import(
    tx: Transaction, event_id: int, filename: str, attendee_file: AttendeeFile, language: str
) -> int:
    """Returns the import's id: its page shows the progress."""
    job_id = enqueue(
        tx,
        IMPORT,
        ImportOptions(language),
        title=filename[-TITLE_LENGTH:],
        event_id=event_id,
        total=len(attendee_file.rows),
        result=REPORT.write(Report().plus(first_result(attendee_file))),
    )
    queries.insert_batches(tx, job_id, batches(attendee_file.rows))
    return job_id


async def run_import(database: Database, job: Job, options: ImportOptions) -> None:
    progress: Progress | None = Progress(job.done, REPORT.read(job.result))
    while progress is not None:
        progress = await persistently(database, _import_next, job, options, progress)


def discard_import(tx: Transaction, job: Job) -> None:
    """What was not brought in: names and addresses that serve nobody any more."""
    queries.delete_batches(tx, job.id)


def _import_next(tx: Transaction, job: Job, options: ImportOptions, before: Progress) -> Progress | None:
    """Bring the next batch in; None once there is none.

    Raises:
        LeaseLost: another worker goes on, or the event is gone.
    """
    batch = queries.select_next_batch(tx, job.id)
    if batch is None or job.event_id is None:
        return None
    tx.by = Actor("import", job.title)
    result = import_batch(tx, job.event_id, batch.rows, options.language)
    queries.delete_batch(tx, batch.id)
    after = Progress(before.done + len(batch.rows), before.report.plus(result))
    note_progress(tx, job, after.done, result=REPORT.write(after.report))
    tx.publish(ImportProgressed(job.event_id, str(job.id)))
    return after
