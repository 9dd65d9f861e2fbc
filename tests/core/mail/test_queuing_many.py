"""Many mails are queued at once as each would be alone, by a few statements for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from sqlalchemy import select

from netevent.changes import AttendeeMailed, Change
from netevent.core.database import Database, Transaction
from netevent.core.database.tables import jobs, mails
from netevent.core.jobs import Priority
from netevent.core.mail import Mail, Recipient, WrittenMail, queue_mail, queue_mails
from netevent.core.mail.outbox import MAIL, QueuedMail
from netevent.core.text.addresses import stored_address
from tests.door import Door
from tests.statements import statements

# What is another each time.
OWN = {"id", "job_id", "message_id", "arguments", "run_at", "created_at", "queued_at", "changed_at"}
SEVERAL: tuple[tuple[Mail, Recipient], ...] = (
    (WrittenMail("Anna's\n news", "a", "<p>a</p>"), Recipient("Anna@Example.com", "de", 1, 1, "https://off")),
    (WrittenMail("Nobody's", "n", "<p>n</p>"), Recipient(stored_address(""), "en", 1, 1)),
    (WrittenMail("Ben's", "b", "<p>b</p>"), Recipient("ben@example.com", "nl")),
    (WrittenMail("Anna's\n news", "a", "<p>a</p>"), Recipient("Anna@Example.com", "de", 1, 1)),
)


def one_by_one(
    tx: Transaction, several: Sequence[tuple[Mail, Recipient]], priority: Priority | None
) -> list[QueuedMail | None]:
    return [queue_mail(tx, mail, to, priority) for mail, to in several]


async def rows_of(database: Database, queued: Sequence[QueuedMail | None]) -> list[Any]:
    """Of each, in the order of the answer: its job, what the job keeps, and its row of `mails`."""
    found: list[Any] = []
    for one in queued:
        if one is None:
            found.append(None)
            continue
        job = await database.read(
            lambda tx, i: tx.execute(select(jobs).where(jobs.c.id == i)).one(), one.job_id
        )
        mail = await database.read(
            lambda tx, i: tx.execute(select(mails).where(mails.c.id == i)).one(), one.mail_id
        )
        kept = MAIL.arguments.read(job.arguments)
        assert (mail.job_id, mail.message_id) == (job.id, kept.message_id)
        same = (kept.recipient, kept.language, kept.values, kept.event_id, kept.off_link, kept.is_awaited)
        found.append((without_own(job), same, without_own(mail)))
    return found


def without_own(row: Any) -> dict[str, Any]:
    return {name: value for name, value in row._mapping.items() if name not in OWN}


@pytest.mark.parametrize("priority", [None, Priority.awaited, Priority.bulk])
async def test_many_are_written_as_each_alone(door: Door, priority: Priority | None):
    published: list[list[Change]] = []
    for queue in (one_by_one, queue_mails):
        published.append([])
        door.database.on_change = published[-1].append
        queued = await door.database.transact(queue, SEVERAL, priority)
        found = await rows_of(door.database, queued)
        assert [one is None for one in found] == [False, True, False, False]
        if queue is one_by_one:
            alone = found
    assert found == alone
    told = [[one for one in changes if isinstance(one, AttendeeMailed)] for changes in published]
    assert told[0] == told[1] == [AttendeeMailed(1), AttendeeMailed(1)]
    assert set(published[0]) == set(published[1])


async def test_where_nobody_has_an_address_nothing_is_queued(door: Door):
    assert await door.database.transact(queue_mails, [SEVERAL[1]]) == [None]
    assert await door.database.transact(queue_mails, []) == []
    assert await door.database.read(lambda tx: tx.execute(select(jobs.c.id)).first()) is None


async def test_ten_take_no_more_statements_than_two(door: Door):
    assert await statements_of(door.database, 10) == await statements_of(door.database, 2)


async def statements_of(database: Database, number: int) -> int:
    to = [(SEVERAL[2][0], Recipient(f"p{one}@example.com", "en")) for one in range(number)]
    with statements() as ran:
        await database.transact(queue_mails, to)
    return len([one for one in ran if not one.startswith("BEGIN")])
