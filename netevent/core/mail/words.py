"""What is told about a mail that did not leave: the server's own words, or ours. Written and read by `mail`.

Ours are kept in English and translated for who reads them.
"""

from __future__ import annotations

import re

import aiosmtplib

from netevent.core.i18n import N_, gettext
from netevent.core.jobs import GivenUp

NO_ANSWER = N_("The mail server does not answer.")
NOT_SENT = N_("This server could not send it.")
NO_ADDRESS = N_("This is not an email address.")
NO_UTF8 = N_(
    "The mail server takes no addresses with letters such as é, ł or 名 before the @. "
    "Ask for another email address."
)
OURS = {NO_ANSWER, NOT_SENT, NO_ADDRESS, NO_UTF8}

# Of the enhanced status codes (RFC 3463), those that say that the recipient's address is wrong or gone;
# others are about us: our sender, our server, what the mail holds.
_ENHANCED = re.compile(r"5\.(\d{1,3})\.(\d{1,3})\b")
_WRONG_ADDRESS = {("1", detail) for detail in ["0", "1", "2", "3", "4", "6", "10"]} | {("2", "1")}
_WITHOUT_ENHANCED = {550, 551, 553}


class Undeliverable(GivenUp):
    """Trying again would not help: the address is invalid, or the mail server refused for good.

    `said`: why, for people; `is_address_wrong`: no other mail would reach the address.
    """

    def __init__(self, said: str, *, is_address_wrong: bool = False) -> None:
        super().__init__(said)
        self.said = said
        self.is_address_wrong = is_address_wrong


class TryLater(aiosmtplib.SMTPException):
    """The mail server does not take it now, and said why."""


def said_in(error: Exception | None) -> str:
    """What the error tells people: without what is known of our own network."""
    if isinstance(error, Undeliverable):
        return error.said
    if isinstance(error, aiosmtplib.SMTPResponseException):
        return one_line(f"{error.code} {error.message}")
    if isinstance(error, TryLater):
        return one_line(str(error))
    return NO_ANSWER if isinstance(error, OSError | aiosmtplib.SMTPException) else NOT_SENT


def one_line(said: str) -> str:
    """Words of another server, which may be anything."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in said).split())


def shown(said: str) -> str:
    """In the reader's language where they are ours."""
    return gettext(said) if said in OURS else said


def is_about_address(code: int, message: str) -> bool:
    """Whether who refuses a recipient says that the address is wrong or gone, and not that we are."""
    enhanced = _ENHANCED.search(message)
    return enhanced.groups() in _WRONG_ADDRESS if enhanced else code in _WITHOUT_ENHANCED
