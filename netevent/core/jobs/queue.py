"""Writing jobs and how far they are. Called by services, and by the functions that do the jobs."""

from __future__ import annotations

from datetime import datetime, timedelta

from netevent.changes import JobQueued
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.jobs import queries
from netevent.core.jobs.job import Arguments, Job, JobKind, Priority

# A worker renews its lease three times within it, so that only one that died or hangs loses it.
LEASE = timedelta(seconds=30)


def enqueue(
    tx: Transaction,
    /,
    kind: JobKind[Arguments],
    arguments: Arguments,
    *,
    title: str = "",
    priority: Priority = Priority.normal,
    run_at: datetime | None = None,
    event_id: int | None = None,
    attendee_id: int | None = None,
    done: int = 0,
    total: int = 0,
    result: str = "",
) -> int:
    """Let the job be done once this transaction is committed, or at `run_at`; returns its id.

    It is deleted with its owner, the event or the attendee.
    """
    job_id = queries.insert_job(
        tx,
        kind=kind.name,
        title=title,
        arguments=kind.arguments.write(arguments),
        priority=priority,
        run_at=run_at or clock.now(),
        event_id=event_id,
        attendee_id=attendee_id,
        done=done,
        total=total,
        result=result,
    )
    tx.publish(JobQueued(kind.name))
    return job_id


def note_progress(tx: Transaction, /, job: Job, done: int, **shown: str) -> None:
    """Write down how far the job is, in the transaction that did that part of it; `shown`: result, phase.

    Raises:
        LeaseLost: another worker goes on with it; this transaction must be rolled back.
    """
    queries.update_held(tx, job, done=done, run_at=clock.now() + LEASE, failures=0, **shown)
