"""A waiting mail as the message that travels. Called by `mail.delivery`, and by those who read its files."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC
from email import message_from_bytes, policy
from email.headerregistry import Address, AddressHeader
from email.message import EmailMessage
from typing import cast

from netevent.core.mail.queries import WaitingMail

# One address and nothing that could end it or begin another.
_ONE_ADDRESS = re.compile(r"""[^\x00-\x20\x7f@,;:<>()\[\]"\\\s]+@[^\x00-\x20\x7f@,;:<>()\[\]"\\\s]+""")


def message_of(mail: WaitingMail, sender: str) -> EmailMessage:
    """The message. The same mail always makes the same one, so that a copy can be told by its Message-ID.

    Raises:
        ValueError: the recipient is not exactly one address, or a header has a line break.
    """
    message = EmailMessage(policy=policy.SMTP if mail.recipient.isascii() else policy.SMTPUTF8)
    message["From"] = sender
    message["To"] = _recipient(mail.recipient)
    message["Subject"] = mail.subject
    message["Date"] = mail.created_at.replace(tzinfo=UTC)
    message["Message-ID"] = f"<{_fingerprint(mail)}@{_address(message, 'From').domain or 'localhost'}>"
    # Keeps out-of-office replies away.
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.body_text)
    message.add_alternative(mail.body_html, subtype="html")
    return message


def sender_of(message: EmailMessage) -> str:
    return _address(message, "From").addr_spec


def read(content: bytes) -> EmailMessage:
    return message_from_bytes(content, policy=policy.default)


def _recipient(address: str) -> Address:
    if not _ONE_ADDRESS.fullmatch(address):
        raise ValueError(f"not an e-mail address: {address!r}")
    username, _, domain = address.partition("@")
    return Address(username=username, domain=domain)


def _address(message: EmailMessage, header: str) -> Address:
    return cast(AddressHeader, message[header]).addresses[0]


def _fingerprint(mail: WaitingMail) -> str:
    facts = f"{mail.id}\0{mail.recipient}\0{mail.created_at.isoformat()}"
    return hashlib.sha256(facts.encode()).hexdigest()[:32]
