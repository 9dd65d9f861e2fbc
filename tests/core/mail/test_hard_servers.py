"""Mail servers that are down, slow, refuse or die: each mail leaves once, or says what became of it."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from netevent.changes import JobQueued
from netevent.core import clock
from netevent.core.database import Database, Transaction
from netevent.core.database.tables import jobs, mails
from netevent.core.jobs import Priority
from netevent.core.jobs.job import DELAYS
from netevent.core.mail import Recipient, WrittenMail, delivery, queue_mail
from netevent.core.mail.outbox import MAIL as KIND
from netevent.core.mail.state import MailState
from netevent.core.mail.words import NO_ANSWER
from tests.core.jobs.rows import make_due
from tests.core.mail.conftest import NewSender
from tests.servers import processes
from tests.servers.mail import Mailbox

MAIL = WrittenMail("Hello", "x", "x")
MARTA = Recipient("marta@example.com", "en")
# A new connection, and one that was kept from the mail before.
every_line = pytest.mark.parametrize("before", [[], ["guest@example.com"]])


async def test_what_was_to_leave_in_an_hour_without_a_mail_server_leaves_then(
    database: Database, mailbox: Mailbox, new_sender: NewSender, monkeypatch: pytest.MonkeyPatch
):
    await queue(database, *(f"guest{one}@example.com" for one in range(20)))
    nobody = f"smtp://127.0.0.1:{processes.free_port()}"
    start = clock.now()
    for minutes in range(0, 61, 5):
        at_the_time(monkeypatch, start + timedelta(minutes=minutes))
        await new_sender(database, smtp_url=nobody).run_due()
    assert {(row.state, row.said) for row in await all_mails(database)} == {(MailState.waiting, NO_ANSWER)}
    at_the_time(monkeypatch, start + timedelta(hours=3))
    await new_sender(database).run_due()
    assert sorted(message["X-RcptTo"] for message in mailbox.messages) == sorted(
        f"guest{one}@example.com" for one in range(20)
    )
    assert {(row.state, row.said) for row in await all_mails(database)} == {(MailState.sent, "")}


def test_tries_go_on_for_hours():
    assert sum(DELAYS, timedelta()) > timedelta(hours=12)


async def test_a_server_that_never_answers_in_time_loses_no_mail(
    database: Database, mailbox: Mailbox, new_sender: NewSender, monkeypatch: pytest.MonkeyPatch
):
    mailbox.slow = {"marta@example.com"}
    await queue(database, "marta@example.com", "guest@example.com")
    monkeypatch.setattr(delivery, "SENDING_SECONDS", 0.2)
    await new_sender(database).run_due()
    assert [row.state for row in await all_mails(database)] == [MailState.waiting, MailState.sent]
    monkeypatch.undo()
    mailbox.hurry()
    await make_due(database)
    await new_sender(database).run_due()
    assert [row.state for row in await all_mails(database)] == [MailState.sent, MailState.sent]
    assert message_ids(mailbox, "marta@example.com") == {
        f"<{(await all_mails(database))[0].message_id}@netevent.example>"
    }


@every_line
async def test_a_server_that_dies_in_the_middle_of_a_mail_gets_it_again(
    database: Database, mailbox: Mailbox, new_sender: NewSender, before: list[str]
):
    await queue(database, *before, "marta@example.com", "after@example.com")
    mailbox.dies_at = {"marta@example.com"}
    await new_sender(database, at_once=1).run_due()
    await make_due(database)
    await new_sender(database, at_once=1).run_due()
    assert sorted(message["X-RcptTo"] for message in mailbox.messages) == sorted(
        [*before, "marta@example.com", "after@example.com"]
    )


@every_line
async def test_a_line_that_breaks_after_the_mail_was_taken_repeats_it_once_as_itself(
    database: Database, mailbox: Mailbox, new_sender: NewSender, before: list[str]
):
    await queue(database, *before, "marta@example.com", "after@example.com")
    mailbox.drops = {"marta@example.com"}
    await new_sender(database, at_once=1).run_due()
    await make_due(database)
    await new_sender(database, at_once=1).run_due()
    assert len(mailbox.mails_to("marta@example.com")) == 2
    assert len(message_ids(mailbox, "marta@example.com")) == 1
    assert len(mailbox.messages) == len(before) + 3
    assert {row.state for row in await all_mails(database)} == {MailState.sent}


async def test_among_five_thousand_announcements_a_link_is_the_next_to_leave(
    database: Database, mailbox: Mailbox, new_sender: NewSender
):
    """It is asked for while they go out, whatever was read of them before."""
    for _ in range(20):  # a transaction has a few seconds
        await database.transact(queue_bulk, 250)
    sender = new_sender(database)
    await sender.start()
    await mailbox.mail_to("guest20@example.com")
    gone = len(mailbox.messages)
    await database.transact(queue_mail, MAIL, MARTA, Priority.awaited)
    await mailbox.mail_to("marta@example.com")
    place = [message["X-RcptTo"] for message in mailbox.messages].index("marta@example.com")
    await sender.stop()
    # What the three connections had in hand, and what left while it was written.
    assert place - gone < 100
    assert len(mailbox.messages) < 1_000


async def test_a_link_leaves_while_all_connections_wait_for_slow_mails(
    database: Database, mailbox: Mailbox, new_sender: NewSender
):
    mailbox.slow = {f"guest{one}@example.com" for one in range(100)}
    await database.transact(queue_bulk, 100)
    sender = new_sender(database)
    await sender.start()
    await claimed(database, 3)
    await database.transact(queue_mail, MAIL, MARTA, Priority.awaited)
    sender.wake(JobQueued(KIND.name))
    await mailbox.mail_to("marta@example.com")
    assert len(mailbox.messages) == 3 + 1
    mailbox.hurry()
    await sender.stop()


async def test_without_a_connection_of_its_own_the_link_waits_for_them(
    database: Database, mailbox: Mailbox, new_sender: NewSender
):
    """The twin of the test above."""
    mailbox.slow = {f"guest{one}@example.com" for one in range(100)}
    await database.transact(queue_bulk, 100)
    sender = new_sender(database, awaited_at_once=0)
    await sender.start()
    await claimed(database, 3)
    await database.transact(queue_mail, MAIL, MARTA, Priority.awaited)
    sender.wake(JobQueued(KIND.name))
    with pytest.raises(TimeoutError):
        await mailbox.mail_to("marta@example.com", seconds=1)
    mailbox.hurry()
    await sender.stop()


# ---- what these sentences are made of ---------------------------------------------------------------------


async def queue(database: Database, *addresses: str) -> None:
    def work(tx: Transaction) -> None:
        for address in addresses:
            queue_mail(tx, MAIL, Recipient(address, "en"))

    await database.transact(work)


def queue_bulk(tx: Transaction, number: int) -> None:
    for one in range(number):
        queue_mail(tx, MAIL, Recipient(f"guest{one}@example.com", "en"), Priority.bulk)


async def claimed(database: Database, number: int) -> None:
    """Wait until so many mails are in hand."""
    in_hand = select(func.count()).where(jobs.c.tries > 0)
    async with asyncio.timeout(60):
        while await database.read(lambda tx: tx.execute(in_hand).scalar_one()) < number:
            pass  # each look lets the sender go on


async def all_mails(database: Database) -> list[Any]:
    return await database.read(lambda tx: list(tx.execute(select(mails).order_by(mails.c.id))))


def message_ids(mailbox: Mailbox, address: str) -> set[str]:
    return {message["Message-ID"] for message in mailbox.mails_to(address)}


def at_the_time(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    monkeypatch.setattr(clock, "now", lambda: moment)
