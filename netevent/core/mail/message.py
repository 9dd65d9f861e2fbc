"""A mail as the message that travels. Called by `mail.delivery`, and by those who read its files."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.headerregistry import Address, AddressHeader
from email.message import EmailMessage
from typing import cast

from netevent.core.text.addresses import mail_address

# One address and nothing that could end it or begin another.
_ONE_ADDRESS = re.compile(r"""[^\x00-\x20\x7f@,;:<>()\[\]"\\\s]+@[^\x00-\x20\x7f@,;:<>()\[\]"\\\s]+""")


@dataclass(frozen=True, slots=True)
class RenderedMail:
    """A rendered mail. The Message-ID is `message_id` at the sender's domain."""

    job_id: int
    message_id: str
    recipient: str
    subject: str
    text: str
    html: str
    written_at: datetime


def message_of(mail: RenderedMail, sender: str) -> EmailMessage:
    """The message.

    Raises:
        ValueError: the recipient is not exactly one address, or a header has a line break.
    """
    to = _recipient(mail.recipient)
    message = EmailMessage(policy=policy.SMTP if to.addr_spec.isascii() else policy.SMTPUTF8)
    message["From"] = sender
    message["To"] = to
    message["Subject"] = mail.subject
    message["Date"] = mail.written_at.replace(tzinfo=UTC)
    message["Message-ID"] = f"<{mail.message_id}@{_address(message, 'From').domain or 'localhost'}>"
    # Keeps out-of-office replies away.
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.text)
    message.add_alternative(mail.html, subtype="html")
    return message


def sender_of(message: EmailMessage) -> str:
    return _address(message, "From").addr_spec


def recipient_of(message: EmailMessage) -> str:
    return _address(message, "To").addr_spec


def read(content: bytes) -> EmailMessage:
    return message_from_bytes(content, policy=policy.default)


def _recipient(address: str) -> Address:
    if not _ONE_ADDRESS.fullmatch(address):
        raise ValueError(f"not an e-mail address: {address!r}")
    username, _, domain = mail_address(address).partition("@")
    return Address(username=username, domain=domain)


def _address(message: EmailMessage, header: str) -> Address:
    return cast(AddressHeader, message[header]).addresses[0]
