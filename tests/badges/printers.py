"""Print stations of the event at whose door the tests stand, and what is printed there."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from uuid import uuid4

from sqlalchemy import select, update
from sqlalchemy.util import await_only

from netevent.badges.print_jobs import service as jobs
from netevent.badges.print_jobs.job import PrintJob, Result
from netevent.badges.stations import service as stations
from netevent.badges.stations import working
from netevent.badges.stations.page.browser import STATION
from netevent.badges.stations.station import Station
from netevent.core import clock
from netevent.core.credentials import token_hash
from netevent.core.database import Database
from netevent.core.database.budget import patient
from netevent.core.database.tables import badge_prints, print_jobs
from netevent.documents.badges.formats import Format
from tests.door import Door

ANNA, BEN, CARA, STRANGER = 1, 2, 3, 13
EVENT, OTHER_EVENT = 1, 2
Answer = TypeVar("Answer")


async def at_once(*races: Coroutine[Any, Any, Any]) -> list[Any]:
    """Each waits for its lock as long as it must: who is too late is a question of its own."""
    with patient():
        return list(await asyncio.gather(*races, return_exceptions=True))


class BothLook:
    """For twins on MariaDB, where units of work run at once: who has looked waits until a second one has."""

    def __init__(self) -> None:
        self._looked = 0
        self._both = asyncio.Event()

    def after(self, look: Callable[..., Answer]) -> Callable[..., Answer]:
        def looked(*values: Any) -> Answer:
            found = look(*values)
            self._looked += 1
            if self._looked > 1:
                self._both.set()
            await_only(self._both.wait())
            return found

        return looked


@dataclass(slots=True)
class Printers:
    """The clock stands still but where a test says that it goes on."""

    door: Door
    now: datetime

    async def do(self, rule: Callable[..., Answer], *values: Any, **named: Any) -> Answer:
        return await self.door.database.transact(rule, *values, **named)

    async def station(self, name: str = "Hall", event_id: int = EVENT) -> tuple[Station, str]:
        """A new one, and its token."""
        made = await self.do(stations.add, event_id, name, Format.a6)
        return made.device, made.token

    async def open_station(self, name: str = "Hall", event_id: int = EVENT) -> int:
        """One whose page is open; its number."""
        station, token = await self.station(name, event_id)
        await self.arrive(token)
        return station.id

    async def arrive(self, token: str, runner: str = "", takes_over: bool = False) -> Station:
        runner = runner or str(uuid4())
        return await self.do(working.arrive, token_hash(token), runner, takes_over, self.now)

    async def ask(self, who: int, station_id: int | None = None, request_id: str = "") -> PrintJob:
        request_id = request_id or str(uuid4())
        return await self.do(jobs.ask, EVENT, who, request_id, "Marta Door", station_id, self.now)

    async def take(self, station_id: int) -> PrintJob | None:
        return await self.do(jobs.take_next, station_id, self.now)

    async def take_who(self, station_id: int) -> int | None:
        """Whose badge the station gets."""
        job = await self.take(station_id)
        return job.attendee_id if job else None

    async def end(
        self, station_id: int, job_id: int, result: Result = Result.printed, said: str = ""
    ) -> PrintJob:
        return await self.do(jobs.end, station_id, job_id, result, said, self.now)

    async def rows(self) -> list[Any]:
        statement = select(print_jobs).order_by(print_jobs.c.id)
        return list(await self.door.database.read(lambda tx: tx.execute(statement).all()))

    async def states(self) -> list[str]:
        return [str(row.state) for row in await self.rows()]

    async def prints(self) -> list[tuple[int, str, str]]:
        """Whose badges came out, by whom, where."""
        one = badge_prints.c
        statement = select(one.attendee_id, one.printed_by, one.station).order_by(one.id)
        found = await self.door.database.read(lambda tx: tx.execute(statement).all())
        return [(row.attendee_id, row.printed_by, row.station) for row in found]

    async def set_job(self, job_id: int, **values: Any) -> None:
        await self.do(
            lambda tx: tx.execute(update(print_jobs).where(print_jobs.c.id == job_id).values(values))
        )


def printers_at(door: Door) -> Printers:
    return Printers(door, clock.now())


async def let_be_station(client: Any, database: Database, *event_ids: int) -> None:
    """The browser has opened the links of stations of these events, the last one that of the first."""
    async with client.session_transaction() as session:
        session.pop(STATION, None)
    for event_id in reversed(event_ids):
        made = await database.transact(stations.add, event_id, "Hall", Format.a6)
        assert (await client.get(f"/print/open/{made.token}")).status_code == 303


async def heard_until(page: Any, wanted: str) -> None:
    """The socket of a test client has brought this."""
    async with asyncio.timeout(10):
        while wanted not in str(await page.receive()):
            pass
