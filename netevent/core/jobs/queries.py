"""SQL of the jobs.

`run_at` is when a job is due. While a worker has it, that is when its lease ends: should the worker die, the
job is due again by itself.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, func, insert, or_, select, update

from netevent.core.database import Transaction, insert_all, inserted_id
from netevent.core.database.tables import jobs
from netevent.core.jobs.job import Job, LastTry, LeaseLost, Outcome, Priority, State, Untouched

ERROR_LENGTH = 255
_UNTOUCHED = (jobs.c.state == State.waiting, jobs.c.tries == 0)


def insert_job(tx: Transaction, /, **values: Any) -> int:
    return inserted_id(tx.execute(insert(jobs).values(**values)))


def insert_jobs(tx: Transaction, rows: Sequence[Mapping[str, Any]]) -> list[int]:
    """Their numbers, in the same order. No two have the same arguments."""
    return insert_all(tx, jobs, rows, told_by="arguments")


def select_due(
    tx: Transaction, kind: str, now: datetime, most: int, last: Priority = Priority.bulk
) -> list[tuple[int, int, Priority]]:
    """Id, tries and priority of the jobs that are due, in the order to do them; none after `last`."""
    is_due = (jobs.c.kind == kind, jobs.c.state == State.waiting, jobs.c.run_at <= now)
    rows = tx.execute(
        select(jobs.c.id, jobs.c.tries, jobs.c.priority)
        .where(*is_due, jobs.c.priority <= last)
        .order_by(jobs.c.priority, jobs.c.run_at, jobs.c.id)
        .limit(most)
    )
    return [(row.id, row.tries, Priority(row.priority)) for row in rows]


def claim(tx: Transaction, job_id: int, tries: int, now: datetime, until: datetime) -> Job | None:
    """Take the job until then; None where somebody else was faster, or renewed a lease late."""
    return select_job(tx, job_id) if update_claimed(tx, job_id, tries, now, until) else None


def update_claimed(tx: Transaction, job_id: int, tries: int, now: datetime, until: datetime) -> bool:
    """Of all who saw the same number of tries one gets it.

    It counts as failed until it ends, comes further, or is left in order: so a job that kills its workers
    comes to an end.
    """
    values = {"tries": tries + 1, "failures": jobs.c.failures + 1, "run_at": until}
    return _update_open(tx, job_id, tries, values, jobs.c.run_at <= now)


def update_held(tx: Transaction, /, job: Job, **values: Any) -> None:
    """Write to the job under the claim that `job` is.

    Raises:
        LeaseLost: the claim is over.
    """
    if not _update_open(tx, job.id, job.tries, values):
        raise LeaseLost


def update_outcome(tx: Transaction, job: Job, outcome: Outcome) -> None:
    """A job that has ended keeps no arguments: they may hold a link that logs somebody in.

    Raises:
        LeaseLost: as `update_held`.
    """
    ended = {} if outcome.state is State.waiting else {"arguments": ""}
    error = outcome.error[:ERROR_LENGTH]
    update_held(tx, job, state=outcome.state, run_at=outcome.run_at, last_error=error, **ended)


def update_left(tx: Transaction, job: Job, now: datetime) -> None:
    """It was left in order, for another worker or the next start: that is no failure of the job.

    Raises:
        LeaseLost: as `update_held`.
    """
    update_held(tx, job, run_at=now, failures=job.failures - 1)


def update_cancelled(tx: Transaction, job_id: int, phase: str, now: datetime) -> None:
    """End it, whoever has it: a worker loses it at the next write. It keeps no arguments."""
    values = {"state": State.failed, "run_at": now, "phase": phase, "arguments": ""}
    tx.execute(update(jobs).where(jobs.c.id == job_id).values(values))


def select_last_try(tx: Transaction, kind: str) -> LastTry | None:
    """None where none was tried yet, but for those that a worker has now."""
    is_tried_again = and_(jobs.c.state == State.waiting, jobs.c.last_error != "")
    was_tried_often = and_(jobs.c.state == State.failed, jobs.c.failures > 1)
    tells = or_(jobs.c.state == State.done, is_tried_again, was_tried_often)
    statement = select(jobs.c.state).where(jobs.c.kind == kind, tells).order_by(jobs.c.id.desc()).limit(1)
    found = tx.execute(statement).scalar()
    return LastTry(found != State.done) if found else None


def select_job(tx: Transaction, job_id: int) -> Job | None:
    return next(iter(_jobs(tx, jobs.c.id == job_id)), None)


def select_job_of_event(tx: Transaction, kind: str, event_id: int, job_id: int) -> Job | None:
    is_theirs = (jobs.c.id == job_id, jobs.c.kind == kind, jobs.c.event_id == event_id)
    return next(iter(_jobs(tx, *is_theirs)), None)


def select_titled(tx: Transaction, kind: str, event_id: int, title: str) -> Job | None:
    """The first of the event with this title, whatever became of it."""
    return next(iter(_jobs(tx, *_titled(kind, event_id, title))), None)


def select_phase(tx: Transaction, job_id: int) -> str:
    return tx.execute(select(jobs.c.phase).where(jobs.c.id == job_id)).scalar() or ""


def update_phase(tx: Transaction, job_id: int, phase: str) -> bool:
    """Say it to whoever does the job. False: it has ended."""
    is_open = (jobs.c.id == job_id, jobs.c.state == State.waiting)
    return tx.execute(update(jobs).where(*is_open).values(phase=phase)).rowcount == 1


def select_untouched_ids(tx: Transaction, kind: str, event_id: int, title: str) -> list[int]:
    """Those of the event with this title that no worker has had, in the order in which they came."""
    statement = select(jobs.c.id).where(*_titled(kind, event_id, title), *_UNTOUCHED)
    return list(tx.execute(statement.order_by(jobs.c.id)).scalars())


def sum_untouched(tx: Transaction, kind: str, event_id: int, title: str, now: datetime) -> Untouched | None:
    """Of the event with this title, what no worker has had and is not due yet; None: nothing."""
    waits = (*_titled(kind, event_id, title), *_UNTOUCHED, jobs.c.run_at > now)
    sums = select(func.sum(jobs.c.total).label("people"), func.min(jobs.c.run_at).label("until"))
    found = tx.execute(sums.where(*waits)).one()
    return None if found.people is None else Untouched(int(found.people), found.until)


def select_waits(tx: Transaction, kind: str) -> bool:
    """Whether any job of this kind waits."""
    statement = select(jobs.c.id).where(jobs.c.kind == kind, jobs.c.state == State.waiting).limit(1)
    return tx.execute(statement).first() is not None


def update_untouched(tx: Transaction, kind: str, event_id: int, title: str, run_at: datetime) -> int:
    """Let those of the event with this title that no worker has had be due then; returns how many."""
    waits = (*_titled(kind, event_id, title), *_UNTOUCHED)
    return tx.execute(update(jobs).where(*waits).values(run_at=run_at)).rowcount


def delete_untouched(tx: Transaction, job_id: int) -> bool:
    """Take back a job that no worker has had. Of two who do so, the first."""
    return tx.execute(delete(jobs).where(jobs.c.id == job_id, *_UNTOUCHED)).rowcount == 1


def delete_all_untouched(tx: Transaction, job_ids: Collection[int]) -> set[int]:
    """Take back those of these jobs that no worker has had; returns which."""
    untouched = select(jobs.c.id).where(jobs.c.id.in_(job_ids), *_UNTOUCHED).order_by(jobs.c.id)
    found = set(tx.execute(untouched.with_for_update()).scalars())
    delete_jobs(tx, found)
    return found


def delete_jobs(tx: Transaction, job_ids: Collection[int]) -> None:
    """With what belongs to them. A worker that has one of them loses it."""
    tx.execute(delete(jobs).where(jobs.c.id.in_(job_ids)))


def select_jobs_of_attendee(tx: Transaction, kind: str, attendee_id: int) -> list[Job]:
    return _jobs(tx, jobs.c.kind == kind, jobs.c.attendee_id == attendee_id)


def delete_jobs_of_attendee(tx: Transaction, attendee_id: int) -> None:
    tx.execute(delete(jobs).where(jobs.c.attendee_id == attendee_id))


def _titled(kind: str, event_id: int, title: str) -> tuple[ColumnElement[bool], ...]:
    return jobs.c.event_id == event_id, jobs.c.kind == kind, jobs.c.title == title


def _update_open(
    tx: Transaction, job_id: int, tries: int, values: dict[str, Any], *conditions: ColumnElement[bool]
) -> bool:
    """The conditional UPDATE by which a claim is taken, kept and ended."""
    is_held = (jobs.c.id == job_id, jobs.c.state == State.waiting, jobs.c.tries == tries)
    return tx.execute(update(jobs).where(*is_held, *conditions).values(values)).rowcount == 1


def _jobs(tx: Transaction, *conditions: ColumnElement[bool]) -> list[Job]:
    rows = tx.execute(select(jobs).where(*conditions).order_by(jobs.c.id))
    return [
        Job(
            id=row.id,
            kind=row.kind,
            state=State(row.state),
            tries=row.tries,
            failures=row.failures,
            title=row.title,
            arguments=row.arguments,
            done=row.done,
            total=row.total,
            phase=row.phase,
            result=row.result,
            event_id=row.event_id,
            created_at=row.created_at,
        )
        for row in rows
    ]
