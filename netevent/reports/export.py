"""Making an event's files: read by batches, each in a unit of work of its own, so that the door goes on
between them, and written in another process. Called by the routes.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from typing import BinaryIO, Protocol, TypeVar

from netevent.attendees.filters import ListFilter
from netevent.attendees.queries import select_ids
from netevent.breakouts.queries import select_sessions
from netevent.breakouts.session import Session
from netevent.core.site import read
from netevent.documents.tables.process import Kind
from netevent.documents.tables.spool import Spool, spool
from netevent.events.details import Event
from netevent.reports import queries, sheets


class Keyed(Protocol):
    @property
    def key(self) -> int: ...


Listed = TypeVar("Listed", bound=Keyed)

# What of one batch is done in one piece takes a few milliseconds.
BATCH = 250


async def workbook_of(event: Event, shown: ListFilter) -> BinaryIO:
    """The attendees whom the list shows, the sessions with their people, and the scans.

    Raises:
        OutOfBounds, ChildDied: it could not be made.
    """
    async with spool() as rows:
        await _add_attendees(rows, event, shown)
        sessions = await read(select_sessions, event.id)
        await _add_sessions(rows, event, sessions, shown)
        await _add_scans(rows, event, sessions, shown)
        return await rows.written(Kind.excel)


async def csv_of(event: Event, shown: ListFilter) -> BinaryIO:
    """The attendees alone: CSV has one table. Raises as `workbook_of`."""
    async with spool() as rows:
        await _add_attendees(rows, event, shown)
        return await rows.written(Kind.csv)


async def _add_attendees(rows: Spool, event: Event, shown: ListFilter) -> None:
    await rows.begin(sheets.attendees_sheet())
    """In the order of the page. Of all of them only the numbers are kept in memory."""
    ids = await read(select_ids, event.id, shown)
    for start in range(0, len(ids), BATCH):
        batch = await read(queries.select_attendees, event.id, ids[start : start + BATCH])
        await rows.add(sheets.attendee_row(one, event.zone) for one in batch)


async def _add_sessions(rows: Spool, event: Event, sessions: Sequence[Session], shown: ListFilter) -> None:
    await rows.begin(sheets.rsvps_sheet())
    for session in sessions:
        if not session.taken and not session.waiting:
            await rows.add([sheets.session_row(session, event.zone)])
            continue
        await _add_seated(rows, event, session, shown)
        await _add_line(rows, event, session, shown)


async def _add_seated(rows: Spool, event: Event, session: Session, shown: ListFilter) -> None:
    async for batch in _batches(queries.select_seated_after, session.id, event.id, shown):
        await rows.add(sheets.rsvp_row(session, one, None, event.zone) for one in batch)


async def _add_line(rows: Spool, event: Event, session: Session, shown: ListFilter) -> None:
    """Places are counted among all who wait, whomever the list shows."""
    before = 0
    async for batch in _batches(queries.select_line_after, session.id, event.id, shown):
        places = enumerate(batch, start=before + 1)
        await rows.add(
            [sheets.rsvp_row(session, one, place, event.zone) for place, one in places if one.is_shown]
        )
        before += len(batch)


async def _add_scans(rows: Spool, event: Event, sessions: Sequence[Session], shown: ListFilter) -> None:
    await rows.begin(sheets.scans_sheet())
    async for batch in _batches(queries.select_door_scans_after, event.id, shown):
        await rows.add(sheets.scan_row(one, None, event.zone) for one in batch)
    for session in sessions:
        async for batch in _batches(queries.select_room_scans_after, session.id, event.id, shown):
            await rows.add([sheets.scan_row(one, session, event.zone) for one in batch])


async def _batches(select: Callable[..., list[Listed]], *args: object) -> AsyncIterator[list[Listed]]:
    """All rows that `select(tx, *args, after, most)` gives, by the key of the last one."""
    after = 0
    while batch := await read(select, *args, after, BATCH):
        yield batch
        after = batch[-1].key
