"""Bounces that keep to no standard: told by who writes them and by their words. Called by `reading`.

An answer, or a note that somebody is on holiday, is written by a person's address: it is never one of these.
"""

from __future__ import annotations

import re
from email.message import Message

from netevent.bounces.report import Report, What, words
from netevent.bounces.reports.mail import header, parts, text_of
from netevent.bounces.reports.returned import quoted_id, returned_id
from netevent.bounces.reports.statuses import is_the_address, says_something

DAEMONS = re.compile(
    r"(?<![^\s<])(?:mailer-?daemon|mail-?daemon|postmaster|microsoftexchange[0-9a-f]{32})@", re.IGNORECASE
)
ABSENT = re.compile(
    r"out of (?:the )?office|automatic reply|auto(?:matic)?[- ]?repl|abwesen|afwezig|absence|vacation|holiday"
    r"|fuori sede|fuera de|nieobecn",
    re.IGNORECASE,
)
DELAYED = re.compile(
    r"delayed|delivery status notification \(delay\)|still being retried"
    r"|will (?:be retried|keep trying|continue)|do not need to (?:do anything|resend)"
    r"|warning message only|warning: could not send",
    re.IGNORECASE,
)
# Characters of the text: what the server said stands before the mail that it returns.
LOOKED_AT = 8000
RETURNED = re.compile(
    r"^-+ ?(?:below this line is a copy|this is a copy|original message|returned message"
    r"|the following message|body of message).*$",
    re.IGNORECASE | re.MULTILINE,
)
# A line that says why: with a status, or with words.
MOST_LINES = 400


def is_by_daemon(mail: Message) -> bool:
    is_daemon = bool(DAEMONS.search(header(mail, "From"))) or "X-Failed-Recipients" in mail
    return is_daemon and not ABSENT.search(header(mail, "Subject"))


def read_wording(mail: Message) -> Report | None:
    text = _text(mail)
    message_id = returned_id(mail) or quoted_id(mail)
    if not message_id or not says_something(text):
        return None
    said = _line(text)
    if DELAYED.search(header(mail, "Subject")) or DELAYED.search(text):
        return Report(message_id, What.delayed, said=words(said))
    return Report(message_id, What.failed, is_the_address("", said), words(said))


def _text(mail: Message) -> str:
    """What the server wrote, without the mail that it returns below."""
    first = next(parts(mail, "text/plain"), None)
    text = text_of(first) if first is not None else ""
    return RETURNED.split(text[:LOOKED_AT], maxsplit=1)[0]


def _line(text: str) -> str:
    """The paragraph that says why; servers break its lines."""
    paragraphs = [" ".join(one.split()) for one in re.split(r"\n\s*\n", text)[:MOST_LINES]]
    return next((one for one in paragraphs if says_something(one)), " ".join(text.split()))
