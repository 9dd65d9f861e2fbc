"""Mail goes out once, whoever sends it, and waits when it cannot."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from netevent.changes import Change, MailQueued
from netevent.core import clock
from netevent.core.database import Database, Transaction
from netevent.core.database.tables import mails
from netevent.core.mail import Mail, queries, queue_mail
from netevent.core.mail.sender import DELAYS
from tests.core.mail.conftest import NewSender
from tests.servers import processes
from tests.servers.mail import Mailbox

MAIL = Mail("marta@example.com", "Hello", "Come in\n", "<p>Come in</p>")
PAST = clock.EPOCH


async def test_queued_mail_reaches_its_reader(database: Database, mailbox: Mailbox, new_sender: NewSender):
    await database.transact(queue_mail, mail=MAIL)
    await new_sender(database).send_due()
    message = await mailbox.mail_to("marta@example.com")
    assert message["Subject"] == "Hello"
    assert [part.get_content().strip() for part in message.iter_parts()] == ["Come in", "<p>Come in</p>"]
    assert (await only_row(database)).status == "sent"


async def test_a_rolled_back_transaction_sends_nothing(
    database: Database, mailbox: Mailbox, new_sender: NewSender
):
    published: list[Change] = []
    database.on_change = published.append

    def fail(tx: Transaction) -> None:
        queue_mail(tx, MAIL)
        raise ValueError

    with pytest.raises(ValueError):
        await database.transact(fail)
    await new_sender(database).send_due()
    assert (mailbox.messages, published) == ([], [])


async def test_a_running_sender_is_woken_by_what_is_queued(
    database: Database, mailbox: Mailbox, new_sender: NewSender
):
    sender = new_sender(database)
    database.on_change = lambda change: sender.wake(change) if isinstance(change, MailQueued) else None
    await sender.start()
    await database.transact(queue_mail, mail=MAIL)
    await mailbox.mail_to("marta@example.com")
    await sender.stop()
    assert (await only_row(database)).status == "sent"


async def test_several_workers_send_each_mail_once(
    database: Database, mailbox: Mailbox, new_sender: NewSender
):
    await queue_twenty(database)
    await asyncio.gather(*(new_sender(database).send_due() for _worker in range(4)))
    assert len(mailbox.messages) == len({message["X-RcptTo"] for message in mailbox.messages}) == 20


async def test_without_the_claim_several_workers_send_the_same_mail(
    database: Database, mailbox: Mailbox, new_sender: NewSender, monkeypatch: pytest.MonkeyPatch
):
    """The twin of the test above, with the guard off: it shows that the guard is what holds."""
    monkeypatch.setattr(queries, "update_mail_claimed", lambda tx, mail_id, tries, until: True)
    await queue_twenty(database)
    await asyncio.gather(*(new_sender(database).send_due() for _worker in range(4)))
    assert len(mailbox.messages) > 20


async def test_the_text_of_a_mail_is_not_kept_once_it_is_gone(
    database: Database, mailbox: Mailbox, new_sender: NewSender
):
    await database.transact(queue_mail, mail=MAIL)
    await new_sender(database).send_due()
    row = await only_row(database)
    assert (row.body_text, row.body_html) == ("", "")


async def test_a_mail_server_that_says_later_is_tried_later(
    database: Database, mailbox: Mailbox, new_sender: NewSender
):
    mailbox.refusal = "451 Try again later"
    await database.transact(queue_mail, mail=MAIL)
    await new_sender(database).send_due()
    row = await only_row(database)
    assert (row.status, row.tries) == ("waiting", 1)
    assert "451" in row.last_error
    assert row.next_try_at > clock.now()
    mailbox.refusal = None
    await make_due(database)
    await new_sender(database).send_due()
    row = await only_row(database)
    assert (row.status, row.last_error, len(mailbox.messages)) == ("sent", "", 1)


async def test_delays_grow_until_the_mail_is_given_up_with_its_error(
    database: Database, mailbox: Mailbox, new_sender: NewSender
):
    mailbox.refusal = "451 Try again later"
    await database.transact(queue_mail, mail=MAIL)
    waits: list[timedelta] = []
    for _try in DELAYS:
        await new_sender(database).send_due()
        waits.append((await only_row(database)).next_try_at - clock.now())
        await make_due(database)
    assert waits == sorted(waits)
    await new_sender(database).send_due()
    row = await only_row(database)
    assert (row.status, row.tries) == ("failed", len(DELAYS) + 1)
    assert "451" in row.last_error


@pytest.mark.parametrize("refusal", ["550 No such person here"])
async def test_a_refusal_for_good_is_not_tried_again(
    database: Database, mailbox: Mailbox, new_sender: NewSender, refusal: str
):
    mailbox.refusal = refusal
    await database.transact(queue_mail, mail=MAIL)
    await new_sender(database).send_due()
    row = await only_row(database)
    assert (row.status, row.tries) == ("failed", 1)
    assert "550" in row.last_error


async def test_an_impossible_address_hurts_no_other_mail(
    database: Database, mailbox: Mailbox, new_sender: NewSender
):
    wrong = Mail("a@example.com, b@example.com", "Hello", "x", "x")
    await database.transact(queue_mail, mail=wrong)
    await database.transact(queue_mail, mail=MAIL)
    await new_sender(database).send_due()
    assert [message["X-RcptTo"] for message in mailbox.messages] == ["marta@example.com"]
    assert (await outbox(database)).failed == 1


async def test_mail_waits_while_no_mail_server_answers(database: Database, new_sender: NewSender):
    await database.transact(queue_mail, mail=MAIL)
    await new_sender(database, smtp_url=f"smtp://127.0.0.1:{processes.free_port()}").send_due()
    row = await only_row(database)
    assert (row.status, row.tries) == ("waiting", 1)


async def test_mail_waits_untouched_where_no_mail_server_is_set(
    database: Database, mailbox: Mailbox, new_sender: NewSender
):
    await database.transact(queue_mail, mail=MAIL)
    await new_sender(database, smtp_url="").send_due()
    row = await only_row(database)
    assert (row.status, row.tries) == ("waiting", 0)
    assert (await outbox(database)).waiting == 1
    await new_sender(database).send_due()
    assert len(mailbox.messages) == 1


async def test_the_mail_of_a_worker_that_died_is_sent_by_another(
    database: Database, mailbox: Mailbox, new_sender: NewSender
):
    await database.transact(queue_mail, mail=MAIL)
    row = await only_row(database)
    until = clock.now() + timedelta(minutes=4)
    assert await database.transact(queries.update_mail_claimed, mail_id=row.id, tries=0, until=until)
    await new_sender(database).send_due()
    assert mailbox.messages == []
    await make_due(database)
    await new_sender(database).send_due()
    assert len(mailbox.messages) == 1


async def test_a_subject_with_line_breaks_is_one_line(
    database: Database, mailbox: Mailbox, new_sender: NewSender
):
    mail = Mail("marta@example.com", "Summit\r\nBcc: victim@example.com", "x", "x")
    await database.transact(queue_mail, mail=mail)
    await new_sender(database).send_due()
    message = await mailbox.mail_to("marta@example.com")
    assert message["Subject"] == "Summit Bcc: victim@example.com"
    assert message["Bcc"] is None
    assert mailbox.mails_to("victim@example.com") == []


async def test_in_the_demo_mail_becomes_a_file(
    database: Database, mailbox: Mailbox, new_sender: NewSender, tmp_path: Path
):
    await database.transact(queue_mail, mail=MAIL)
    await new_sender(database, demo=True, smtp_url="").send_due()
    row = await only_row(database)
    assert row.status == "sent"
    assert b"Subject: Hello" in (tmp_path / "mail" / f"{row.id}.eml").read_bytes()
    assert mailbox.messages == []


async def queue_twenty(database: Database) -> None:
    for number in range(20):
        mail = Mail(f"guest{number}@example.com", "Hello", "x", "x")
        await database.transact(queue_mail, mail=mail)


async def only_row(database: Database) -> Any:
    return await database.read(lambda tx: tx.execute(select(mails)).one())


async def outbox(database: Database) -> queries.OutboxState:
    return await database.read(queries.select_outbox_state)


async def make_due(database: Database) -> None:
    await database.transact(lambda tx: tx.execute(update(mails).values(next_try_at=PAST)))
