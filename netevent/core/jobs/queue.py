"""Writing jobs and how far they are. Called by services, and by the functions that do the jobs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Generic

from netevent.changes import JobQueued
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.jobs import queries
from netevent.core.jobs.job import Arguments, Job, JobKind, Priority

# A worker renews its lease three times within it, so that only one that died or hangs loses it.
LEASE = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class New(Generic[Arguments]):
    """One of several jobs that are written at once."""

    arguments: Arguments
    title: str = ""
    priority: Priority = Priority.normal
    attendee_id: int | None = None


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
    due = New(arguments, title, priority, attendee_id)
    others = {"event_id": event_id, "done": done, "total": total, "result": result}
    job_id = queries.insert_job(tx, **_row(kind, due, run_at or clock.now()) | others)
    tx.publish(JobQueued(kind.name))
    return job_id


def enqueue_all(tx: Transaction, /, kind: JobKind[Arguments], several: Sequence[New[Arguments]]) -> list[int]:
    """The same for several at once, of which no two have the same arguments; returns their ids."""
    if not several:
        return []
    now = clock.now()
    job_ids = queries.insert_jobs(tx, [_row(kind, one, now) for one in several])
    tx.publish(JobQueued(kind.name))
    return job_ids


def note_progress(tx: Transaction, /, job: Job, done: int, **shown: str) -> None:
    """Write down how far the job is, in the transaction that did that part of it; `shown`: result, phase.

    Raises:
        LeaseLost: another worker goes on with it; this transaction must be rolled back.
    """
    queries.update_held(tx, job, done=done, run_at=clock.now() + LEASE, failures=0, **shown)


def _row(kind: JobKind[Arguments], new: New[Arguments], run_at: datetime) -> dict[str, Any]:
    return {
        "kind": kind.name,
        "title": new.title,
        "arguments": kind.arguments.write(new.arguments),
        "priority": new.priority,
        "run_at": run_at,
        "attendee_id": new.attendee_id,
        "result": "",
    }
