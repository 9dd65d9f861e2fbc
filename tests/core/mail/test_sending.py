"""Mail goes out once, in its reader's language, and waits when it cannot."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from netevent.changes import Change, JobQueued
from netevent.core import clock, i18n
from netevent.core.database import Database, Transaction
from netevent.core.database.tables import jobs
from netevent.core.jobs import queries
from netevent.core.jobs.job import DELAYS
from netevent.core.mail import Recipient, WrittenMail, queue_mail
from netevent.core.mail.outbox import MAIL as KIND
from netevent.registration.personal_link.mails import PersonalLink
from netevent.registration.personal_link.queries import Invitee
from netevent.resources import resource_path
from tests.core.jobs.rows import make_due, write_without_claim
from tests.core.mail.conftest import NewSender
from tests.servers import processes
from tests.servers.mail import Mailbox

MAIL = WrittenMail("Hello", "Come in\n", "<p>Come in</p>")
MARTA = Recipient("marta@example.com", "en")
NINE = clock.EPOCH + timedelta(days=20_781, hours=9)
LINK = PersonalLink(
    Invitee(1, "Marta", "marta@example.com", "nl", "Café & Co", "Europe/Amsterdam", NINE, None),
    "https://netevent.example/attendee/personal/abc",
    NINE,
)


async def test_queued_mail_reaches_its_reader(database: Database, mailbox: Mailbox, new_sender: NewSender):
    await database.transact(queue_mail, mail=MAIL, to=MARTA)
    await new_sender(database).run_due()
    message = await mailbox.mail_to("marta@example.com")
    assert message["Subject"] == "Hello"
    assert [part.get_content().strip() for part in message.iter_parts()] == ["Come in", "<p>Come in</p>"]
    assert (await only_row(database)).state == "done"


async def test_what_cannot_be_delivered_goes_where_the_settings_say(
    database: Database, mailbox: Mailbox, new_sender: NewSender
):
    for bounces_to, returns_to in (("", "door@netevent.example"), ("back@netevent.example",) * 2):
        await database.transact(queue_mail, mail=MAIL, to=MARTA)
        await new_sender(database, bounces_to=bounces_to).run_due()
        assert mailbox.messages[-1]["X-MailFrom"] == returns_to
        assert mailbox.messages[-1]["From"] == "NetEvent <door@netevent.example>"


async def test_mail_to_an_international_domain_reaches_its_reader(
    database: Database, mailbox: Mailbox, new_sender: NewSender
):
    await database.transact(queue_mail, mail=MAIL, to=Recipient("info@müller.example", "de"))
    await new_sender(database).run_due()
    message = await mailbox.mail_to("info@xn--mller-kva.example")
    assert message["To"] == "info@xn--mller-kva.example"


async def test_a_rolled_back_transaction_sends_nothing(
    database: Database, mailbox: Mailbox, new_sender: NewSender
):
    published: list[Change] = []
    database.on_change = published.append

    def fail(tx: Transaction) -> None:
        queue_mail(tx, MAIL, MARTA)
        raise ValueError

    with pytest.raises(ValueError):
        await database.transact(fail)
    await new_sender(database).run_due()
    assert (mailbox.messages, published) == ([], [])


async def test_a_running_sender_is_woken_by_what_is_queued(
    database: Database, mailbox: Mailbox, new_sender: NewSender
):
    sender = new_sender(database)
    database.on_change = lambda change: sender.wake(change) if isinstance(change, JobQueued) else None
    await sender.start()
    await database.transact(queue_mail, mail=MAIL, to=MARTA)
    await mailbox.mail_to("marta@example.com")
    await sender.stop()
    assert (await only_row(database)).state == "done"


async def test_several_workers_send_each_mail_once(
    database: Database, mailbox: Mailbox, new_sender: NewSender
):
    await queue_many(database, 20)
    await asyncio.gather(*(new_sender(database).run_due() for _worker in range(4)))
    assert len(mailbox.messages) == len({message["X-RcptTo"] for message in mailbox.messages}) == 20


async def test_without_the_claim_several_workers_send_the_same_mail(
    database: Database, mailbox: Mailbox, new_sender: NewSender, monkeypatch: pytest.MonkeyPatch
):
    """The twin of the test above, with the guard off: it shows that the guard is what holds."""
    monkeypatch.setattr(queries, "update_claimed", lambda tx, job_id, tries, now, until: True)
    monkeypatch.setattr(queries, "update_held", write_without_claim)
    await queue_many(database, 20)
    await asyncio.gather(*(new_sender(database).run_due() for _worker in range(4)))
    assert len(mailbox.messages) > 20


async def test_many_mails_go_over_few_connections(
    database: Database, mailbox: Mailbox, new_sender: NewSender
):
    await queue_many(database, 20)
    await new_sender(database).run_due()
    assert len(mailbox.messages) == 20
    assert len(mailbox.connections) <= KIND.at_once


async def test_a_connection_that_the_mail_server_had_enough_of_is_made_anew(
    database: Database, mailbox: Mailbox, new_sender: NewSender
):
    mailbox.patience = 2
    await queue_many(database, 20)
    await new_sender(database).run_due()
    assert len(mailbox.messages) == 20
    assert {row.last_error for row in await all_rows(database)} == {""}
    assert len(mailbox.connections) >= 10


async def test_a_login_link_goes_before_five_hundred_mails_that_wait(
    database: Database, mailbox: Mailbox, new_sender: NewSender
):
    await queue_many(database, 500)
    await database.transact(queue_mail, LINK, MARTA)
    sender = new_sender(database, at_once=1, awaited_at_once=0)
    await sender.start()
    await mailbox.mail_to("marta@example.com")
    await sender.stop()
    assert mailbox.messages[0]["X-RcptTo"] == "marta@example.com"


async def test_one_recipient_who_is_refused_holds_no_other(
    database: Database, mailbox: Mailbox, new_sender: NewSender
):
    mailbox.refused = {"guest7@example.com"}
    await queue_many(database, 20)
    await new_sender(database).run_due()
    assert len(mailbox.messages) == 19
    assert len(mailbox.connections) <= KIND.at_once
    refused = [row for row in await all_rows(database) if row.state == "failed"]
    assert ["550" in row.last_error for row in refused] == [True]


async def test_nothing_of_a_mail_is_kept_once_it_is_gone_but_its_subject(
    database: Database, mailbox: Mailbox, new_sender: NewSender
):
    await database.transact(queue_mail, mail=MAIL, to=MARTA)
    await new_sender(database).run_due()
    row = await only_row(database)
    assert (row.title, row.arguments, row.result) == ("Hello", "", "")


async def test_a_mail_is_rendered_in_its_readers_language_when_it_is_sent(
    database: Database, mailbox: Mailbox, new_sender: NewSender
):
    """What waits is what the mail tells, times and all, and no text yet."""
    i18n.load_catalogues(resource_path("translations"), i18n.Languages(i18n.SEVEN))
    await database.transact(queue_mail, mail=LINK, to=Recipient("marta@example.com", "nl"))
    assert "<p" not in (await only_row(database)).arguments
    await new_sender(database).run_due()
    plain, html = [part.get_content() for part in (await mailbox.mail_to("marta@example.com")).iter_parts()]
    assert "24 november 2026 om 10:00" in plain
    assert 'lang="nl"' in html
    assert "Café &amp; Co" in html


async def test_a_mail_server_that_says_later_is_tried_later_with_the_same_message_id(
    database: Database, mailbox: Mailbox, new_sender: NewSender
):
    mailbox.refusal = "451 Try again later"
    await database.transact(queue_mail, mail=MAIL, to=MARTA)
    await new_sender(database).run_due()
    row = await only_row(database)
    assert (row.state, row.tries) == ("waiting", 1)
    assert "451" in row.last_error
    assert row.run_at > clock.now()
    mailbox.refusal = None
    await make_due(database)
    await new_sender(database).run_due()
    row = await only_row(database)
    assert (row.state, row.last_error, len(mailbox.messages)) == ("done", "", 1)


async def test_a_second_copy_has_the_same_message_id(
    database: Database, mailbox: Mailbox, new_sender: NewSender
):
    """A worker that died after the mail server took the mail, and before it could write that down."""
    await database.transact(queue_mail, mail=MAIL, to=MARTA)
    before = await only_row(database)
    await new_sender(database).run_due()
    undone = {"state": "waiting", "arguments": before.arguments}
    await database.transact(lambda tx: tx.execute(update(jobs).values(**undone)))
    await new_sender(database).run_due()
    assert len(mailbox.messages) == 2
    assert len({message["Message-ID"] for message in mailbox.messages}) == 1


async def test_a_mail_that_nobody_takes_is_given_up_with_its_error(
    database: Database, mailbox: Mailbox, new_sender: NewSender
):
    mailbox.refusal = "451 Try again later"
    await database.transact(queue_mail, mail=MAIL, to=MARTA)
    for _try in range(len(DELAYS) + 1):
        await make_due(database)
        await new_sender(database).run_due()
    row = await only_row(database)
    assert (row.state, row.tries, row.arguments) == ("failed", len(DELAYS) + 1, "")
    assert "451" in row.last_error


@pytest.mark.parametrize("refusal", ["550 No such person here"])
async def test_a_refusal_for_good_is_not_tried_again(
    database: Database, mailbox: Mailbox, new_sender: NewSender, refusal: str
):
    mailbox.refusal = refusal
    await database.transact(queue_mail, mail=MAIL, to=MARTA)
    await new_sender(database).run_due()
    row = await only_row(database)
    assert (row.state, row.tries, row.arguments) == ("failed", 1, "")
    assert "550" in row.last_error


async def test_an_impossible_address_hurts_no_other_mail(
    database: Database, mailbox: Mailbox, new_sender: NewSender
):
    for address in ("a@example.com, b@example.com", "marta@example.com"):
        await database.transact(queue_mail, mail=MAIL, to=Recipient(address, "en"))
    await new_sender(database).run_due()
    assert [message["X-RcptTo"] for message in mailbox.messages] == ["marta@example.com"]
    assert [row.state for row in await all_rows(database)] == ["failed", "done"]


async def test_mail_waits_while_no_mail_server_answers(database: Database, new_sender: NewSender):
    await database.transact(queue_mail, mail=MAIL, to=MARTA)
    await new_sender(database, smtp_url=f"smtp://127.0.0.1:{processes.free_port()}").run_due()
    row = await only_row(database)
    assert (row.state, row.tries) == ("waiting", 1)


async def test_the_mail_of_a_worker_that_died_is_sent_by_another(
    database: Database, mailbox: Mailbox, new_sender: NewSender
):
    await database.transact(queue_mail, mail=MAIL, to=MARTA)
    row = await only_row(database)
    until = clock.now() + timedelta(minutes=4)
    claim = partial(queries.claim, job_id=row.id, tries=0, now=clock.now(), until=until)
    assert await database.transact(claim)
    await new_sender(database).run_due()
    assert mailbox.messages == []
    await make_due(database)
    await new_sender(database).run_due()
    assert len(mailbox.messages) == 1


async def test_a_subject_with_line_breaks_is_one_line(
    database: Database, mailbox: Mailbox, new_sender: NewSender
):
    mail = WrittenMail("Summit\r\nBcc: victim@example.com", "x", "x")
    await database.transact(queue_mail, mail=mail, to=MARTA)
    await new_sender(database).run_due()
    message = await mailbox.mail_to("marta@example.com")
    assert message["Subject"] == "Summit Bcc: victim@example.com"
    assert message["Bcc"] is None
    assert mailbox.mails_to("victim@example.com") == []


async def test_in_the_demo_mail_becomes_a_file(
    database: Database, mailbox: Mailbox, new_sender: NewSender, tmp_path: Path
):
    await database.transact(queue_mail, mail=MAIL, to=MARTA)
    await new_sender(database, demo=True, smtp_url="").run_due()
    row = await only_row(database)
    assert row.state == "done"
    assert b"Subject: Hello" in (tmp_path / "mail" / f"{row.id}.eml").read_bytes()
    assert mailbox.messages == []


async def queue_many(database: Database, number: int) -> None:
    def work(tx: Transaction) -> None:
        for one in range(number):
            queue_mail(tx, MAIL, Recipient(f"guest{one}@example.com", "en"))

    await database.transact(work)


async def all_rows(database: Database) -> list[Any]:
    return await database.read(lambda tx: list(tx.execute(select(jobs).order_by(jobs.c.id))))


async def only_row(database: Database) -> Any:
    [row] = await all_rows(database)
    return row
