"""Which of our mails another mail is about: by the headers that it brings back. Called by `reading`."""

from __future__ import annotations

import re
from email.message import Message

from netevent.bounces.report import our_id
from netevent.bounces.reports.mail import header, parts, text_of

# Brevo gives a mail another Message-ID, and leaves ours in the others.
OF_THE_RETURNED = ("Message-ID", "X-Mailin-custom", "Origin-messageId")
OF_AN_ANSWER = ("In-Reply-To", "References", "X-MS-Exchange-Parent-Message-Id", "Original-Message-ID")
_IN_TEXT = re.compile(
    r"^[> \t]*(?:Message-ID|X-Mailin-custom|Origin-messageId):\s*(\S+)", re.IGNORECASE | re.MULTILINE
)


def returned_id(mail: Message) -> str:
    """Of the mail that it returns, whole or its headers; else of what it answers. Empty: it names none."""
    return _of_parts(mail) or _of_headers_as_text(mail) or _first_of(mail, OF_AN_ANSWER)


def quoted_id(mail: Message) -> str:
    """Of a mail that is pasted into the text, as qmail and old servers do."""
    return next((found for part in parts(mail, "text/plain") if (found := _in_text(text_of(part)))), "")


def _of_parts(mail: Message) -> str:
    returned = (part for part in mail.walk() if part is not mail)
    return next((found for part in returned if (found := _first_of(part, OF_THE_RETURNED))), "")


def _of_headers_as_text(mail: Message) -> str:
    headers = parts(mail, "text/rfc822-headers", "message/rfc822-headers", "message/rfc822")
    return next((found for part in headers if (found := _in_text(text_of(part)))), "")


def _in_text(text: str) -> str:
    return next((found for one in _IN_TEXT.finditer(text) if (found := our_id(one[1]))), "")


def _first_of(part: Message, names: tuple[str, ...]) -> str:
    return next((found for name in names if (found := our_id(header(part, name)))), "")
