"""Whom the mails of an event come from, on the way that they go."""

from __future__ import annotations

from functools import partial

from sqlalchemy import update

from netevent.core.database import Database
from netevent.core.database.tables import events
from netevent.core.i18n.localized import as_column
from netevent.core.jobs.worker import Worker
from netevent.core.mail import Recipient, WrittenMail, queue_mail
from netevent.core.mail.delivery import Delivery
from netevent.core.mail.jobs import send_mail
from netevent.core.mail.message import MailSender
from netevent.core.mail.outbox import MAIL
from netevent.events.mail_sender.queries import select_chosen
from netevent.events.mail_sender.service import copy, find_sender, save
from netevent.settings import Settings
from tests.door import Door
from tests.servers.mail import Mailbox

HELLO = WrittenMail("Hello", "Come in", "<p>Come in</p>")


async def arrives(
    database: Database, settings: Settings, mailbox: Mailbox, event_id: int | None, language: str = "en"
) -> tuple[str, str | None]:
    """The name that it comes from, and where answers go."""
    to = Recipient(f"{language}@example.com", language, event_id=event_id)
    await database.transact(queue_mail, HELLO, to)
    delivery = Delivery(
        settings.model_copy(
            update={"smtp_url": mailbox.url, "mail_from": "NetEvent <door@netevent.example>", "demo": False}
        )
    )
    send = partial(send_mail, database, delivery, find_sender=find_sender)
    await Worker(database, MAIL, send, delivery.hang_up).run_due()
    message = await mailbox.mail_to(to.address)
    (sender,) = message["From"].addresses
    assert sender.addr_spec == "door@netevent.example"
    return sender.display_name, message["Reply-To"]


async def test_a_mail_has_the_events_name_and_answers_go_to_its_owner(
    door: Door, settings: Settings, mailbox: Mailbox
):
    assert await arrives(door.database, settings, mailbox, 1) == ("Event 1", "olga@example.com")


async def test_the_name_is_in_the_readers_language(door: Door, settings: Settings, mailbox: Mailbox):
    named = update(events).where(events.c.id == 1).values(name_texts=as_column({"de": "Gipfel"}))
    await door.database.transact(lambda tx: tx.execute(named))
    assert (await arrives(door.database, settings, mailbox, 1, "de"))[0] == "Gipfel"
    assert (await arrives(door.database, settings, mailbox, 1, "nl"))[0] == "Event 1"


async def test_what_is_chosen_stands_also_in_mails_that_wait(
    door: Door, settings: Settings, mailbox: Mailbox
):
    await door.database.transact(queue_mail, HELLO, Recipient("first@example.com", "en", event_id=1))
    await door.database.transact(save, 1, MailSender("The summit", "answers@example.com"))
    found = await arrives(door.database, settings, mailbox, 1)
    assert found == ("The summit", "answers@example.com")
    first = await mailbox.mail_to("first@example.com")
    assert first["Reply-To"] == "answers@example.com"


async def test_what_is_chosen_is_the_one_events_alone(door: Door, settings: Settings, mailbox: Mailbox):
    await door.database.transact(save, 1, MailSender("The summit", "answers@example.com"))
    assert await arrives(door.database, settings, mailbox, 2) == ("Event 2", "otto@example.com")


async def test_a_mail_of_no_event_comes_from_the_server(door: Door, settings: Settings, mailbox: Mailbox):
    assert await arrives(door.database, settings, mailbox, None) == ("NetEvent", None)


async def test_a_copy_of_the_event_writes_in_the_same_name(door: Door):
    chosen = MailSender("The summit", "answers@example.com")
    await door.database.transact(save, 1, chosen)
    await door.database.transact(copy, 1, 2)
    assert await door.database.read(select_chosen, 2) == chosen
