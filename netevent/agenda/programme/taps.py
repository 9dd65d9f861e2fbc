"""Taps on one session: those that come while others are being answered are answered together.

Hundreds may tap in the same moment. Each in a transaction of its own would wait in the database for the
session's lock, longer than a request may (`core.database.budget`), with a connection that the door beside
them needs. So this process has one transaction at a time for a session; who comes meanwhile waits here, in
order, and holds nothing. One of these a process, made by `app`; called by the routes.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from netevent.agenda.programme.service import Tap, take_seats
from netevent.agenda.programme.turns import LONGEST
from netevent.breakouts.rsvps.rsvp import Rsvp
from netevent.core import clock
from netevent.core.database import Database
from netevent.core.errors import NotFound, Refusal, TooMany

AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Waiting:
    event_id: int
    tap: Tap
    answer: asyncio.Future[Rsvp] = field(default_factory=asyncio.Future)


class Taps:
    def __init__(self, database: Database) -> None:
        self._database = database
        self._lines: dict[int, list[Waiting]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def take_seat(self, event_id: int, session_id: int, tap: Tap) -> Rsvp:
        """
        Raises:
            Refusal: one of those that `service.take_seats` gives.
            TooMany: it took too long.
        """
        mine = Waiting(event_id, tap)
        line = self._lines.get(session_id)
        if line is None:
            self._lines[session_id] = [mine]
            self._begin(session_id)
        else:
            line.append(mine)
        try:
            async with asyncio.timeout(LONGEST):
                return await mine.answer
        except TimeoutError:
            raise TooMany from None

    async def stop(self) -> None:
        """Those that were begun are answered."""
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _begin(self, session_id: int) -> None:
        task = asyncio.create_task(self._answer_all(session_id))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _answer_all(self, session_id: int) -> None:
        line = self._lines[session_id]
        try:
            while line:
                some, line[:] = line[:AT_ONCE], line[AT_ONCE:]
                await self._answer(session_id, [one for one in some if not one.answer.done()])
        finally:
            del self._lines[session_id]

    async def _answer(self, session_id: int, some: list[Waiting]) -> None:
        """A line is of one event, unless somebody taps on a session that is not of theirs."""
        for event_id in {one.event_id for one in some}:
            theirs = [one for one in some if one.event_id == event_id]
            try:
                taps = [one.tap for one in theirs]
                made = await self._database.transact(take_seats, event_id, session_id, taps, clock.now())
            except Exception as error:
                for one in theirs:
                    _refuse(one, error)
            else:
                for one in theirs:
                    _tell(one, made.get(one.tap.attendee_id, NotFound()))


def _tell(one: Waiting, made: Rsvp | Refusal) -> None:
    if isinstance(made, Refusal):
        _refuse(one, made)
    elif not one.answer.done():
        one.answer.set_result(made)


def _refuse(one: Waiting, error: Exception) -> None:
    if not one.answer.done():
        one.answer.set_exception(error)
