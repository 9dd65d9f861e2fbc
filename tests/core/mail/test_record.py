"""What others tell about mails that have left."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from netevent.changes import Change, MailsChanged
from netevent.core import clock
from netevent.core.database import Database, Transaction
from netevent.core.database.tables import mails
from netevent.core.mail import Recipient, WrittenMail, queries, queue_mail
from netevent.core.mail.record import note_bounced, note_complained, note_delivered
from netevent.core.mail.state import MailState, Reason
from tests.door import Door

MAIL = WrittenMail("Hello", "x", "x")
GONE = "550 5.1.1 Nobody by that name"


async def test_a_mail_arrives(database: Database):
    message_id = await mailed(database)
    await database.transact(note_delivered, message_id)
    assert await state_of(database, message_id) == (MailState.delivered, "")


async def test_a_mail_that_comes_back_for_good_suppresses_its_address(database: Database):
    message_id = await mailed(database, "Marta@Example.com")
    assert await database.transact(note_bounced, message_id, GONE, True)
    assert await state_of(database, message_id) == (MailState.bounced, GONE)
    stands = await database.read(queries.select_suppression, "marta@example.com")
    assert stands is not None
    assert (stands.reason, stands.said) == (Reason.bounced, GONE)


async def test_a_mail_that_is_late_keeps_the_words_and_its_address(database: Database):
    message_id = await mailed(database)
    assert await database.transact(note_bounced, message_id, "452 Mailbox full", False)
    assert await state_of(database, message_id) == (MailState.waiting, "452 Mailbox full")
    assert await database.read(queries.select_suppression, "marta@example.com") is None


async def test_a_complaint_ends_announcements(database: Database):
    message_id = await mailed(database)
    assert await database.transact(note_complained, message_id)
    stands = await database.read(queries.select_suppression, "marta@example.com")
    assert stands is not None
    assert stands.reason is Reason.complained


async def test_what_names_no_mail_of_ours_suppresses_nobody(database: Database):
    await mailed(database)
    assert not await database.transact(note_bounced, "0" * 32, GONE, True)
    assert not await database.transact(note_bounced, "0" * 32, GONE, False)
    assert not await database.transact(note_complained, "0" * 32)
    await database.transact(note_delivered, "0" * 32)
    assert await database.read(queries.select_suppression, "marta@example.com") is None


async def test_what_is_known_never_goes_back(database: Database):
    message_id = await mailed(database)
    await database.transact(note_bounced, message_id, GONE, True)
    await database.transact(note_delivered, message_id)
    await database.transact(note_bounced, message_id, "452 Later", False)
    assert await state_of(database, message_id) == (MailState.bounced, GONE)


async def test_a_bounce_that_is_read_twice_does_not_suppress_who_got_another_try(database: Database):
    message_id = await mailed(database)
    await database.transact(note_bounced, message_id, GONE, True)
    assert await database.transact(queries.delete_suppression, "marta@example.com")
    assert await database.transact(note_bounced, message_id, GONE, True)
    assert await database.read(queries.select_suppression, "marta@example.com") is None


async def test_of_several_who_tell_it_at_once_one_does(database: Database):
    message_id = await mailed(database)
    told = await asyncio.gather(*(database.transact(bounce, message_id) for _ in range(8)))
    assert sorted(told) == [False] * 7 + [True]


async def test_without_the_condition_all_of_them_would(database: Database, monkeypatch: pytest.MonkeyPatch):
    """The twin of the test above, with the guard off."""
    monkeypatch.setattr(queries, "_before", lambda state: list(MailState))
    message_id = await mailed(database)
    told = await asyncio.gather(*(database.transact(bounce, message_id) for _ in range(8)))
    assert told == [True] * 8


async def test_two_reasons_at_once_leave_the_stronger_one(database: Database):
    def work(tx: Transaction, reason: Reason) -> None:
        queries.suppress(tx, "marta@example.com", reason, "")

    reasons = [Reason.bounced, Reason.refused, Reason.complained] * 3
    await asyncio.gather(*(database.transact(work, reason) for reason in reasons))
    stands = await database.read(queries.select_suppression, "marta@example.com")
    assert stands is not None
    assert stands.reason is Reason.bounced


async def test_the_pages_of_the_event_hear_of_it(door: Door):
    published: list[Change] = []
    message_id = await mailed(door.database, event_id=1)
    door.database.on_change = published.append
    await door.database.transact(note_delivered, message_id)
    await door.database.transact(note_delivered, message_id)
    assert published == [MailsChanged(1)]


async def test_mails_to_nobody_of_an_event_are_forgotten_after_a_while(door: Door):
    await mailed(door.database, "olga@example.com")
    kept = await mailed(door.database, attendee_id=1)
    later = clock.now() + timedelta(days=1)
    assert await door.database.transact(queries.delete_unowned, clock.now() - timedelta(days=1)) == 0
    assert await door.database.transact(queries.delete_unowned, later) == 1
    assert await state_of(door.database, kept) == (MailState.waiting, "")


def bounce(tx: Transaction, message_id: str) -> bool:
    return queries.update_state(tx, message_id, MailState.bounced, GONE)


async def mailed(database: Database, address: str = "marta@example.com", **others: Any) -> str:
    """The Message-ID of a mail to them."""
    queued = await database.transact(queue_mail, MAIL, Recipient(address, "en", **others))
    assert queued is not None
    found = select(mails.c.message_id).where(mails.c.id == queued.mail_id)
    return str(await database.read(lambda tx: tx.execute(found).scalar()))


async def state_of(database: Database, message_id: str) -> tuple[str, str]:
    found = select(mails.c.state, mails.c.said).where(mails.c.message_id == message_id)
    row = await database.read(lambda tx: tx.execute(found).one())
    return row.state, row.said
