"""No more mails leave than the setting says, and a link does not wait for announcements."""

from __future__ import annotations

import pytest

from netevent.core.database import Database, Transaction
from netevent.core.jobs import Priority
from netevent.core.mail import Recipient, WrittenMail, queue_mail
from netevent.core.mail.rate import Rate
from netevent.core.site import Limits
from tests.core.mail.conftest import NewSender
from tests.servers.mail import Mailbox

MAIL = WrittenMail("Hello", "x", "x")


async def test_without_a_limit_everything_may_go():
    assert await went(Rate(Limits(""), 0), Priority.bulk, 1_000) == 1_000


@pytest.mark.parametrize(("per_minute", "at_once"), [(600, 48), (60, 5), (10, 1), (1, 1)])
async def test_a_tenth_of_the_minute_goes_at_once_but_for_what_is_kept(per_minute: int, at_once: int):
    assert await went(Rate(Limits(""), per_minute), Priority.bulk, 100) == at_once


async def test_what_is_awaited_has_a_part_of_its_own():
    rate = Rate(Limits(""), 600)
    await went(rate, Priority.normal, 100)
    assert await went(rate, Priority.awaited, 100) == 12


async def test_what_is_awaited_may_use_all_of_it():
    assert await went(Rate(Limits(""), 600), Priority.awaited, 100) == 60


async def test_to_ask_counts_nothing():
    rate = Rate(Limits(""), 10)
    assert [await rate.has_room(Priority.bulk) for _ in range(5)] == [True] * 5
    assert await went(rate, Priority.bulk, 5) == 1
    assert not await rate.has_room(Priority.bulk)


async def test_processes_share_it():
    limits = Limits("")
    assert await went(Rate(limits, 600), Priority.bulk, 40) == 40
    assert await went(Rate(limits, 600), Priority.bulk, 40) == 8


async def test_a_link_leaves_while_announcements_have_used_up_the_rate(
    database: Database, mailbox: Mailbox, new_sender: NewSender
):
    sender = new_sender(database, mail_per_minute=11)  # two in eleven seconds, one of them kept
    await database.transact(queue_bulk, 5)
    await sender.run_due()
    assert len(mailbox.messages) == 1
    await database.transact(queue_mail, MAIL, Recipient("marta@example.com", "en"), Priority.awaited)
    await sender.run_due()
    assert [message["X-RcptTo"] for message in mailbox.messages[1:]] == ["marta@example.com"]


def queue_bulk(tx: Transaction, number: int) -> None:
    for one in range(number):
        queue_mail(tx, MAIL, Recipient(f"guest{one}@example.com", "en"), Priority.bulk)


async def went(rate: Rate, priority: Priority, tries: int) -> int:
    return sum([await rate.spend(priority) for _ in range(tries)])
