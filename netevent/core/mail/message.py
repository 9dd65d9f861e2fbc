"""A mail as the message that travels. Called by `mail.delivery`, and by those who read its files.

The address that a mail comes from is the server's own; the name before it, and where answers go, are those of
the event. People choose both: so the name is made one line in which no address can hide.
"""

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
from netevent.core.text.cleaning import clean_line
from netevent.core.text.wrapping import flowed

# One address and nothing that could end it or begin another.
_ONE_ADDRESS = re.compile(r"""[^\x00-\x20\x7f@,;:<>()\[\]"\\\s]+@[^\x00-\x20\x7f@,;:<>()\[\]"\\\s]+""")
# What ends a name and begins an address, also in the shapes that only look so; and what programs read as
# another text than the one that stands there (RFC 2047).
_OF_ADDRESSES = re.compile("""=\\?|\\?=|[<>@"\\\\＜＞＠＂＼﹤﹥﹫]""")
NAME_LENGTH = 100


@dataclass(frozen=True, slots=True)
class MailSender:
    """Whom a mail comes from: the name before the server's address, and where answers go; '' for its own."""

    name: str = ""
    reply_to: str = ""


THE_SERVER = MailSender()


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
    by: MailSender = THE_SERVER


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
    message["From"] = from_header(sender, mail.by.name)
    message["To"] = to
    if answers_to := _answers_to(mail.by.reply_to, not to.addr_spec.isascii()):
        message["Reply-To"] = answers_to
    # A name in it may look like an encoded word (RFC 2047), which would be decoded, line breaks and all.
    message["Subject"] = mail.subject.replace("=?", "= ?")
    message["Date"] = mail.written_at.replace(tzinfo=UTC)
    message["Message-ID"] = f"<{mail.message_id}@{_address(message, 'From').domain or 'localhost'}>"
    # Brevo gives mails another Message-ID and tells of them by this one (`bounces.brevo`).
    message["X-Mailin-custom"] = mail.message_id
    # Keeps out-of-office replies away.
    message["Auto-Submitted"] = "auto-generated"
    if mail.off_link:
        _say_how_to_stop(message, mail.off_link)
    message.set_content(flowed(mail.text), params={"format": "flowed"})
    message.add_alternative(mail.html, subtype="html")
    return message


def from_header(sender: str, name: str) -> Address:
    """The address of `sender`, which the settings say, with this name before it, or with its own."""
    own = cast(AddressHeader, _parsed_sender(sender)).addresses[0]
    return Address(shown_name(name) or own.display_name, addr_spec=own.addr_spec)


def shown_name(name: str) -> str:
    """What of a name may stand before an address."""
    return clean_line(_OF_ADDRESSES.sub(" ", name))[:NAME_LENGTH].strip()


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


def _parsed_sender(sender: str) -> object:
    message = EmailMessage(policy=policy.SMTP)
    message["From"] = sender
    return message["From"]


def _answers_to(address: str, takes_all_letters: bool) -> Address | None:
    """None where it is none, or one that this mail could not travel with: the mail itself goes first."""
    try:
        answers_to = _recipient(address)
    except ValueError:
        return None
    return answers_to if takes_all_letters or answers_to.addr_spec.isascii() else None


def _recipient(address: str) -> Address:
    if not _ONE_ADDRESS.fullmatch(address):
        raise ValueError(f"not an e-mail address: {address!r}")
    username, _, domain = mail_address(address).partition("@")
    return Address(username=username, domain=domain)


def _address(message: EmailMessage, header: str) -> Address:
    return cast(AddressHeader, message[header]).addresses[0]
