"""A hundred times kill -9 of a worker while four desks scan."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.client import HTTPException
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import insert

from netevent.core.database import Database
from netevent.core.database.tables import attendees
from tests.conftest import StartServer
from tests.door import Door, badge
from tests.factories import attendee_row
from tests.faults.test_servers_that_die import DOOR, inside, journal, workers_that_serve
from tests.proof import Observe
from tests.servers.application import Server
from tests.visitors import Visitor, visit

ROUNDS = 100
DESKS = 4
SCANS = 5  # of a desk, in a round
CROWD = range(1000, 1000 + ROUNDS * DESKS * SCANS)
SURELY = 60.0


@dataclass(slots=True)
class Desk:
    """Scans one badge after the other, each until it is answered; `codes` are of people who are not in."""

    visitor: Visitor
    codes: Iterator[str]
    answers: dict[str, Any] = field(default_factory=dict)
    code_of: dict[str, str] = field(default_factory=dict)
    broken_off: int = 0

    async def scan_some(self, begun: asyncio.Event) -> None:
        for _ in range(SCANS):
            scan_id = str(uuid4())
            self.code_of[scan_id] = next(self.codes)
            self.answers[scan_id] = await self.answer(scan_id)
            begun.set()

    async def scan_all_again(self) -> None:
        for scan_id, first in self.answers.items():
            assert await self.answer(scan_id) == first

    async def answer(self, scan_id: str) -> Any:
        async with asyncio.timeout(SURELY):
            while True:
                try:
                    answer = await self.visitor.scan(self.code_of[scan_id], scan_id=scan_id)
                except (OSError, HTTPException):  # its worker died with it
                    self.broken_off += 1
                else:
                    assert answer.status == 200, answer.text
                    return answer.json()


@pytest.mark.long
@pytest.mark.fault(
    f"kill -9 of a worker during check-ins, {ROUNDS} times",
    "nothing acknowledged is lost or twice; the same scan again gets the same answer",
)
async def test_no_answered_scan_is_lost_in_a_hundred_deaths(
    door: Door, database_url: str, redis_url: str, start_server: StartServer, observe: Observe
):
    await insert_crowd(door.database)
    server = start_server(database_url, workers="2", redis_url=redis_url)
    desks = [await new_desk(server, number) for number in range(DESKS)]
    for _ in range(ROUNDS):
        await scan_and_die(server, desks)
    written = await journal(door.database)
    answered = {scan_id: answer for desk in desks for scan_id, answer in desk.answers.items()}
    assert {answer["outcome"] for answer in answered.values()} == {"checked_in"}
    assert dict(written) == dict.fromkeys(answered, 1)
    assert await inside(door.database) == len(answered)
    await asyncio.gather(*(desk.scan_all_again() for desk in desks))
    assert await journal(door.database) == written
    broken_off = sum(desk.broken_off for desk in desks)
    assert broken_off
    observe(f"{len(answered)} answered, all there once; {broken_off} broken off and sent again")


async def scan_and_die(server: Server, desks: list[Desk]) -> None:
    """In the middle of the scans one worker dies that certainly serves: it has the page."""
    begun = asyncio.Event()

    async def die(worker: str) -> None:
        await begun.wait()
        os.kill(int(worker), signal.SIGKILL)

    async with asyncio.timeout(SURELY), desks[0].visitor.connect(DOOR) as page:
        await page.recv()
        # Looked for before the scans begin: the look takes as long as some of them.
        (worker, *_) = workers_that_serve(server)
        await asyncio.gather(die(worker), *(desk.scan_some(begun) for desk in desks))


async def new_desk(server: Server, number: int) -> Desk:
    codes = (badge(one) for one in CROWD[number::DESKS])
    return Desk(await visit(server.base_url, "marta"), codes)


async def insert_crowd(database: Database) -> None:
    rows = [attendee_row(1, attendee_code=badge(number)) for number in CROWD]
    await database.transact(lambda tx: tx.execute(insert(attendees), rows))
