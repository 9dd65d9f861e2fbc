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

import pytest
from sqlalchemy import func, insert, select, update

from netevent.attendees.importing.jobs import IMPORT, run_import
from netevent.attendees.importing.report import REPORT, Report
from netevent.connections.notifications import REQUEST
from netevent.core import clock
from netevent.core.database import Database, Transaction
from netevent.core.database.tables import attendees, connections, jobs, mails, notifications
from netevent.core.jobs.worker import Worker
from netevent.core.mail import Recipient, WrittenMail, queue_mail
from netevent.core.mail.outbox import MAIL
from tests.attendees.rows import count_of, seats_taken
from tests.conftest import StartServer
from tests.core.jobs.rows import make_due
from tests.door import BADGES, Door
from tests.factories import attendee_row
from tests.faults import digest_process
from tests.servers import processes
from tests.servers.application import clean_environment
from tests.servers.mail import Mailbox
from tests.visitors import Visitor, visit

ROWS = 4000
READERS = 150
SURELY = 60.0
NEWS = WrittenMail("News", "x", "x")


@pytest.mark.fault("kill -9 in the middle of an import", "it goes on there; every row once")
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
    assert "The list has been imported." in (await olga.get(page)).text


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


@pytest.mark.fault("kill -9 in the middle of an import of all or nothing", "nobody is in; then everybody")
async def test_an_import_as_a_whole_leaves_nobody_where_its_worker_died(
    door: Door, database_url: str, start_server: StartServer
):
    server = start_server(database_url)
    await uploaded(await visit(server.base_url, "olga"), rows="all")
    await until(door.database, lambda job: job.tries > 0)
    server.kill()
    killed = await import_job(door.database)
    assert await count_of(door.database, 1) == BADGES + killed.done
    assert killed.done in (0, ROWS)
    await make_due(door.database)
    await asyncio.to_thread(server.start)
    ended = await until(door.database, lambda job: job.state != "waiting")
    assert REPORT.read(ended.result) == Report(created=ROWS)
    assert await count_of(door.database, 1) == BADGES + ROWS == await seats_taken(door.database, 1)


@pytest.mark.fault("kill -9 in the middle of the digest", "everybody is mailed once")
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


@pytest.mark.fault("kill -9 while 150 mails go out", "none lost; at most those in hand twice, as themselves")
async def test_no_mail_is_lost_though_its_worker_died(
    door: Door, database_url: str, start_server: StartServer, mailbox: Mailbox
):
    """One that was just being handed over may come twice, and then says so by its Message-ID."""
    await door.database.transact(queue_mails)
    server = start_server(database_url, smtp_url=mailbox.url)
    await mailbox.mail_to("reader9@example.com")
    server.kill()
    assert len(mailbox.messages) < READERS
    await make_due(door.database)
    await asyncio.to_thread(server.start)
    await mailbox.mail_to(f"reader{READERS - 1}@example.com", seconds=SURELY)
    await until_no_mail_waits(door.database)
    copies = Counter(message["X-RcptTo"] for message in mailbox.messages)
    assert len(copies) == READERS
    assert len({message["Message-ID"] for message in mailbox.messages}) == READERS
    assert sum(copies.values()) <= READERS + MAIL.at_once


@pytest.mark.fault(
    "kill -9 between the mail server's yes and our mark", "the mail once more at most, as itself"
)
async def test_a_mail_that_left_as_its_worker_died_is_repeated_once_and_then_marked(
    door: Door, database_url: str, start_server: StartServer, mailbox: Mailbox
):
    """The server has taken the mail and does not say so before the worker is gone."""
    mailbox.slow = {"reader0@example.com"}
    await door.database.transact(lambda tx: queue_mail(tx, NEWS, Recipient("reader0@example.com", "en")))
    server = start_server(database_url, smtp_url=mailbox.url)
    await until_claimed(door.database)
    await asyncio.to_thread(mailbox.wait_until_slow)
    server.kill()
    mailbox.hurry()
    await mailbox.mail_to("reader0@example.com")
    assert await states_of_mails(door.database) == ["waiting"]
    await make_due(door.database)
    await asyncio.to_thread(server.start)
    await until_no_mail_waits(door.database)
    assert len(mailbox.messages) == 2
    assert len({message["Message-ID"] for message in mailbox.messages}) == 1
    assert await states_of_mails(door.database) == ["sent"]


