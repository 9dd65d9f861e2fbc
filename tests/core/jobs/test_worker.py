"""A job is done once, by one worker, or tried again later; who lost it can write nothing."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete

from netevent.changes import Change, JobQueued
from netevent.core import clock
from netevent.core.database import Database, Transaction
from netevent.core.database.tables import attendees, events
from netevent.core.jobs import (
    Codec,
    GivenUp,
    Job,
    JobKind,
    LeaseLost,
    Priority,
    enqueue,
    note_progress,
    queries,
    worker,
)
from netevent.core.jobs.job import DELAYS, State
from netevent.core.jobs.worker import Worker
from tests.core.jobs.rows import NOTES, Note, Notebook, make_due, queue, row_of, write_without_claim
from tests.door import Door

WORKERS = 4


@pytest.fixture
def notebook() -> Notebook:
    return Notebook()


async def test_a_job_is_done_with_its_arguments_and_keeps_none(database: Database):
    when = clock.EPOCH + timedelta(microseconds=1)
    seen: list[Note] = []

    async def look(job: Job, note: Note) -> None:
        seen.append(note)

    job_id = await database.transact(enqueue, kind=NOTES, arguments=Note("Łódź", when))
    await Worker(database, NOTES, look).run_due()
    row = await row_of(database, job_id)
    assert seen == [Note("Łódź", when)]
    assert (row.state, row.arguments, row.last_error) == ("done", "", "")


async def test_a_rolled_back_transaction_queues_nothing(database: Database, notebook: Notebook):
    published: list[Change] = []
    database.on_change = published.append

    def fail(tx: Transaction) -> None:
        enqueue(tx, NOTES, Note("never"))
        raise ValueError

    with pytest.raises(ValueError):
        await database.transact(fail)
    await Worker(database, NOTES, notebook.write).run_due()
    assert (notebook.written, published) == ([], [])


async def test_a_running_worker_is_woken_by_what_is_queued(database: Database):
    done = asyncio.Event()

    async def finish(job: Job, note: Note) -> None:
        done.set()

    one = Worker(database, NOTES, finish)
    database.on_change = lambda change: one.wake(change) if isinstance(change, JobQueued) else None
    await one.start()
    job_id = await queue(database)
    async with asyncio.timeout(worker.LOOKS_EVERY / 2):
        await done.wait()
    await one.stop()
    assert (await row_of(database, job_id)).state == "done"


async def test_a_job_waits_for_its_time(database: Database, notebook: Notebook):
    await queue(database, run_at=clock.now() + timedelta(hours=1))
    await Worker(database, NOTES, notebook.write).run_due()
    assert notebook.written == []
    await make_due(database)
    await Worker(database, NOTES, notebook.write).run_due()
    assert notebook.written == ["hello"]


async def test_what_somebody_waits_for_goes_first(database: Database, notebook: Notebook):
    for text, priority in (("bulk", Priority.bulk), ("normal", Priority.normal), ("link", Priority.awaited)):
        await queue(database, text, priority=priority)
    await Worker(database, replace(NOTES, at_once=1), notebook.write).run_due()
    assert notebook.written == ["link", "normal", "bulk"]


async def test_kinds_do_not_wait_for_each_other(database: Database, notebook: Notebook):
    other = replace(NOTES, name="other")
    goes_on = asyncio.Event()

    async def hang(job: Job, note: Note) -> None:
        await goes_on.wait()

    await database.transact(enqueue, kind=other, arguments=Note("slow"))
    hanging = asyncio.create_task(Worker(database, other, hang).run_due())
    await queue(database)
    await Worker(database, NOTES, notebook.write).run_due()
    assert notebook.written == ["hello"]
    assert not hanging.done()
    goes_on.set()
    await hanging


async def test_several_workers_do_each_job_once(database: Database, notebook: Notebook):
    await queue_twenty(database)
    await asyncio.gather(*(Worker(database, NOTES, notebook.write).run_due() for _ in range(WORKERS)))
    assert len(notebook.written) == len(set(notebook.written)) == 20


async def test_without_the_claim_several_workers_do_the_same_job(
    database: Database, notebook: Notebook, monkeypatch: pytest.MonkeyPatch
):
    """The twin of the test above, with the guard off: it shows that the guard is what holds."""
    monkeypatch.setattr(queries, "update_claimed", lambda tx, job_id, tries, now, until: True)
    monkeypatch.setattr(queries, "update_held", write_without_claim)
    await queue_twenty(database)
    await asyncio.gather(*(Worker(database, NOTES, notebook.write).run_due() for _ in range(WORKERS)))
    assert len(notebook.written) > 20


async def test_the_lanes_of_a_worker_do_not_want_the_same_job(
    database: Database, notebook: Notebook, monkeypatch: pytest.MonkeyPatch
):
    wanted: list[int] = []
    claim = queries.claim

    def note(tx: Transaction, job_id: int, *rest: Any) -> Job | None:
        wanted.append(job_id)
        return claim(tx, job_id, *rest)

    monkeypatch.setattr(queries, "claim", note)
    numbers = [await queue(database, f"{number}") for number in range(8)]
    await Worker(database, NOTES, notebook.write).run_due()
    assert wanted == numbers
    assert sorted(notebook.written) == sorted(map(str, range(8)))


async def test_the_job_of_a_worker_that_died_is_done_by_another(database: Database, notebook: Notebook):
    job_id = await queue(database)
    await claimed(database, job_id)
    await Worker(database, NOTES, notebook.write).run_due()
    assert notebook.written == []
    await make_due(database)
    await Worker(database, NOTES, notebook.write).run_due()
    assert notebook.written == ["hello"]


async def test_who_lost_the_lease_writes_nothing(database: Database):
    job_id = await queue(database)
    first = await claimed(database, job_id)
    second = await claimed(database, job_id, tries=1)
    with pytest.raises(LeaseLost):
        await database.transact(note_progress, job=first, done=7)
    await database.transact(note_progress, job=second, done=3)
    assert (await row_of(database, job_id)).done == 3


async def test_what_is_done_under_a_lost_lease_is_rolled_back(door: Door):
    job_id = await queue(door.database)
    first = await claimed(door.database, job_id)
    await claimed(door.database, job_id, tries=1)

    def part_of_the_job(tx: Transaction) -> None:
        tx.execute(delete(attendees))
        note_progress(tx, first, 1)

    with pytest.raises(LeaseLost):
        await door.database.transact(part_of_the_job)
    await door.scan("BADGEXXXXY")
    assert await door.inside() == 1


async def test_a_lease_is_renewed_while_the_job_goes_on(database: Database, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(worker, "RENEWS_EVERY", 0)
    job_id = await queue(database)
    renewed = asyncio.Event()

    async def wait_for_a_new_lease(job: Job, note: Note) -> None:
        lease = (await row_of(database, job_id)).run_at
        while (await row_of(database, job_id)).run_at == lease:
            pass  # each look lets the others go on
        renewed.set()

    await Worker(database, NOTES, wait_for_a_new_lease).run_due()
    assert renewed.is_set()
    assert (await row_of(database, job_id)).state == "done"


async def test_a_worker_whose_job_another_has_stops(database: Database, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(worker, "RENEWS_EVERY", 0)
    job_id = await queue(database)
    stopped = asyncio.Event()

    async def lose(job: Job, note: Note) -> None:
        await claimed(database, job_id, tries=job.tries)
        try:
            await asyncio.Event().wait()
        finally:
            stopped.set()

    await Worker(database, NOTES, lose).run_due()
    assert stopped.is_set()
    row = await row_of(database, job_id)
    assert (row.state, row.tries, row.last_error) == ("waiting", 2, "")


async def test_a_failed_try_waits_longer_each_time_until_it_is_given_up(
    database: Database, notebook: Notebook
):
    notebook.fault = OSError("nobody there")
    job_id = await queue(database)
    waits: list[timedelta] = []
    for _try in DELAYS:
        await Worker(database, NOTES, notebook.write).run_due()
        waits.append((await row_of(database, job_id)).run_at - clock.now())
        await make_due(database)
    assert waits == sorted(waits)
    await Worker(database, NOTES, notebook.write).run_due()
    row = await row_of(database, job_id)
    assert (row.state, row.tries, row.arguments) == ("failed", len(DELAYS) + 1, "")
    assert row.last_error == "OSError: nobody there"


async def test_a_job_that_can_never_be_done_is_given_up_at_once(database: Database, notebook: Notebook):
    notebook.fault = GivenUp("no such person")
    job_id = await queue(database)
    await Worker(database, NOTES, notebook.write).run_due()
    row = await row_of(database, job_id)
    assert (row.state, row.tries, row.arguments) == ("failed", 1, "")


async def test_a_lease_that_was_renewed_meanwhile_is_left_alone(database: Database):
    job_id = await queue(database)
    await claimed(database, job_id)
    soon = clock.now() + timedelta(minutes=1)
    assert await database.transact(queries.claim, job_id, 1, clock.now(), soon) is None


async def test_to_come_further_gives_the_tries_back(database: Database, notebook: Notebook):
    job_id = await queue(database)
    for tries in range(len(DELAYS) + 1):
        await database.transact(note_progress, job=await claimed(database, job_id, tries=tries), done=tries)
    await make_due(database)
    await Worker(database, NOTES, notebook.write).run_due()
    assert notebook.written == ["hello"]


async def test_what_is_left_of_a_job_goes_when_it_is_given_up(database: Database):
    async def refuse(job: Job, note: Note) -> None:
        raise GivenUp

    discarded: list[int] = []
    job_id = await queue(database)
    worker = Worker(database, NOTES, refuse, discard=lambda tx, job: discarded.append(job.id))
    await worker.run_due()
    assert discarded == [job_id]


async def test_a_job_that_kills_its_workers_is_given_up(database: Database, notebook: Notebook):
    job_id = await queue(database)
    for tries in range(len(DELAYS) + 1):
        await claimed(database, job_id, tries=tries)
    await make_due(database)
    await Worker(database, NOTES, notebook.write).run_due()
    assert notebook.written == []
    assert (await row_of(database, job_id)).state == "failed"


async def test_one_job_that_fails_holds_no_other(database: Database):
    written: list[str] = []

    async def refuse_one(job: Job, note: Note) -> None:
        if note.text == "wrong":
            raise GivenUp
        written.append(note.text)

    for text in ("wrong", "right"):
        await queue(database, text)
    await Worker(database, replace(NOTES, at_once=1), refuse_one).run_due()
    assert written == ["right"]


async def test_arguments_of_another_release_hurt_no_other_job(database: Database, notebook: Notebook):
    numbers = JobKind(NOTES.name, Codec(int))
    wrong = await database.transact(enqueue, kind=numbers, arguments=7)
    await queue(database)
    await Worker(database, NOTES, notebook.write).run_due()
    assert notebook.written == ["hello"]
    assert (await row_of(database, wrong)).state == "waiting"


async def test_a_worker_that_is_stopped_leaves_its_job_to_another(
    database: Database, notebook: Notebook, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(worker, "STOPS_WITHIN", 0)
    begun = asyncio.Event()

    async def hang(job: Job, note: Note) -> None:
        begun.set()
        await asyncio.Event().wait()

    one = Worker(database, NOTES, hang)
    job_id = await queue(database)
    await one.start()
    await begun.wait()
    await one.stop()
    row = await row_of(database, job_id)
    assert (row.state, row.tries, row.failures) == (State.waiting, 1, 0)
    await Worker(database, NOTES, notebook.write).run_due()
    assert notebook.written == ["hello"]


async def test_a_worker_rests_once_nothing_is_due(database: Database, notebook: Notebook):
    at_rest: list[int] = []

    async def rest() -> None:
        at_rest.append(len(notebook.written))

    await queue_twenty(database)
    await Worker(database, replace(NOTES, at_once=1), notebook.write, rest).run_due()
    assert at_rest == [20]


async def test_a_job_goes_with_its_event(door: Door, notebook: Notebook):
    await queue(door.database, event_id=1)
    await queue(door.database, "of nobody")
    await door.database.transact(lambda tx: tx.execute(delete(events)))
    await Worker(door.database, NOTES, notebook.write).run_due()
    assert notebook.written == ["of nobody"]


async def test_a_job_goes_with_its_attendee(door: Door, notebook: Notebook):
    await queue(door.database, attendee_id=1)
    await queue(door.database, "of nobody")
    await door.database.transact(lambda tx: tx.execute(delete(attendees)))
    await Worker(door.database, NOTES, notebook.write).run_due()
    assert notebook.written == ["of nobody"]


async def queue_twenty(database: Database) -> None:
    for number in range(20):
        await queue(database, f"note {number}")


async def claimed(database: Database, job_id: int, tries: int = 0) -> Job:
    """The job in the hands of a worker that saw so many tries, after the lease of the one before."""
    now, until = clock.now() + timedelta(days=1), clock.now() + timedelta(minutes=4)
    job = await database.transact(queries.claim, job_id=job_id, tries=tries, now=now, until=until)
    assert job is not None
    return job
