"""The rules of batches. Called by `batches.routes` and by its jobs, each function inside one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from netevent.core import clock
from netevent.core.acting import Actor
from netevent.core.database import Transaction
from netevent.core.database.locks import lock_event
from netevent.core.errors import Conflict, existing
from netevent.core.i18n import N_
from netevent.core.jobs import Job, enqueue, note_progress
from netevent.core.jobs import queries as job_queries
from netevent.core.jobs.job import State
from netevent.events.queries import select_event
from netevent.office.batches.batch import (
    BATCH,
    PART,
    REPORT,
    UNDO,
    UNDONE_WITHIN,
    BatchKind,
    Deed,
    Divided,
    Order,
    Part,
    Report,
    UndoOrder,
)
from netevent.office.batches.kinds import KINDS
from netevent.office.batches.queries import select_standings
from netevent.registration.personal_link.service import Links

STOPPED = "stopped"
# While a batch or its undo runs, no part is due.
MEANWHILE = timedelta(days=1)


class UndoOver(Conflict):
    code = "undo_over"
    message = N_("It is too late to undo this: ten minutes have passed.")


@dataclass(frozen=True, slots=True)
class Prospect:
    """What a batch would do: how many it is about, and what would become of them."""

    people: tuple[int, ...]
    divided: Divided


def prospect(tx: Transaction, event_id: int, kind: BatchKind, to: int, people: Sequence[int]) -> Prospect:
    """Of people of this event; the others are passed over.

    Raises:
        Refusal: the kind of batch cannot be done at all now.
    """
    kind.check(existing(select_event(tx, event_id)), clock.now())
    theirs = select_standings(tx, event_id, people)
    known = tuple(sorted(theirs))
    return Prospect(known, kind.divide(tx, event_id, to, known))


def begin(tx: Transaction, event_id: int, kind: str, to: int, people: Sequence[int], number: str) -> int:
    """Returns the batch's id: its page shows the progress. A number that comes again is the same batch."""
    lock_event(tx, event_id)
    if known := job_queries.select_titled(tx, BATCH.name, event_id, number):
        return known.id
    return enqueue(
        tx,
        BATCH,
        Order(kind, to, tx.by, list(people)),
        title=number,
        event_id=event_id,
        total=len(people),
        result=REPORT.write(Report(kind, to)),
    )


def may_go_on(tx: Transaction, job: Job) -> bool:
    """False: the organizer stopped it."""
    return job_queries.select_phase(tx, job.id) != STOPPED


def next_part(order: Order, done: int) -> list[int]:
    return order.people[done : done + KINDS[order.kind].part]


def do_part(
    tx: Transaction, job: Job, order: Order, some: Sequence[int], links: Links, done: int, before: Report
) -> Report:
    """Do the batch to these people; returns what became of all so far.

    Raises:
        LeaseLost: another worker goes on, or the event is gone.
    """
    assert job.event_id is not None
    tx.by = order.by
    deed = KINDS[order.kind].act(tx, job.event_id, order.to, some, links)
    if deed.changed:
        _keep(tx, job.event_id, job.title, order, deed)
    after = before.plus(deed)
    note_progress(tx, job, done + len(some), result=REPORT.write(after))
    return after


def end(tx: Transaction, job: Job) -> None:
    """All is done, or what can be: from now on it can be undone for ten minutes."""
    if job.event_id is not None:
        _let_be_due(tx, job.event_id, job.title, UNDONE_WITHIN)


def stop(tx: Transaction, event_id: int, batch_id: int) -> None:
    """The part that is being done is finished, and no other one begun. Too late: nothing happens.

    Raises:
        NotFound: the event has no such batch.
    """
    batch = find(tx, event_id, batch_id)
    job_queries.update_phase(tx, batch.id, STOPPED)


def begin_undo(tx: Transaction, event_id: int, batch_id: int) -> None:
    """Take back what the batch did. Sent again it counts once.

    Raises:
        NotFound: the event has no such batch.
        UndoOver: it is too late, or there is nothing to undo.
    """
    lock_event(tx, event_id)
    batch = find(tx, event_id, batch_id)
    if batch.state is State.waiting or job_queries.select_titled(tx, UNDO.name, event_id, batch.title):
        return
    waiting = job_queries.sum_untouched(tx, PART.name, event_id, batch.title, clock.now())
    if waiting is None:
        raise UndoOver
    _let_be_due(tx, event_id, batch.title, MEANWHILE)
    report = REPORT.read(batch.result)
    enqueue(
        tx,
        UNDO,
        UndoOrder(tx.by, job_queries.select_untouched_ids(tx, PART.name, event_id, batch.title)[::-1]),
        title=batch.title,
        event_id=event_id,
        total=waiting.total,
        result=REPORT.write(Report(report.kind, report.to)),
    )


def undo_part(
    tx: Transaction, job: Job, by: Actor, part_id: int, done: int, before: Report
) -> tuple[int, Report]:
    """Take this part back, unless that was done before; returns how far the undo is.

    Raises:
        LeaseLost: as `do_part`.
    """
    assert job.event_id is not None
    waiting = job_queries.select_job_of_event(tx, PART.name, job.event_id, part_id)
    if waiting is None or not job_queries.delete_untouched(tx, waiting.id):
        return done, before
    tx.by = by
    part = PART.arguments.read(waiting.arguments)
    after = before.plus(KINDS[part.kind].undo(tx, job.event_id, part))
    note_progress(tx, job, done + len(part.changed), result=REPORT.write(after))
    return done + len(part.changed), after


def find(tx: Transaction, event_id: int, batch_id: int) -> Job:
    """
    Raises:
        NotFound: the event has no such batch.
    """
    return existing(job_queries.select_job_of_event(tx, BATCH.name, event_id, batch_id))


def _keep(tx: Transaction, event_id: int, number: str, order: Order, deed: Deed) -> None:
    enqueue(
        tx,
        PART,
        Part(order.kind, order.to, list(deed.changed), deed.kept),
        title=number,
        run_at=clock.now() + MEANWHILE,
        event_id=event_id,
        total=len(deed.changed),
    )


def _let_be_due(tx: Transaction, event_id: int, number: str, within: timedelta) -> None:
    job_queries.update_untouched(tx, PART.name, event_id, number, clock.now() + within)
