"""What the page of a batch shows, put together inside one read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from netevent.attendees.types.queries import select_type
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.jobs import Job
from netevent.core.jobs import queries as job_queries
from netevent.core.jobs.job import State
from netevent.office.batches import service
from netevent.office.batches.batch import PART, REPORT, UNDO, Left, Report
from netevent.office.batches.queries import select_standings


@dataclass(frozen=True, slots=True)
class Run:
    """The batch, or its undo: how far it is, and what became of it. `left`: how many, and the first names."""

    job: Job
    report: Report
    left: list[tuple[Left, int, list[str]]]

    @property
    def is_running(self) -> bool:
        return self.job.state is State.waiting

    @property
    def has_failed(self) -> bool:
        return self.job.state is State.failed


@dataclass(frozen=True, slots=True)
class BatchPage:
    """`undone_until` None: there is nothing to undo, or it is too late."""

    event_id: int
    batch_id: int
    kind: str
    type_name: str
    run: Run
    undo: Run | None = None
    undone_until: datetime | None = None

    @property
    def is_running(self) -> bool:
        return (self.undo or self.run).is_running

    @property
    def is_stopping(self) -> bool:
        return self.run.is_running and self.run.job.phase == service.STOPPED

    @property
    def was_stopped(self) -> bool:
        return not self.run.is_running and self.run.job.done < self.run.job.total


def read_batch(tx: Transaction, event_id: int, batch_id: int) -> BatchPage:
    """
    Raises:
        NotFound: the event has no such batch.
    """
    job = service.find(tx, event_id, batch_id)
    taking_back = job_queries.select_titled(tx, UNDO.name, event_id, job.title)
    report = REPORT.read(job.result)
    given = select_type(tx, event_id, report.to) if report.to else None
    waiting = None
    if job.state is not State.waiting and taking_back is None:
        waiting = job_queries.sum_untouched(tx, PART.name, event_id, job.title, clock.now())
    return BatchPage(
        event_id,
        batch_id,
        report.kind,
        given.name if given else "",
        _run(tx, event_id, job),
        _run(tx, event_id, taking_back) if taking_back else None,
        waiting.until if waiting else None,
    )


def _run(tx: Transaction, event_id: int, job: Job) -> Run:
    report = REPORT.read(job.result)
    known = select_standings(tx, event_id, [one for tally in report.left.values() for one in tally.first])
    names: Mapping[int, str] = {one.id: one.name for one in known.values()}
    left = [
        (
            reason,
            report.left[reason].people,
            [names[one] for one in report.left[reason].first if one in names],
        )
        for reason in Left
        if reason in report.left
    ]
    return Run(job, report, left)
