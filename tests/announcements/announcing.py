"""An event with people, and announcements to them, for tests."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import select, update

from netevent.announcements import queries, service
from netevent.announcements.announcement import Announcement, Audience, Draft, Kind, Results, State, Words
from netevent.announcements.jobs import run_announcement
from netevent.announcements.recipients.recipient import Recipient, Which
from netevent.announcements.recipients.service import results, select_recipients
from netevent.announcements.sending import SEND
from netevent.core.database import Database
from netevent.core.database.tables import events, jobs
from netevent.core.jobs.worker import Worker
from netevent.core.mail.outbox import MAIL, Envelope
from netevent.core.pace import Pace
from netevent.registration.personal_link.service import Links
from tests.factories import insert_attendee, insert_event, insert_organizer

BASE = "https://tickets.example.org"
SECRET = "k" * 40
LINKS = Links(BASE, SECRET)
DRAFT = Draft(
    Kind.announcement,
    Audience.everybody,
    None,
    "en",
    {"en": Words("Lunch", "Lunch is at noon, {first_name}.")},
)


@dataclass(slots=True)
class Desk:
    """The organizer's desk: what is written and sent there, and what became of it."""

    database: Database
    organizer_id: int
    event_id: int

    async def person(self, name: str, **given: Any) -> int:
        row = {"first_name": name, "email": f"{name.lower()}@example.org"} | given
        return await insert_attendee(self.database, self.event_id, **row)

    async def write(self, draft: Draft = DRAFT, **changed: Any) -> int:
        kept = replace(draft, **changed)
        return await self.database.transact(
            service.write, self.event_id, kept, self.organizer_id, "Olivia Organizer"
        )

    async def find(self, number: int) -> Announcement:
        found = await self.database.read(queries.select_announcement, self.event_id, number)
        assert found is not None
        return found

    async def state(self, number: int) -> State:
        return (await self.find(number)).state

    async def begin(self, number: int) -> None:
        await self.database.transact(service.begin, self.event_id, number, "Olivia Organizer")

    async def schedule(self, number: int, by: int = 0) -> None:
        """By the owner, or another organizer."""
        who = (by or self.organizer_id, "Olivia Organizer")
        await self.database.transact(service.schedule, self.event_id, number, *who)

    async def stop(self, number: int) -> int:
        return await self.database.transact(service.stop, self.event_id, number)

    async def run(self, links: Links = LINKS) -> None:
        """What the worker does."""
        await Worker(self.database, SEND, partial(run_announcement, self.database, links, Pace())).run_due()

    async def clock_says(self, now: datetime) -> int:
        """What the clock of one worker begins then; returns how many."""
        due = await self.database.read(service.find_due, now)
        return sum([await self.database.transact(service.begin_due, one, now) for one in due])

    async def send(self, draft: Draft = DRAFT, **changed: Any) -> int:
        number = await self.write(draft, **changed)
        await self.begin(number)
        await self.run()
        return number

    async def results(self, number: int) -> Results:
        return await self.database.read(results, self.event_id, number)

    async def recipients(self, number: int, which: Which = Which.everybody, **page: int) -> list[Recipient]:
        return await self.database.read(select_recipients, self.event_id, number, which, **page)

    async def mails(self) -> list[Envelope]:
        statement = select(jobs.c.arguments).where(jobs.c.kind == MAIL.name).order_by(jobs.c.id)
        rows = await self.database.read(lambda tx: tx.execute(statement).scalars().all())
        return [MAIL.arguments.read(row) for row in rows]

    async def mailed(self) -> list[str]:
        return sorted(one.recipient for one in await self.mails())

    async def change_event(self, **values: Any) -> None:
        statement = update(events).where(events.c.id == self.event_id).values(values)
        await self.database.transact(lambda tx: tx.execute(statement))


async def open_desk(database: Database, **event: Any) -> Desk:
    organizer_id = await insert_organizer(database)
    return Desk(database, organizer_id, await insert_event(database, organizer_id, **event))
