"""A mail as the message that travels. Called by `mail.delivery`, and by those who read its files.

The address that a mail comes from is the server's own; the name before it, and where answers go, are those of
the event. People choose both: so the name is made one line in which no address can hide.
"""

from __future__ import annotations

import re
from binascii import b2a_qp
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.headerregistry import Address, AddressHeader, BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import EmailPolicy, Policy
from email.utils import format_datetime
from functools import lru_cache
from typing import Any, cast

from netevent.core.text.addresses import mail_address
from netevent.core.text.cleaning import clean_line
from netevent.core.text.wrapping import flowed

# One address and nothing that could end it or begin another.
_ONE_ADDRESS = re.compile(r"""[^\x00-\x20\x7f@,;:<>()\[\]"\\\s]+@[^\x00-\x20\x7f@,;:<>()\[\]"\\\s]+""")
# What ends a name and begins an address, also in the shapes that only look so; and what programs read as
# another text than the one that stands there (RFC 2047).
_OF_ADDRESSES = re.compile("""=\\?|\\?=|[<>@"\\\\＜＞＠＂＼﹤﹥﹫]""")
NAME_LENGTH = 100
WIDTH = 78
# With its name, a header that is no longer stays in one line of `WIDTH`.
SHORT = 55
# Of so many events the address lines are kept.
KNOWN = 200


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


class _AsItIs(str):
    """A short line of plain letters, of ours: Python would take each apart, at each mail.

    Raises:
        ValueError: it is none.
    """

    __slots__ = ()

    def __new__(cls, value: str) -> _AsItIs:
        if not (value.isascii() and value.isprintable()) or len(value) > SHORT:
            raise ValueError("not a short line of plain letters")
        return super().__new__(cls, value)


class _OwnPolicy(EmailPolicy):
    def header_store_parse(self, name: str, value: Any) -> tuple[str, Any]:
        return (name, value) if isinstance(value, _AsItIs) else super().header_store_parse(name, value)

    def header_fetch_parse(self, name: str, value: Any) -> Any:
        return value if isinstance(value, _AsItIs) else super().header_fetch_parse(name, value)


_HEADERS = HeaderRegistry()
_HEADERS.map_to_type("list-unsubscribe", _InOneLine)
_ASCII = _OwnPolicy(linesep="\r\n", header_factory=_HEADERS)
_UTF8 = _ASCII.clone(utf8=True)


def message_of(mail: RenderedMail, sender: str) -> EmailMessage:
    """The message.

    Raises:
        ValueError: the recipient is not exactly one address, or a header has a line break.
    """
    to = _recipient(mail.recipient)
    takes_all_letters = not to.addr_spec.isascii()
    message = EmailMessage(policy=_UTF8 if takes_all_letters else _ASCII)
    sent_by = _from(sender, mail.by.name)
    message["From"] = sent_by
    message["To"] = to
    if answers_to := _answers_to(mail.by.reply_to, takes_all_letters):
        message["Reply-To"] = answers_to
    # A name in it may look like an encoded word (RFC 2047), which would be decoded, line breaks and all.
    message["Subject"] = mail.subject.replace("=?", "= ?")
    message["Date"] = _AsItIs(format_datetime(mail.written_at.replace(tzinfo=UTC)))
    message["Message-ID"] = f"<{mail.message_id}@{sent_by.addresses[0].domain or 'localhost'}>"
    # Brevo gives mails another Message-ID and tells of them by this one (`bounces.brevo`).
    message["X-Mailin-custom"] = _AsItIs(mail.message_id)
    # Keeps out-of-office replies away.
    message["Auto-Submitted"] = _AsItIs("auto-generated")
    if mail.off_link:
        _say_how_to_stop(message, mail.off_link)
    _write_both(message, mail)
    return message


def _write_both(message: EmailMessage, mail: RenderedMail) -> None:
    """As `set_content` and `add_alternative` would, which take a millisecond of the processor."""
    # No line of theirs begins so: nobody knows the number before, and "=" is encoded in most of them.
    boundary = f"=_{mail.message_id[:16]}"
    message["MIME-Version"] = _AsItIs("1.0")
    message["Content-Type"] = _AsItIs(f'multipart/alternative; boundary="{boundary}"')
    plain = _one_of_both('text/plain; charset="utf-8"; format="flowed"', flowed(mail.text))
    message.set_payload([plain, _one_of_both('text/html; charset="utf-8"', mail.html)])


def _one_of_both(content_type: str, text: str) -> EmailMessage:
    """Not as 8 bits, which not every mail server takes."""
    part = EmailMessage(policy=_ASCII)
    part["Content-Type"] = _AsItIs(content_type)
    lines = text.removesuffix("\n").split("\n")
    is_plain = text.isascii() and max(map(len, lines)) <= WIDTH and "\r" not in text
    part["Content-Transfer-Encoding"] = _AsItIs("7bit" if is_plain else "quoted-printable")
    encoded = text if is_plain else b2a_qp(text.replace("\r\n", "\n").encode(), istext=True).decode()
    part.set_payload(encoded.removesuffix("\n") + "\n")
    return part


def from_header(sender: str, name: str) -> Address:
    """The address of `sender`, which the settings say, with this name before it, or with its own."""
    own = _addressed("From", sender).addresses[0]
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


def _say_how_to_stop(message: EmailMessage, off_link: str) -> None:
    """By one POST of the mail program, without a login (RFC 8058). `Precedence` keeps answering robots away.

    Raises:
        ValueError: it is not one address in ASCII.
    """
    if not off_link.isascii() or not off_link.isprintable() or re.search(r"[\s<>]", off_link):
        raise ValueError("not an address to unsubscribe at")
    message["List-Unsubscribe"] = f"<{off_link}>"
    message["List-Unsubscribe-Post"] = _AsItIs("List-Unsubscribe=One-Click")
    message["Precedence"] = _AsItIs("bulk")


@lru_cache(maxsize=KNOWN)
def _from(sender: str, name: str) -> AddressHeader:
    return _addressed("From", from_header(sender, name))


def _addressed(header: str, address: str | Address) -> AddressHeader:
    """As a message keeps it: taken apart once, where thousands of mails have the same."""
    message = EmailMessage(policy=_ASCII)
    message[header] = address
    return cast(AddressHeader, message[header])


@lru_cache(maxsize=KNOWN)
def _answers_to(address: str, takes_all_letters: bool) -> AddressHeader | None:
    """None where it is none, or one that this mail could not travel with: the mail itself goes first."""
    try:
        answers_to = _recipient(address)
    except ValueError:
        return None
    if not (takes_all_letters or answers_to.addr_spec.isascii()):
        return None
    return _addressed("Reply-To", answers_to)


def _recipient(address: str) -> Address:
    if not _ONE_ADDRESS.fullmatch(address):
        raise ValueError(f"not an e-mail address: {address!r}")
    username, _, domain = mail_address(address).partition("@")
    return Address(username=username, domain=domain)


def _address(message: EmailMessage, header: str) -> Address:
    return cast(AddressHeader, message[header]).addresses[0]
