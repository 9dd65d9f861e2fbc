"""A mail of an event as it will arrive: what its reader sees, and whom it comes from.

Called by the previews of `office.mail_previews` and of `announcements.office`. Nothing is sent.
"""

from __future__ import annotations

from dataclasses import dataclass

from netevent.core.database import Transaction
from netevent.core.mail import Mail, Recipient
from netevent.core.mail.message import from_header
from netevent.core.mail.outbox import Envelope, sealed
from netevent.core.text.wrapping import flowed
from netevent.events.mail_sender.queries import select_sender


@dataclass(frozen=True, slots=True)
class Sender:
    """As it stands in the mail."""

    who: str
    reply_to: str


@dataclass(frozen=True, slots=True)
class Arriving:
    """`html` is a whole document, for a frame of its own; `language` is its reader's."""

    language: str
    subject: str
    sender: Sender
    text: str
    html: str


def read_sender(tx: Transaction, event_id: int, language: str, server: str) -> Sender:
    """`server` is the sender of the settings."""
    by = select_sender(tx, event_id, language)
    return Sender(str(from_header(server, by.name)), by.reply_to)


def as_it_arrives(tx: Transaction, event_id: int, mail: Mail, to: Recipient, server: str) -> Arriving:
    """Rendered as the job that sends it does."""
    envelope = unsent(mail, to)
    return Arriving(
        to.language,
        envelope.subject,
        read_sender(tx, event_id, to.language, server),
        flowed(envelope.part("body.txt").strip()),
        envelope.part("body.html"),
    )


def unsent(mail: Mail, to: Recipient) -> Envelope:
    return sealed(mail, to, "")
