"""What became of a mail is written down with the end of its job, and decides what else goes there."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from netevent.core.database import Database, Transaction
from netevent.core.database.tables import jobs, mails
from netevent.core.jobs import LeaseLost, Priority
from netevent.core.jobs import queries as jobs_queries
from netevent.core.jobs.job import DELAYS
from netevent.core.mail import Recipient, WrittenMail, queries, queue_mail
from netevent.core.mail.state import MailState, Reason, Suppression
from netevent.core.mail.words import NO_ADDRESS, NO_ANSWER, NO_UTF8, one_line
from tests.core.jobs.rows import make_due
from tests.core.mail.conftest import NewSender
from tests.servers import processes
from tests.servers.mail import Mailbox

MAIL = WrittenMail("Hello", "x", "x")
ADDRESS = "marta@example.com"


async def test_what_the_server_took_is_sent(database: Database, mailbox: Mailbox, new_sender: NewSender):
    await mailed(database, new_sender)
    assert await results(database) == [(MailState.sent, "")]


async def test_who_does_not_exist_is_refused_in_the_servers_words_and_gets_no_more(
    database: Database, mailbox: Mailbox, new_sender: NewSender
):
    mailbox.refused = {ADDRESS}
    await mailed(database, new_sender)
    await mailed(database, new_sender)
    said = "550 No such person here"
    assert await results(database) == [(MailState.refused, said), (MailState.held_back, "")]
    stands = await suppression(database)
    assert stands is not None
    assert (stands.reason, stands.said) == (Reason.refused, said)


async def test_what_somebody_waits_for_is_tried_all_the_same_and_its_success_ends_the_refusal(
    database: Database, mailbox: Mailbox, new_sender: NewSender
):
    await database.transact(queries.suppress, ADDRESS, Reason.refused, "550 x")
    await mailed(database, new_sender, Priority.awaited)
    await mailed(database, new_sender)
    assert [state for state, _ in await results(database)] == [MailState.sent, MailState.sent]
    assert await suppression(database) is None


async def test_a_success_does_not_end_what_came_back(
    database: Database, mailbox: Mailbox, new_sender: NewSender
):
    """The server in between says yes each time, and sends it back later."""
    await database.transact(queries.suppress, ADDRESS, Reason.bounced, "550 x")
    await mailed(database, new_sender, Priority.awaited)
    await mailed(database, new_sender)
    assert [state for state, _ in await results(database)] == [MailState.sent, MailState.held_back]
    assert len(mailbox.messages) == 1


async def test_who_complained_gets_what_concerns_them_and_no_announcement(
    database: Database, mailbox: Mailbox, new_sender: NewSender, monkeypatch: pytest.MonkeyPatch
):
    await database.transact(queries.suppress, ADDRESS, Reason.complained, "")
    await mailed(database, new_sender)
    monkeypatch.setattr(WrittenMail, "is_announcement", True)
    await mailed(database, new_sender)
    assert [state for state, _ in await results(database)] == [MailState.sent, MailState.held_back]


@pytest.mark.parametrize(
    "refusal",
    ["554 5.7.1 Relay access denied", "550 5.7.26 Not authenticated", "554 No", "550 5.2.2 Mailbox full"],
)
async def test_a_server_that_does_not_want_us_suppresses_nobody(
    database: Database, mailbox: Mailbox, new_sender: NewSender, refusal: str
):
    mailbox.refused, mailbox.refused_as = {ADDRESS}, refusal
    await mailed(database, new_sender)
    assert await results(database) == [(MailState.refused, refusal)]
    assert await suppression(database) is None


async def test_a_mail_whose_text_is_refused_suppresses_nobody(
    database: Database, mailbox: Mailbox, new_sender: NewSender
):
    mailbox.refusal = "550 5.1.1 This looks like spam"
    await mailed(database, new_sender)
    assert await results(database) == [(MailState.refused, mailbox.refusal)]
    assert await suppression(database) is None


async def test_a_mail_that_is_tried_again_says_why_it_waits_and_in_the_end_why_it_did_not_go(
    database: Database, mailbox: Mailbox, new_sender: NewSender
):
    mailbox.refusal = "451 4.7.1 Try again later"
    await mailed(database, new_sender)
    assert await results(database) == [(MailState.waiting, mailbox.refusal)]
    for _try in DELAYS:
        await make_due(database)
        await new_sender(database).run_due()
    assert await results(database) == [(MailState.refused, mailbox.refusal)]
    assert await suppression(database) is None


async def test_our_own_network_is_not_told(database: Database, new_sender: NewSender):
    await mailed(database, new_sender, smtp_url=f"smtp://127.0.0.1:{processes.free_port()}")
    assert await results(database) == [(MailState.waiting, NO_ANSWER)]


async def test_an_impossible_address_is_refused_in_our_words(
    database: Database, mailbox: Mailbox, new_sender: NewSender
):
    await mailed(database, new_sender, address="a@example.com, b@example.com")
    assert await results(database) == [(MailState.refused, NO_ADDRESS)]


async def test_letters_that_the_server_does_not_speak_are_refused_in_words(
    database: Database, mailbox: Mailbox, new_sender: NewSender
):
    mailbox.speaks_utf8 = False
    await mailed(database, new_sender, address="łucja@example.com")
    await mailed(database, new_sender, address="info@müller.example")
    assert await results(database) == [(MailState.refused, NO_UTF8), (MailState.sent, "")]
    assert [message["X-RcptTo"] for message in mailbox.messages] == ["info@xn--mller-kva.example"]


async def test_a_server_that_speaks_them_gets_them(
    database: Database, mailbox: Mailbox, new_sender: NewSender
):
    await mailed(database, new_sender, address="łucja@example.com")
    assert await results(database) == [(MailState.sent, "")]
    assert len(mailbox.mails_to("łucja@example.com")) == 1


async def test_who_lost_the_lease_writes_no_result(
    database: Database, mailbox: Mailbox, new_sender: NewSender, monkeypatch: pytest.MonkeyPatch
):
    """What became of the mail and the end of its job stand together, or neither does."""

    def lost(*_: object, **__: object) -> None:
        raise LeaseLost

    monkeypatch.setattr(jobs_queries, "update_held", lost)
    await mailed(database, new_sender)
    assert await results(database) == [(MailState.waiting, "")]


async def test_a_job_that_cannot_be_read_is_refused_and_stops_no_other(
    database: Database, mailbox: Mailbox, new_sender: NewSender
):
    await database.transact(queue_mail, MAIL, Recipient("old@example.com", "en"))
    await database.transact(lambda tx: tx.execute(jobs.update().values(arguments="{}")))
    await mailed(database, new_sender)
    assert [state for state, _ in await results(database)] == [MailState.waiting, MailState.sent]


def test_words_of_others_are_one_line_of_visible_signs():
    assert one_line("550 No\r\n such\x1b[31m  person") == "550 No such [31m person"


async def mailed(
    database: Database,
    new_sender: NewSender,
    priority: Priority | None = None,
    address: str = ADDRESS,
    smtp_url: str = "",
) -> None:
    """Queue a mail and let it be sent."""

    def work(tx: Transaction) -> None:
        queue_mail(tx, MAIL, Recipient(address, "en"), priority)

    await database.transact(work)
    sender = new_sender(database, smtp_url=smtp_url) if smtp_url else new_sender(database)
    await sender.run_due()


async def results(database: Database) -> list[tuple[Any, str]]:
    statement = select(mails.c.state, mails.c.said).order_by(mails.c.id)
    return await database.read(lambda tx: [(row.state, row.said) for row in tx.execute(statement)])


async def suppression(database: Database) -> Suppression | None:
    return await database.read(queries.select_suppression, ADDRESS)
