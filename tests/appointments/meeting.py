"""An event at which people can meet: tomorrow, in a zone that is not ours, with a meeting point."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select, update

from netevent.appointments import queries, service
from netevent.appointments.appointment import Appointment, Proposal, Status
from netevent.appointments.notifications import KINDS
from netevent.appointments.reminders.service import remind_due
from netevent.changes import Change
from netevent.core import clock
from netevent.core.database import Database
from netevent.core.database.tables import appointment_cells, appointments, events
from netevent.notifications.service import mark_seen
from tests.factories import insert_connection, insert_point
from tests.notifications.inboxes import unseen

ANNA, BEN, CARA, STRANGER = 1, 2, 3, 13
OPENS = timedelta(hours=10)


@dataclass(slots=True)
class Meet:
    """The people of `tests.door`, of whom Anna, Ben and Cara know each other; the event is tomorrow."""

    database: Database
    day: datetime
    published: list[Change] = field(default_factory=list)

    def at(self, hour: int, minute: int = 0) -> datetime:
        """So many hours after midnight, UTC, on the day of the event."""
        return self.day + timedelta(hours=hour, minutes=minute)

    def proposal(self, hour: int = 12, minute: int = 0, minutes: int = 15, **given: Any) -> Proposal:
        return Proposal(self.at(hour, minute), minutes, **({"place": "The coffee bar"} | given))

    async def propose(self, by: int = ANNA, to: int = BEN, proposal: Proposal | None = None) -> int:
        return await self.database.transact(
            service.propose, viewer_id=by, target_id=to, proposal=proposal or self.proposal()
        )

    async def agree(self, by: int = ANNA, to: int = BEN, proposal: Proposal | None = None) -> int:
        made = await self.propose(by, to, proposal)
        await self.accept(made, to)
        return made

    async def accept(self, appointment_id: int, by: int = BEN, revision: int = 1) -> None:
        await self.database.transact(
            service.accept, viewer_id=by, appointment_id=appointment_id, revision=revision
        )

    async def decline(self, appointment_id: int, by: int = BEN, revision: int = 1) -> None:
        await self.database.transact(
            service.decline, viewer_id=by, appointment_id=appointment_id, revision=revision
        )

    async def move(self, appointment_id: int, by: int, proposal: Proposal, revision: int = 1) -> None:
        await self.database.transact(
            service.move, viewer_id=by, appointment_id=appointment_id, revision=revision, proposal=proposal
        )

    async def remind(self, appointment_id: int) -> None:
        """As if it were near: the other ones of that time are too."""
        start = (await self.one(appointment_id)).start
        await self.database.transact(remind_due, start - timedelta(minutes=5))

    async def see(self, appointment_id: int, by: int) -> None:
        await self.database.transact(mark_seen, by, KINDS, appointment_id)

    async def cancel(self, appointment_id: int, by: int = ANNA, *, agreed: bool = False) -> None:
        await self.database.transact(
            service.cancel, viewer_id=by, appointment_id=appointment_id, agreed=agreed
        )

    async def one(self, appointment_id: int, viewer: int = ANNA) -> Appointment:
        found = await self.database.read(
            queries.select_appointment, viewer_id=viewer, appointment_id=appointment_id
        )
        assert found is not None
        return found

    async def told(self, appointment_id: int) -> dict[int, str]:
        """Who has not seen what happened to it, and what that is."""
        found: dict[int, str] = {}
        for attendee_id in (ANNA, BEN, CARA, 4):
            kinds = {number: kind for kind, number in await unseen(self.database, attendee_id)}
            if appointment_id in kinds:
                found[attendee_id] = kinds[appointment_id]
        return found

    async def status(self, appointment_id: int) -> Status:
        statement = select(appointments.c.status).where(appointments.c.id == appointment_id)
        return Status(await self.database.read(lambda tx: tx.execute(statement).scalar_one()))

    async def standing(self) -> Counter[str]:
        """How many appointments there are of each status."""
        rows = await self.database.read(lambda tx: tx.execute(select(appointments.c.status)).scalars().all())
        return Counter(rows)

    async def slots(self, appointment_id: int | None = None) -> int:
        statement = select(func.count()).select_from(appointment_cells)
        if appointment_id is not None:
            statement = statement.where(appointment_cells.c.appointment_id == appointment_id)
        return int(await self.database.read(lambda tx: tx.execute(statement).scalar_one()))

    async def know(self, *pairs: tuple[int, int]) -> None:
        for one, other in pairs:
            await insert_connection(self.database, one, other)

    async def point(self, name: str = "Meeting point 4", event_id: int = 1) -> int:
        return await insert_point(self.database, event_id, name)

    async def open_connections(self) -> None:
        """A race needs runners: with one connection, the first would be through before others start."""
        await asyncio.gather(
            *(self.database.read(lambda tx: tx.execute(select(1)).scalar()) for _ in range(20))
        )


async def make_meet(database: Database) -> Meet:
    """Both events are tomorrow, from 10:00 to 18:00 in Amsterdam in winter."""
    day = (clock.now() + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    times = {"start_time": day + OPENS, "end_time": day + OPENS + timedelta(hours=8)}
    await database.transact(lambda tx: tx.execute(update(events).values(times)))
    meet = Meet(database, day)
    database.on_change = meet.published.append
    await meet.know((ANNA, BEN), (CARA, ANNA), (BEN, CARA))
    return meet
