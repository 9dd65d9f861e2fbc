"""The job that takes an import back. Queued by `undoing.service.begin`; each part of it is one transaction.

What is left to take back stands in `import_changes`, so that another worker goes on where the first one died.
"""

from __future__ import annotations

from dataclasses import dataclass

from netevent.attendees.importing.undoing import service
from netevent.attendees.importing.undoing.kind import UNDONE, Undone, UndoOptions
from netevent.changes import ImportProgressed
from netevent.core.acting import Actor
from netevent.core.database import Database, Transaction
from netevent.core.jobs import Job, note_progress


@dataclass(frozen=True, slots=True)
class Progress:
    done: int
    report: Undone


async def run_undo(database: Database, job: Job, options: UndoOptions) -> None:
    progress: Progress | None = Progress(job.done, UNDONE.read(job.result))
    while progress is not None:
        progress = await database.transact(_undo_next, job, progress)


def _undo_next(tx: Transaction, job: Job, before: Progress) -> Progress | None:
    """Take the next part back; None once there is none.

    Raises:
        LeaseLost: another worker goes on, or the event is gone.
    """
    if job.event_id is None:
        return None
    tx.by = Actor("import", job.title)
    part = service.undo_part(tx, job.event_id, job.id)
    if part is None:
        return None
    after = Progress(before.done + part.people, before.report.plus(part))
    note_progress(tx, job, min(after.done, job.total), result=UNDONE.write(after.report))
    tx.publish(ImportProgressed(job.event_id, str(job.id)))
    return after
