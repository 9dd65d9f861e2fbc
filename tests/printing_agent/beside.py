"""A real server, a station of it, and the agent beside its printer."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from uuid import uuid4

from netevent.printing_agent.agent import Agent, Pace
from netevent.printing_agent.link import Link
from netevent.printing_agent.printers.printer import Printer
from netevent.printing_agent.server import Server as Asked
from netevent.printing_agent.word import Word
from tests.badges.printers import ANNA, EVENT, Printers
from tests.servers.application import Server
from tests.visitors import Visitor

SURELY = 60.0
# Where no word comes, nothing is asked either: what comes out at once came by the socket.
QUICK = Pace(alive=30, ask=30, again=0.05, goodbye=0.5)


@dataclass(slots=True)
class Log:
    """What the agent tells."""

    lines: list[str] = field(default_factory=list)
    _came: asyncio.Event = field(default_factory=asyncio.Event)

    def tell(self, line: str) -> None:
        self.lines.append(line)
        self._came.set()

    async def heard(self, words: str, times: int = 1) -> None:
        async with asyncio.timeout(SURELY):
            while sum(words in line for line in self.lines) < times:
                self._came.clear()
                await self._came.wait()


@dataclass(slots=True)
class Hall:
    """`desk` is where Marta asks for badges."""

    server: Server
    printers: Printers
    desk: Visitor
    link: Link
    station_id: int

    async def ask(self, who: int = ANNA, to_any: bool = False) -> None:
        form = {
            "attendee_id": str(who),
            "request_id": str(uuid4()),
            "station": "" if to_any else str(self.station_id),
            "again": "1",
        }
        answer = await self.desk.submit(f"/staff/{EVENT}/badges/print", csrf_token=self.desk.token, **form)
        assert answer.status in (200, 303), answer.text

    async def seen_at_the_desk(self, language: str = "en") -> str:
        return (await self.desk.get(f"/live/desk-printing/{EVENT}/regions?lang={language}")).text


def new_agent(link: Link, printer: Printer, log: Log, pace: Pace = QUICK) -> tuple[Agent, Asked]:
    trust = ssl.create_default_context()
    server = Asked(link, str(uuid4()), trust)
    return Agent(server, Word(link, trust), printer, log.tell, pace), server


@asynccontextmanager
async def agent_at(
    hall: Hall, printer: Printer, pace: Pace = QUICK, link: Link | None = None
) -> AsyncIterator[Log]:
    """An agent that works; at the end it is stopped as SIGTERM does it."""
    log = Log()
    agent, server = new_agent(link or hall.link, printer, log, pace)
    async with server:
        running = asyncio.create_task(agent.run())
        try:
            await log.heard("Prints for")
            yield log
        finally:
            agent.stop()
            await asyncio.wait_for(running, SURELY)