# ---- what these sentences are made of ---------------------------------------------------------------------


async def uploaded(olga: Visitor, **chosen: str) -> str:
    """The address of the import's page, after the yes to its preview."""
    rows = "".join(f"New{number};Person;new{number}@example.com\r\n" for number in range(ROWS))
    body = (
        '--x\r\nContent-Disposition: form-data; name="file"; filename="list.csv"\r\n\r\n'
        f"First name;Last name;E-mail\r\n{rows}\r\n--x--\r\n"
    )
    path = "/organizer/event/1/attendees/import"
    answer = await olga.post(path, body.encode(), "multipart/form-data; boundary=x")
    assert answer.status == 303, answer.text
    answer = await olga.submit(str(answer.headers["Location"]), action="import", **chosen)
    assert answer.status == 303, answer.text
    return str(answer.headers["Location"])


async def import_job(database: Database) -> Any:
    return await database.read(lambda tx: tx.execute(select(jobs).where(jobs.c.kind == IMPORT.name)).one())


async def until(database: Database, is_so: Callable[[Any], bool]) -> Any:
    async with asyncio.timeout(SURELY):
        while not is_so(job := await import_job(database)):
            pass  # each look lets the server go on
        return job


def queue_mails(tx: Transaction) -> None:
    for number in range(READERS):
        queue_mail(tx, WrittenMail("News", "x", "x"), Recipient(f"reader{number}@example.com", "en"))


async def until_claimed(database: Database) -> None:
    in_hand = select(func.count()).where(jobs.c.kind == MAIL.name, jobs.c.tries > 0)
    async with asyncio.timeout(SURELY):
        while not await database.read(lambda tx: tx.execute(in_hand).scalar()):
            pass  # each look lets the server go on


async def states_of_mails(database: Database) -> list[str]:
    return await database.read(lambda tx: list(tx.execute(select(mails.c.state)).scalars()))


async def until_no_mail_waits(database: Database) -> None:
    waiting = select(func.count()).where(jobs.c.kind == MAIL.name, jobs.c.state == "waiting")
    async with asyncio.timeout(SURELY):
        while await database.read(lambda tx: tx.execute(waiting).scalar()):
            pass  # each look lets the server go on


async def insert_readers(database: Database) -> None:
    """Attendees of event 1 for each of whom a request waits that was not looked at in time."""
    long_ago = clock.now() - timedelta(hours=1)
    people = [attendee_row(1, id=number) for number in range(100, 100 + READERS + 1)]
    numbers = range(100, 100 + READERS)
    requests = [
        {
            "id": number,
            "attendee_id": number + 1,
            "connected_attendee_id": number,
            "low_id": number,
            "high_id": number + 1,
            "status": "pending",
            "asked_at": long_ago,
        }
        for number in numbers
    ]
    told = [
        {"attendee_id": number, "kind": REQUEST.name, "subject_id": number, "created_at": long_ago}
        for number in numbers
    ]
    await database.transact(lambda tx: tx.execute(insert(attendees), people))
    await database.transact(lambda tx: tx.execute(insert(connections), requests))
    await database.transact(lambda tx: tx.execute(insert(notifications), told))


async def killed_in_the_middle(database: Database, url: str, folder: Path, *options: str) -> None:
    log = folder / "digest.log"
    program = [sys.executable, "-m", "tests.faults.digest_process", url, *options]
    process = processes.start(program, log, None, **clean_environment())
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
