"""kill -9 while something is done with many attendees, or taken back: the rest is done once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, insert, select, update

from netevent.core import clock
from netevent.core.database import Database
from netevent.core.database.tables import attendees, events, jobs
from netevent.office.batches.batch import BATCH, UNDO
from tests.conftest import StartServer
from tests.door import BADGES, Door
from tests.factories import attendee_row
from tests.office.batches.running import page, seats_taken
from tests.visitors import visit

MORE = 1000
ALL = BADGES + MORE
SURELY = 60.0
ASK = "/organizer/event/1/attendees/batch"


@pytest.mark.fault(
    "kill -9 while many are set to not attending, and in the undo", "each once, the seats agree"
)
async def test_a_batch_and_its_undo_go_on_where_their_worker_died(
    door: Door, database_url: str, start_server: StartServer
):
    await fill(door.database)
    server = start_server(database_url)
    olga = await visit(server.base_url, "olga")
    asked = {"do": "not_attending-0", "whom": "found", "sure": str(ALL), "number": "n"}
    address = (await olga.submit(ASK, **asked)).headers["Location"]
    batch_id = int(address.rpartition("/")[2])
    await killed_in_the_middle(door, server, BATCH.name)
    assert await absent(door.database) == ALL - await seats_taken(door)
    await until(door.database, BATCH.name, lambda job: job.state == "done")
    assert (await absent(door.database), await seats_taken(door)) == (ALL, 0)
    olga = await visit(server.base_url, "olga")
    await olga.submit(f"{address}/undo")
    await killed_in_the_middle(door, server, UNDO.name)
    await until(door.database, UNDO.name, lambda job: job.state == "done")
    assert (await absent(door.database), await seats_taken(door)) == (0, ALL)
    shown = await page(door, batch_id)
    assert shown.undo is not None
    assert (shown.run.report.changed, shown.undo.report.changed) == (ALL, ALL)


async def killed_in_the_middle(door: Door, server: Any, kind: str) -> None:
    await until(door.database, kind, lambda job: job.done > 0)
    server.kill()
    killed = await job_of(door.database, kind)
    assert (killed.state, 0 < killed.done < ALL) == ("waiting", True)
    # Half a minute later its lease is over.
    over = update(jobs).where(jobs.c.kind == kind).values(run_at=clock.now())
    await door.database.transact(lambda tx: tx.execute(over))
    await asyncio.to_thread(server.start)


async def fill(database: Database) -> None:
    rows = [attendee_row(1, email=f"more{number}@example.com") for number in range(MORE)]
    full = update(events).where(events.c.id == 1).values(max_attendees=None, seats_taken=ALL)
    await database.transact(lambda tx: tx.execute(insert(attendees), rows))
    await database.transact(lambda tx: tx.execute(full))


async def absent(database: Database) -> int:
    is_absent = (attendees.c.event_id == 1, attendees.c.attendance_status == "not_attending")
    counted = select(func.count()).select_from(attendees).where(*is_absent)
    return int(await database.read(lambda tx: tx.execute(counted).scalar_one()))


async def job_of(database: Database, kind: str) -> Any:
    return await database.read(lambda tx: tx.execute(select(jobs).where(jobs.c.kind == kind)).one())


async def until(database: Database, kind: str, is_so: Callable[[Any], bool]) -> Any:
    async with asyncio.timeout(SURELY):
        while not is_so(job := await job_of(database, kind)):
            pass  # each look lets the server go on
        return job
