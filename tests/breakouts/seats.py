"""A session of event 1 whose seats people of `tests.door` want, and what must always be true of it."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update

from netevent.breakouts import service as sessions_service
from netevent.breakouts.attendance import service as attendance
from netevent.breakouts.attendance.service import Entry
from netevent.breakouts.details import Details
from netevent.breakouts.queries import select_session
from netevent.breakouts.rsvps import service
from netevent.breakouts.rsvps.rsvp import Rsvp
from netevent.breakouts.session import Session
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.database.tables import breakout_session_rsvps as rsvps
from netevent.core.database.tables import events
from tests.door import Door

EVENT, ELSEWHERE, STRANGER = 1, 2, 13


@dataclass(frozen=True, slots=True)
class Rows:
    """What the rows say: who has a seat, who waits, the first first, and who is in the room."""

    registered: Set[int]
    line: tuple[int, ...]
    present: Set[int] = frozenset()
    numbers: Mapping[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class Room:
    door: Door
    session_id: int

    async def register(self, attendee_id: int) -> Rsvp:
        made: Rsvp = await self._do(service.register, attendee_id)
        return made

    async def cancel(self, attendee_id: int) -> Rsvp:
        left: Rsvp = await self._do(service.cancel, attendee_id)
        return left

    async def change_to(self, other: Room, attendee_id: int) -> Rsvp:
        made: Rsvp = await self.door.database.transact(
            service.change, EVENT, self.session_id, other.session_id, attendee_id, clock.now()
        )
        return made

    async def put_in(self, attendee_id: int) -> bool:
        return bool(await self._do(service.put_in, attendee_id))

    async def enter(self, attendee_id: int, now: datetime | None = None) -> Entry:
        at = now or clock.now()
        came: Entry = await self.door.database.transact(
            attendance.enter, EVENT, self.session_id, attendee_id, at, at
        )
        return came

    async def undo(self, attendee_id: int) -> bool:
        return await self.door.database.transact(attendance.leave, EVENT, self.session_id, attendee_id)

    async def release(self, now: datetime) -> None:
        for one in await self.door.database.read(attendance.absent, now):
            await self.door.database.transact(attendance.release, one, now)

    async def keeps_seats(self, minutes: int | None) -> None:
        """The event's rule for who does not come."""
        statement = update(events).where(events.c.id == EVENT).values(no_show_minutes=minutes)
        await self.door.database.transact(lambda tx: tx.execute(statement))

    async def change(self, **values: Any) -> None:
        """What the organizer's form does."""
        session = await self.session()
        details = replace(sessions_service.details_of(session), **values)
        await self.door.database.transact(sessions_service.edit, EVENT, self.session_id, details)

    async def session(self) -> Session:
        found = await self.door.database.read(select_session, EVENT, self.session_id)
        assert found is not None
        return found

    async def rows(self) -> Rows:
        def read(tx: Transaction) -> Rows:
            statement = select(rsvps).where(rsvps.c.breakout_session_id == self.session_id)
            found = tx.execute(statement.order_by(rsvps.c.number)).all()
            seated = frozenset(row.attendee_id for row in found if row.status == "registered")
            line = tuple(row.attendee_id for row in found if row.status == "waitlisted")
            present = frozenset(row.attendee_id for row in found if row.entered_at)
            return Rows(seated, line, present, {row.attendee_id: row.number for row in found if row.number})

        return await self.door.database.read(read)

    async def check(self) -> Rows:
        """The counters are the rows; and no seat is free for a tap while somebody waits."""
        session, rows = await self.session(), await self.rows()
        assert (session.taken, session.waiting) == (len(rows.registered), len(rows.line))
        assert session.in_room == len(rows.present)
        assert rows.present <= rows.registered
        assert not rows.line or session.seats_left == 0
        return rows

    async def _do(self, what: Any, attendee_id: int) -> Any:
        return await self.door.database.transact(what, EVENT, self.session_id, attendee_id, clock.now())


async def make_room(door: Door, capacity: int | None = 1, **given: Any) -> Room:
    start = clock.now().replace(microsecond=0) + timedelta(hours=1)
    details = Details("Locks and queues", start, start + timedelta(minutes=45), capacity=capacity, **given)
    return Room(door, await door.database.transact(sessions_service.create, EVENT, details))
