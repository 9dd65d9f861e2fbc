"""kill -9 in the middle of work beside the requests: what is done stands, and the rest is done once."""

from __future__ import annotations

import asyncio
import sys
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select, update

from netevent.attendees.importing.jobs import IMPORT, run_import
from netevent.attendees.importing.report import REPORT, Report
from netevent.core import clock
from netevent.core.database import Database
from netevent.core.database.tables import attendees, connections, jobs
from netevent.core.jobs.worker import Worker
from netevent.core.mail.outbox import MAIL
from tests.attendees.rows import count_of, seats_taken
from tests.conftest import StartServer
from tests.core.jobs.rows import make_due
from tests.door import BADGES, Door
from tests.factories import attendee_row
from tests.faults import digest_process
from tests.servers import processes
from tests.servers.application import clean_environment
from tests.visitors import Visitor, visit

ROWS = 6000
READERS = 300
SURELY = 60.0


async def test_an_import_goes_on_where_its_worker_died(
    door: Door, database_url: str, start_server: StartServer
):
    server = start_server(database_url)
    olga = await visit(server.base_url, "olga")
    page = await uploaded(olga)
    await until(door.database, lambda job: job.done > 0)
    server.kill()
    killed = await import_job(door.database)
    assert (killed.state, 0 < killed.done < ROWS) == ("waiting", True)
    assert await count_of(door.database, 1) == BADGES + killed.done
    await make_due(door.database)  # half a minute later its lease is over
    await asyncio.to_thread(server.start)
    ended = await until(door.database, lambda job: job.state != "waiting")
    assert (ended.state, ended.done, ended.tries) == ("done", ROWS, 2)
    assert REPORT.read(ended.result) == Report(created=ROWS)
    assert await count_of(door.database, 1) == BADGES + ROWS == await seats_taken(door.database, 1)
    assert "The list is in." in (await olga.get(page)).text


async def test_an_import_whose_lease_never_ended_would_stay_half_done(
    door: Door, database_url: str, start_server: StartServer
):
    """The twin of the test above: it is the end of the lease that lets another worker go on."""
    server = start_server(database_url)
    await uploaded(await visit(server.base_url, "olga"))
    await until(door.database, lambda job: job.done > 0)
    server.kill()
    killed = await import_job(door.database)
    never = clock.now() + timedelta(days=365)
    await door.database.transact(lambda tx: tx.execute(update(jobs).values(run_at=never)))
    await Worker(door.database, IMPORT, partial(run_import, door.database)).run_due()
    left = await import_job(door.database)
    assert (left.state, left.done, left.tries) == ("waiting", killed.done, 1)
    assert await count_of(door.database, 1) == BADGES + killed.done


async def test_a_digest_is_mailed_to_everybody_once_though_its_worker_died(
    door: Door, database_url: str, tmp_path: Path
):
    await insert_readers(door.database)
    await killed_in_the_middle(door.database, database_url, tmp_path)
    await digest_process.send_digests(database_url)
    told = await recipients(door.database)
    assert set(told.values()) == {1}
    assert len(told) == READERS


async def test_marks_without_their_mail_would_leave_readers_untold(
    door: Door, database_url: str, tmp_path: Path
):
    """The twin of the test above: mark and mail in two transactions."""
    await insert_readers(door.database)
    await killed_in_the_middle(door.database, database_url, tmp_path, digest_process.APART)
    await digest_process.send_digests(database_url)
    assert len(await recipients(door.database)) < READERS


# ---- what these sentences are made of ---------------------------------------------------------------------


async def uploaded(olga: Visitor) -> str:
    """The address of the import's page."""
    rows = "".join(f"New{number};Person;new{number}@example.com\r\n" for number in range(ROWS))
    body = (
        '--x\r\nContent-Disposition: form-data; name="file"; filename="list.csv"\r\n\r\n'
        f"First name;Last name;E-mail\r\n{rows}\r\n--x--\r\n"
    )
    path = "/organizer/event/1/attendees/import"
    answer = await olga.post(path, body.encode(), "multipart/form-data; boundary=x")
    assert answer.status == 303, answer.text
    return str(answer.headers["Location"])


async def import_job(database: Database) -> Any:
    return await database.read(lambda tx: tx.execute(select(jobs).where(jobs.c.kind == IMPORT.name)).one())


async def until(database: Database, is_so: Callable[[Any], bool]) -> Any:
    async with asyncio.timeout(SURELY):
        while not is_so(job := await import_job(database)):
            pass  # each look lets the server go on
        return job


async def insert_readers(database: Database) -> None:
    """Attendees of event 1 for each of whom a request waits that was not looked at in time."""
    long_ago = clock.now() - timedelta(hours=1)
    people = [attendee_row(1, id=number) for number in range(100, 100 + READERS + 1)]
    requests = [
        {
            "attendee_id": number + 1,
            "connected_attendee_id": number,
            "low_id": number,
            "high_id": number + 1,
            "status": "pending",
            "asked_at": long_ago,
        }
        for number in range(100, 100 + READERS)
    ]
    await database.transact(lambda tx: tx.execute(insert(attendees), people))
    await database.transact(lambda tx: tx.execute(insert(connections), requests))


async def killed_in_the_middle(database: Database, url: str, folder: Path, *options: str) -> None:
    log = folder / "digest.log"
    program = [sys.executable, "-m", "tests.faults.digest_process", url, *options]
    process = processes.start(program, log, **clean_environment())
    try:
        async with asyncio.timeout(SURELY):
            while not await recipients(database):
                assert process.poll() is None, processes.last_words(log)
    finally:
        processes.kill(process)
        process.wait()
    assert 0 < len(await recipients(database)) < READERS


async def recipients(database: Database) -> Counter[int]:
    """How many mails were written to each attendee."""
    statement = select(jobs.c.attendee_id).where(jobs.c.kind == MAIL.name)
    return Counter(await database.read(lambda tx: tx.execute(statement).scalars().all()))
