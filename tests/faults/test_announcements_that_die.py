"""kill -9 while an announcement goes out: each is told once, by mail and on the pages."""

from __future__ import annotations

import asyncio
import sys
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from netevent.announcements.announcement import State
from netevent.core.database import Database
from netevent.core.database.tables import announcement_recipients, attendees, jobs, notifications
from netevent.core.mail.outbox import MAIL
from tests.announcements.announcing import Desk, open_desk
from tests.core.jobs.rows import make_due
from tests.factories import attendee_row
from tests.faults import announcing_process
from tests.servers import processes
from tests.servers.application import clean_environment

PEOPLE = 600
SURELY = 60.0


@pytest.mark.fault("kill -9 while an announcement goes out", "everybody is told once")
async def test_an_announcement_goes_on_where_its_worker_died(
    database: Database, database_url: str, tmp_path: Path
):
    desk = await open_desk(database)
    rows = [attendee_row(desk.event_id) for _ in range(PEOPLE)]
    await database.transact(lambda tx: tx.execute(insert(attendees), rows))
    number = await desk.write()
    await desk.begin(number)
    await killed_in_the_middle(desk, database_url, tmp_path)
    assert await mailed(database) == await written_down(database)
    await make_due(database)
    await announcing_process.send(database_url)
    told = await mailed(database)
    assert (len(told), set(told.values())) == (PEOPLE, {1})
    assert told == await written_down(database)
    seen = select(notifications.c.attendee_id)
    assert Counter(await database.read(lambda tx: tx.execute(seen).scalars().all())) == told
    assert await desk.state(number) is State.sent


async def killed_in_the_middle(desk: Desk, url: str, folder: Path) -> None:
    log = folder / "announcing.log"
    program = [sys.executable, "-m", "tests.faults.announcing_process", url]
    process = processes.start(program, log, None, **clean_environment())
    try:
        async with asyncio.timeout(SURELY):
            while not await mailed(desk.database):
                assert process.poll() is None, processes.last_words(log)
    finally:
        processes.kill(process)
        process.wait()
    assert 0 < len(await mailed(desk.database)) < PEOPLE


async def mailed(database: Database) -> Counter[int]:
    statement = select(jobs.c.attendee_id).where(jobs.c.kind == MAIL.name)
    return Counter(await database.read(lambda tx: tx.execute(statement).scalars().all()))


async def written_down(database: Database) -> Counter[int]:
    statement = select(announcement_recipients.c.attendee_id)
    return Counter(await database.read(lambda tx: tx.execute(statement).scalars().all()))
