"""The rules of made files: ordered with their job, told while it goes on, there for an hour, taken back.

Who cancels ends the job: whoever is at it learns at the next write that it has lost it, and stops.
"""

from __future__ import annotations

from datetime import datetime

from netevent.changes import MadeFileChanged
from netevent.core.database import Transaction
from netevent.core.errors import Conflict, existing
from netevent.core.i18n import N_
from netevent.core.jobs import Job, JobKind, Priority, enqueue
from netevent.core.jobs import queries as job_queries
from netevent.core.jobs.job import Arguments, Outcome
from netevent.core.jobs.queue import LEASE
from netevent.documents.made import queries
from netevent.documents.made.made_file import CANCELLED, KEPT_FOR, MadeFile, Ordered

# What the job is doing: it makes the content, then finishes the file.
MAKING, FINISHING = "making", "finishing"


class FileGone(Conflict):
    code = "file_gone"
    message = N_("This file was kept for an hour, and is gone. Make it again.")


def order(tx: Transaction, kind: JobKind[Arguments], arguments: Arguments, ordered: Ordered) -> int:
    """Let a job of the kind make the file; returns the number under which its owner finds it."""
    job_id = enqueue(
        tx,
        kind,
        arguments,
        title=ordered.name,
        priority=Priority.awaited,
        event_id=ordered.event_id,
    )
    return queries.insert_file(tx, job_id, ordered)


def begin(tx: Transaction, job: Job, now: datetime) -> None:
    """A try begins, from the start.

    Raises:
        LeaseLost: the job was cancelled, or another worker has it.
    """
    job_queries.update_held(tx, job, done=0, total=0, phase=MAKING, run_at=now + LEASE)
    queries.update_file(tx, job.id, began_at=now, file="", expires_at=None)
    _publish(tx, job)


def tell(tx: Transaction, job: Job, done: int, total: int, now: datetime) -> None:
    """How far it is. A try that comes further is no success: the next one begins anew. Raises as `begin`."""
    phase = MAKING if done < total else FINISHING
    job_queries.update_held(tx, job, done=done, total=total, phase=phase, run_at=now + LEASE)
    _publish(tx, job)


def deliver(tx: Transaction, job: Job, file: str, now: datetime) -> None:
    """The file is in the folder under this name. Raises as `begin`."""
    job_queries.update_held(tx, job, run_at=now + LEASE)
    queries.update_file(tx, job.id, file=file, expires_at=now + KEPT_FOR)


def end(tx: Transaction, job: Job, outcome: Outcome) -> None:
    """A try is over: the file is ready, is tried again, or is not made. Called by the kind's worker."""
    _publish(tx, job)


def find(tx: Transaction, event_id: int, organizer_id: int, file_id: int) -> MadeFile:
    """Raises NotFound where it is not the organizer's, or of another event."""
    return existing(queries.select_file(tx, event_id, organizer_id, file_id))


def find_ready(tx: Transaction, event_id: int, organizer_id: int, file_id: int, now: datetime) -> MadeFile:
    """
    Raises:
        NotFound: as `find`.
        FileGone: it is not there any more.
    """
    found = find(tx, event_id, organizer_id, file_id)
    if found.state(now) != "ready":
        raise FileGone
    return found


def take_back(tx: Transaction, event_id: int, organizer_id: int, file_id: int, now: datetime) -> MadeFile:
    """Whether it is being made or there already. Raises as `find`."""
    found = find(tx, event_id, organizer_id, file_id)
    job_queries.update_cancelled(tx, found.job_id, CANCELLED, now)
    queries.update_file(tx, found.job_id, file="", expires_at=None)
    tx.publish(MadeFileChanged(file_id))
    return found


def forget(tx: Transaction, until: datetime, most: int) -> int:
    """Of what was over before then nothing is told any more; returns how many there were."""
    told = queries.select_told_jobs(tx, until, most)
    job_queries.delete_jobs(tx, told)
    return len(told)


def _publish(tx: Transaction, job: Job) -> None:
    file_id = queries.select_file_of_job(tx, job.id)
    if file_id is not None:
        tx.publish(MadeFileChanged(file_id))
