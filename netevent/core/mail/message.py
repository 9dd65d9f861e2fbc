"""A mail as the message that travels. Called by `mail.delivery`, and by those who read its files."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.headerregistry import Address, AddressHeader, BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import EmailPolicy, Policy
from typing import cast

from netevent.core.text.addresses import mail_address

# One address and nothing that could end it or begin another.
_ONE_ADDRESS = re.compile(r"""[^\x00-\x20\x7f@,;:<>()\[\]"\\\s]+@[^\x00-\x20\x7f@,;:<>()\[\]"\\\s]+""")


@dataclass(frozen=True, slots=True)
class RenderedMail:
    """A rendered mail. The Message-ID is `message_id` at the sender's domain. `off_link`: see `Recipient`."""

    job_id: int
    message_id: str
    recipient: str
    subject: str
    text: str
    html: str
    written_at: datetime
    off_link: str = ""


class _InOneLine(UnstructuredHeader, BaseHeader):
    """Python would encode an address that is longer than a line, and no mail program decodes it there."""

    def fold(self, *, policy: Policy) -> str:
        return f"{self.name}: {self}{policy.linesep}"


_HEADERS = HeaderRegistry()
_HEADERS.map_to_type("list-unsubscribe", _InOneLine)


def message_of(mail: RenderedMail, sender: str) -> EmailMessage:
    """The message.

    Raises:
        ValueError: the recipient is not exactly one address, or a header has a line break.
    """
    to = _recipient(mail.recipient)
    message = EmailMessage(policy=_policy(is_ascii=to.addr_spec.isascii()))
    message["From"] = sender
    message["To"] = to
    message["Subject"] = mail.subject
    message["Date"] = mail.written_at.replace(tzinfo=UTC)
    message["Message-ID"] = f"<{mail.message_id}@{_address(message, 'From').domain or 'localhost'}>"
    # Keeps out-of-office replies away.
    message["Auto-Submitted"] = "auto-generated"
    if mail.off_link:
        _say_how_to_stop(message, mail.off_link)
    message.set_content(mail.text)
    message.add_alternative(mail.html, subtype="html")
    return message


def sender_of(message: EmailMessage) -> str:
    return _address(message, "From").addr_spec


def recipient_of(message: EmailMessage) -> str:
    return _address(message, "To").addr_spec


def read(content: bytes) -> EmailMessage:
    return message_from_bytes(content, policy=policy.default)


def _policy(*, is_ascii: bool) -> EmailPolicy[EmailMessage]:
    return (policy.SMTP if is_ascii else policy.SMTPUTF8).clone(header_factory=_HEADERS)


def _say_how_to_stop(message: EmailMessage, off_link: str) -> None:
    """By one POST of the mail program, without a login (RFC 8058). `Precedence` keeps answering robots away.

    Raises:
        ValueError: it is not one address in ASCII.
    """
    if not off_link.isascii() or not off_link.isprintable() or re.search(r"[\s<>]", off_link):
        raise ValueError("not an address to unsubscribe at")
    message["List-Unsubscribe"] = f"<{off_link}>"
    message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message["Precedence"] = "bulk"


def _recipient(address: str) -> Address:
    if not _ONE_ADDRESS.fullmatch(address):
        raise ValueError(f"not an e-mail address: {address!r}")
    username, _, domain = mail_address(address).partition("@")
    return Address(username=username, domain=domain)


def _address(message: EmailMessage, header: str) -> Address:
    return cast(AddressHeader, message[header]).addresses[0]
