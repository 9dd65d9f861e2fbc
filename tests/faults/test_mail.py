"""Mail servers that hang, and a worker that dies between the sending of a mail and its mark."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator

import pytest
from sqlalchemy import func, select

from netevent.core.database import Database
from netevent.core.database.tables import jobs
from netevent.core.mail import Recipient, WrittenMail, queue_mail
from netevent.core.mail.outbox import MAIL
from tests.conftest import StartServer
from tests.core.jobs.rows import make_due
from tests.door import Door
from tests.faults.test_workers_that_die import until_no_mail_waits
from tests.proof import Observe
from tests.servers.mail import Mailbox
from tests.servers.proxy import Proxy
from tests.visitors import Visitor, visit

MAILS, LOOKS = 10, 20
NEWS = WrittenMail("News", "x", "x")
SLOWER = 0.5  # seconds that a page may take longer


@pytest.fixture
def line(mailbox: Mailbox) -> Iterator[Proxy]:
    """The way to the mail server."""
    proxy = Proxy(mailbox.port)
    yield proxy
    proxy.close()


async def seconds_of_pages(visitor: Visitor) -> float:
    """The slowest of some."""
    slowest = 0.0
    for _ in range(LOOKS):
        began = time.monotonic()
        assert (await visitor.get("/staff/1/dashboard")).status == 200
        slowest = max(slowest, time.monotonic() - began)
    return slowest


async def until_the_hung_ones_wait(database: Database) -> None:
    """Their lines are broken: they are tried again in half a minute."""
    failed = select(func.count()).where(jobs.c.kind == MAIL.name, jobs.c.last_error != "")
    async with asyncio.timeout(30):
        while await database.read(lambda tx: tx.execute(failed).scalar_one()) < MAIL.at_once:
            pass  # each look lets the server go on


@pytest.mark.long
@pytest.mark.fault("a mail server that accepts and never answers", "no page is slower; all mails go on later")
async def test_a_mail_server_that_hangs_keeps_no_page_waiting(
    door: Door,
    database_url: str,
    start_server: StartServer,
    mailbox: Mailbox,
    line: Proxy,
    observe: Observe,
):
    server = start_server(database_url, smtp_url=line.url.replace("http", "smtp"))
    marta = await visit(server.base_url, "marta")
    before = await seconds_of_pages(marta)
    line.swallow()
    for number in range(MAILS):
        await door.database.transact(queue_mail, NEWS, Recipient(f"reader{number}@example.com", "en"))
    # An invitation wakes the worker as any mail does: by now it hangs, with all its connections.
    await (await visit(server.base_url, "olga")).submit("/organizer/event/1/staff/1/resend")
    await asyncio.to_thread(line.until_swallowed)
    meanwhile = await seconds_of_pages(marta)
    line.mend()
    await until_the_hung_ones_wait(door.database)
    await make_due(door.database)
    await until_no_mail_waits(door.database)
    went = {message["X-RcptTo"] for message in mailbox.messages}
    assert {f"reader{number}@example.com" for number in range(MAILS)} < went
    observe(f"slowest page {before * 1000:.0f} ms, meanwhile {meanwhile * 1000:.0f} ms; all mails went")
    assert meanwhile < before + SLOWER


@pytest.mark.long
@pytest.mark.fault(
    "kill -9 between the sending of a mail and its mark", "one repeat, with the same Message-ID"
)
async def test_a_mail_that_was_sent_and_not_marked_is_sent_once_more_as_itself(
    door_on_sqlite: Door,
    sqlite_url: str,
    start_server: StartServer,
    mailbox: Mailbox,
    line: Proxy,
    observe: Observe,
):
    server = start_server(sqlite_url, smtp_url=line.url.replace("http", "smtp"))
    await door_on_sqlite.database.transact(queue_mail, NEWS, Recipient("reader@example.com", "en"))
    line.delay = 0.3  # so that the mail server's "taken" is still on its way
    await mailbox.mail_to("reader@example.com", seconds=60)
    server.kill()
    line.delay = 0
    await make_due(door_on_sqlite.database)
    await asyncio.to_thread(server.start)
    await until_no_mail_waits(door_on_sqlite.database)
    copies = mailbox.mails_to("reader@example.com")
    assert len(copies) == 2
    assert len({message["Message-ID"] for message in copies}) == 1
    observe("2 copies, one Message-ID")
