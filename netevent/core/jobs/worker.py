"""Does the jobs of one kind in one process. Put together by `app`.

It wakes when a job is queued (`JobQueued`, in any process) and every ten seconds. A conditional UPDATE gives
a job to one of all workers, for as long as that one renews its lease. A worker that lost its lease
cannot write any more.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import AbstractAsyncContextManager, nullcontext, suppress
from dataclasses import dataclass, field
from typing import Any, Protocol

import structlog
from pydantic import ValidationError
from sqlalchemy.exc import SQLAlchemyError

from netevent.changes import JobQueued
from netevent.core import clock
from netevent.core.database import Database, Transaction
from netevent.core.database.budget import patient
from netevent.core.jobs import queries
from netevent.core.jobs.job import Arguments, GivenUp, Job, JobKind, LeaseLost, Outcome, Priority, State
from netevent.core.jobs.queue import LEASE
from netevent.core.pace import Pace

log = structlog.get_logger()
Run = Callable[[Job, Arguments], Coroutine[Any, Any, None]]

LOOKS_EVERY = 10
# Where jobs are due that may not go yet.
LOOKS_AGAIN_AFTER = 1
RENEWS_EVERY = LEASE.total_seconds() / 3
STOPS_WITHIN = 3
# How many of the next jobs are read, because other workers may take the first ones.
CANDIDATES = 10


async def nothing() -> None:
    """For kinds that keep nothing open between two jobs."""


def keep(tx: Transaction, job: Job) -> None:
    """For kinds of which nothing is left but the job."""


def untold(tx: Transaction, job: Job, outcome: Outcome) -> None:
    """For kinds of which nobody else writes down how they go."""


class Rate(Protocol):
    """How many jobs of a kind may be done in a while."""

    async def has_room(self, priority: Priority) -> bool:
        """Whether one may be done now. Counts nothing."""

    async def spend(self, priority: Priority) -> bool:
        """Count one, if it may be done now."""


class Unlimited:
    """For kinds that are done as fast as they can."""

    async def has_room(self, priority: Priority) -> bool:
        return True

    async def spend(self, priority: Priority) -> bool:
        return True


@dataclass(slots=True)
class Lane:
    """Does one job after the other, none less urgent than `last`."""

    last: Priority
    woken: asyncio.Event = field(default_factory=asyncio.Event)
    is_held: bool = False


class Worker:
    """`run` does one job. `rest` is awaited whenever no more jobs are done; `discard` removes what is left of
    a job that is given up. `tell` writes down what became of each try, in the transaction that ends it.
    `rate` says how many may be done.
    """

    def __init__(
        self,
        database: Database,
        kind: JobKind[Arguments],
        run: Run[Arguments],
        rest: Callable[[], Awaitable[None]] = nothing,
        discard: Callable[[Transaction, Job], None] = keep,
        tell: Callable[[Transaction, Job, Outcome], None] = untold,
        rate: Rate | None = None,
        pace: Pace | None = None,
    ) -> None:
        self.name = kind.name
        self._database = database
        self._delays = kind.delays
        self._do = _reading(kind, run)
        self._rest = rest
        self._discard = discard
        self._tell = tell
        self._rate = rate or Unlimited()
        self._pace = pace or Pace()
        self._lanes = [Lane(Priority.bulk) for _ in range(kind.at_once)]
        self._lanes += [Lane(Priority.awaited) for _ in range(kind.awaited_at_once)]
        # The lanes take by turns, so that not all want the first job; what is awaited waits for no lane.
        self._turn = asyncio.Lock()
        self._busy = 0
        self._tasks: list[asyncio.Task[None]] = []
        self._is_stopping = False

    def wake(self, change: JobQueued) -> None:
        """Listens to `JobQueued`."""
        if change.kind == self.name:
            self._wake_all()

    async def start(self) -> None:
        self._tasks = [asyncio.create_task(self._work(lane)) for lane in self._lanes]

    async def stop(self) -> None:
        """Finish what runs, within a few seconds; the rest is left to another worker, or the next start."""
        self._is_stopping = True
        self._wake_all()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=STOPS_WITHIN)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def run_due(self) -> None:
        """Do all jobs that are due, as many at once as the kind allows."""
        with patient():
            await asyncio.gather(*(self._run_due(lane) for lane in self._lanes))

    def _wake_all(self) -> None:
        for lane in self._lanes:
            lane.woken.set()

    async def _work(self, lane: Lane) -> None:
        while not self._is_stopping:
            lane.woken.clear()
            try:
                with patient():
                    await self._run_due(lane)
            except Exception:  # the database is away, for instance: the next run tries again
                log.exception("jobs_turn_failed", kind=self.name)
            with suppress(TimeoutError):
                await asyncio.wait_for(lane.woken.wait(), LOOKS_AGAIN_AFTER if lane.is_held else LOOKS_EVERY)

    async def _run_due(self, lane: Lane) -> None:
        self._busy += 1
        try:
            job = None if self._is_stopping else await self._take_in_turn(lane)
            while job is not None:
                job = await self._run(lane, job)
        finally:
            self._busy -= 1
            if not self._busy:
                await self._rest()

    async def _take_in_turn(self, lane: Lane) -> Job | None:
        async with self._turn_of(lane):
            return await self._take(lane)

    def _turn_of(self, lane: Lane) -> AbstractAsyncContextManager[object]:
        return nullcontext() if lane.last is Priority.awaited else self._turn

    async def _take(self, lane: Lane) -> Job | None:
        """The next job; read anew each time, so that what is awaited goes before all that waits already."""
        lane.is_held = False
        due = await self._database.read(queries.select_due, self.name, clock.now(), CANDIDATES, lane.last)
        for job_id, tries, priority in due:
            if not await self._rate.has_room(priority):
                lane.is_held = True
                return None  # nor has it for those after it, which are no more urgent
            job = await self._database.transact(
                queries.claim, job_id, tries, clock.now(), clock.now() + LEASE
            )
            if job is not None:
                return await self._counted(lane, job, priority)
        return None

    async def _counted(self, lane: Lane, job: Job, priority: Priority) -> Job | None:
        """Count it now that it is claimed: several workers want the first ones. Too late: left in order."""
        if await self._rate.spend(priority):
            return job
        lane.is_held = True
        with suppress(LeaseLost):
            await self._database.transact(queries.update_left, job, clock.now())
        return None

    async def _run(self, lane: Lane, job: Job) -> Job | None:
        """Do it, and give the next one."""
        try:
            if lane.last is not Priority.awaited:
                await self._pace.calm()
            return await self._ended(lane, job, await self._outcome(job))
        except LeaseLost:
            log.warning("job_lease_lost", kind=job.kind, job=job.id)
            return None if self._is_stopping else await self._take_in_turn(lane)
        except asyncio.CancelledError:
            await self._database.transact(queries.update_left, job, clock.now())
            raise

    async def _ended(self, lane: Lane, job: Job, outcome: Outcome) -> Job | None:
        """Where the next one may be done at once, both by one transaction: half as many reach the disk."""
        if self._is_stopping or not await self._rate.has_room(lane.last):
            await self._database.transact(self._end, job, outcome)
            return None if self._is_stopping else await self._take_in_turn(lane)
        async with self._turn_of(lane):
            found = await self._database.transact(self._end_and_claim, job, outcome, lane.last)
        return await self._counted(lane, *found) if found else None

    def _end_and_claim(
        self, tx: Transaction, job: Job, outcome: Outcome, last: Priority
    ) -> tuple[Job, Priority] | None:
        self._end(tx, job, outcome)
        for job_id, tries, priority in queries.select_due(tx, self.name, clock.now(), CANDIDATES, last):
            if claimed := queries.claim(tx, job_id, tries, clock.now(), clock.now() + LEASE):
                return claimed, priority
        return None

    def _end(self, tx: Transaction, job: Job, outcome: Outcome) -> None:
        queries.update_outcome(tx, job, outcome)
        self._tell(tx, job, outcome)
        if outcome.state is State.failed:
            self._discard(tx, job)

    async def _outcome(self, job: Job) -> Outcome:
        if job.failures > len(self._delays) + 1:
            return self._given_up(job, GivenUp("each worker that tried it died"))
        try:
            await self._renewing(job, self._do(job))
        except LeaseLost:
            raise
        except GivenUp as error:
            return self._given_up(job, error)
        except Exception as error:  # whatever it is, it concerns this job and not the next
            return self._delayed(job, error)
        log.info("job_done", kind=job.kind, job=job.id)
        return Outcome(State.done, clock.now())

    def _delayed(self, job: Job, error: Exception) -> Outcome:
        if job.failures > len(self._delays):
            return self._given_up(job, error)
        log.warning("job_delayed", kind=job.kind, job=job.id, tries=job.tries, error=_words(error))
        return Outcome(State.waiting, clock.now() + self._delays[job.failures - 1], _words(error), error)

    def _given_up(self, job: Job, error: Exception) -> Outcome:
        tell = log.info if isinstance(error, GivenUp) and error.is_planned else log.error
        tell("job_given_up", kind=job.kind, job=job.id, tries=job.tries, error=_words(error))
        return Outcome(State.failed, clock.now(), _words(error), error)

    async def _renewing(self, job: Job, work: Coroutine[Any, Any, None]) -> None:
        """Do the work while the lease is renewed; who loses it stops."""
        working, renewing = asyncio.create_task(work), asyncio.create_task(self._renew(job))
        try:
            await asyncio.wait({working, renewing}, return_when=asyncio.FIRST_COMPLETED)
            if renewing.done():
                renewing.result()
            working.result()
        finally:
            for task in (working, renewing):
                task.cancel()
            await asyncio.gather(working, renewing, return_exceptions=True)

    async def _renew(self, job: Job) -> None:
        while True:
            await asyncio.sleep(RENEWS_EVERY)
            with suppress(SQLAlchemyError):  # a database that is away for a moment
                await self._database.transact(queries.update_held, job, run_at=clock.now() + LEASE)


def _reading(kind: JobKind[Arguments], run: Run[Arguments]) -> Callable[[Job], Coroutine[Any, Any, None]]:
    """`run`, with the arguments that stand in the job's row."""

    def run_read(job: Job) -> Coroutine[Any, Any, None]:
        return run(job, kind.arguments.read(job.arguments))

    return run_read


def _words(error: Exception) -> str:
    """Without what a job holds: it may be a link that lets somebody in."""
    if isinstance(error, ValidationError):
        return f"{type(error).__name__}: {error.error_count()}"
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
