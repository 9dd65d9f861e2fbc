"""Making an event's files: read by batches, each in a unit of work of its own, so that the door goes on
between them, and written in another process meanwhile. Called by the routes and by the job.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import BinaryIO, Protocol, TypeVar

from netevent.attendees.listing.filters import ListFilter
from netevent.attendees.queries import select_ids
from netevent.attendees.questions.service import asked
from netevent.breakouts.queries import select_sessions
from netevent.breakouts.session import Session
from netevent.core import clock
from netevent.core.database import Database
from netevent.documents.tables.process import Kind
from netevent.documents.tables.spool import Spool, spool
from netevent.events.details import Event
from netevent.reports import queries, sheets


class Keyed(Protocol):
    @property
    def key(self) -> object: ...


Listed = TypeVar("Listed", bound=Keyed)
# Told how many rows are in the file, of about how many.
Tell = Callable[[int, int], Awaitable[None]]

# What of one batch is done in one piece takes a few milliseconds.
BATCH = 250
FIRST_SCAN: queries.Received = (clock.EPOCH, 0)


async def tell_nobody(done: int, total: int) -> None:
    """For who waits for the file itself."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which file, of which event, with whom of its list; `is_journal`: the scans alone."""

    kind: Kind
    event: Event
    shown: ListFilter
    is_journal: bool = False


async def file_of(database: Database, wanted: Wanted, tell: Tell = tell_nobody) -> BinaryIO:
    """A workbook has the attendees whom the list shows, in its order, the sessions with their people, and
    the scans; CSV has one table, the attendees. The journal is the table of the scans.

    Raises:
        OutOfBounds, ChildDied: it could not be made.
    """
    async with spool(wanted.kind) as rows:
        await _Export(database, wanted, rows, tell).add_all()
        return await rows.written()


class _Export:
    """One file on its way."""

    def __init__(self, database: Database, wanted: Wanted, rows: Spool, tell: Tell) -> None:
        self._read, self._rows, self._tell = database.read, rows, tell
        self._event, self._shown = wanted.event, wanted.shown
        self._is_workbook = wanted.kind is Kind.excel
        self._is_journal = wanted.is_journal
        self._done = self._total = 0

    async def add_all(self) -> None:
        if self._is_journal:
            await self._add_journal()
        else:
            await self._add_list()

    async def _add_journal(self) -> None:
        sessions = await self._read(select_sessions, self._event.id)
        self._total = await self._read(queries.count_scans, self._event.id)
        await self._add_scans(sessions)

    async def _add_list(self) -> None:
        people = await self._read(select_ids, self._event.id, self._shown)
        sessions = await self._read(select_sessions, self._event.id) if self._is_workbook else []
        self._total = len(people)
        if self._is_workbook:
            self._total += await self._read(queries.count_scans, self._event.id)
            self._total += sum(one.taken + one.waiting for one in sessions)
        await self._add_attendees(people)
        if self._is_workbook:
            await self._add_sessions(sessions)
            await self._add_scans(sessions)

    async def _add(self, rows: Iterable[sheets.Row], count: int) -> None:
        await self._rows.add(rows)
        self._done += count
        await self._tell(min(self._done, self._total), self._total)

    async def _add_attendees(self, people: Sequence[int]) -> None:
        questions = [one for one in await self._read(asked, self._event.id) if one.details.in_lists]
        await self._rows.begin(sheets.attendees_sheet(questions))
        for first in range(0, len(people), BATCH):
            some = people[first : first + BATCH]
            batch = await self._read(queries.select_attendees, self._event.id, some)
            zone = self._event.zone
            await self._add((sheets.attendee_row(one, questions, zone) for one in batch), len(some))

    async def _add_sessions(self, sessions: Sequence[Session]) -> None:
        await self._rows.begin(sheets.rsvps_sheet())
        for session in sessions:
            if not session.taken and not session.waiting:
                await self._rows.add([sheets.session_row(session, self._event.zone)])
                continue
            await self._add_seated(session)
            await self._add_line(session)

    async def _add_seated(self, session: Session) -> None:
        async for batch in self._batches(
            queries.select_seated_after, session.id, self._event.id, self._shown
        ):
            rows = (sheets.rsvp_row(session, one, None, self._event.zone) for one in batch)
            await self._add(rows, len(batch))

    async def _add_line(self, session: Session) -> None:
        """Places are counted among all who wait, whomever the list shows."""
        before = 0
        async for batch in self._batches(queries.select_line_after, session.id, self._event.id, self._shown):
            places = enumerate(batch, start=before + 1)
            zone = self._event.zone
            rows = [sheets.rsvp_row(session, one, place, zone) for place, one in places if one.is_shown]
            await self._add(rows, len(batch))
            before += len(batch)

    async def _add_scans(self, sessions: Sequence[Session]) -> None:
        await self._rows.begin(sheets.scans_sheet())
        asked = (self._event.id, self._shown)
        async for batch in self._batches(queries.select_door_scans_after, *asked, after=FIRST_SCAN):
            await self._add((sheets.scan_row(one, None, self._event.zone) for one in batch), len(batch))
        for session in sessions:
            here = (session.id, *asked)
            async for batch in self._batches(queries.select_room_scans_after, *here, after=FIRST_SCAN):
                rows = [sheets.scan_row(one, session, self._event.zone) for one in batch]
                await self._rows.add(rows)

    async def _batches(
        self, select: Callable[..., list[Listed]], *args: object, after: object = 0
    ) -> AsyncIterator[list[Listed]]:
        """All rows that `select(tx, *args, after, most)` gives, by the key of the last one."""
        while batch := await self._read(select, *args, after, BATCH):
            yield batch
            after = batch[-1].key
