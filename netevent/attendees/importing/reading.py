"""What the page of an import, or of its undo, shows. Called by the route and by the live page."""

from __future__ import annotations

from dataclasses import dataclass

from netevent.attendees.importing.jobs import IMPORT
from netevent.attendees.importing.report import REPORT, Report
from netevent.attendees.importing.undoing import service as undoing
from netevent.attendees.importing.undoing.kind import UNDO, UNDONE, Undone
from netevent.attendees.importing.undoing.queries import count_changes
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.jobs import Job
from netevent.core.jobs.job import State
from netevent.core.jobs.queries import select_job_of_event


@dataclass(frozen=True, slots=True)
class ImportShown:
    """`state` is running, done or failed. Of an import there is a `report`, of an undo what is `undone`.

    `undo_id` is the undo of this import, 0 for none; `can_undo`: there is something to take back.
    """

    job: Job
    state: str
    seconds_left: int
    report: Report | None = None
    undone: Undone | None = None
    undo_id: int = 0
    can_undo: bool = False


def read_import(tx: Transaction, event_id: int, import_id: int) -> ImportShown | None:
    """None: the event has neither an import nor an undo with this number."""
    if job := select_job_of_event(tx, IMPORT.name, event_id, import_id):
        undo_id = undoing.find_undo(tx, event_id, job.id)
        state = _state(job)
        can_undo = state != "running" and not undo_id and count_changes(tx, job.id) > 0
        return ImportShown(job, state, _left(job), REPORT.read(job.result), None, undo_id, can_undo)
    if job := select_job_of_event(tx, UNDO.name, event_id, import_id):
        return ImportShown(job, _state(job), _left(job), None, UNDONE.read(job.result))
    return None


def _state(job: Job) -> str:
    if job.state is State.failed:
        return job.state
    return "done" if undoing.has_ended(job) else "running"


def _left(job: Job) -> int:
    """Seconds, by how fast it went so far; 0: nobody knows."""
    if not job.arguments or not 0 < job.done < job.total:
        return 0
    kind = IMPORT if job.kind == IMPORT.name else UNDO
    began = kind.arguments.read(job.arguments).began
    if began is None:
        return 0
    return max(round((clock.now() - began).total_seconds() * (job.total - job.done) / job.done), 1)
