"""What was told about one of our mails. Made by `reports` and `brevo`, noted by `service`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

# As `mails.said`.
SAID_LENGTH = 255
# 128 random bits, which only who has the mail knows.
OUR_ID = re.compile(r"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])")


class What(StrEnum):
    """`failed`: for good, or about this mail alone; `is_permanent` says which."""

    delivered = "delivered"
    delayed = "delayed"
    failed = "failed"
    complained = "complained"


@dataclass(frozen=True, slots=True)
class Report:
    """`message_id`: the digits before the @ of our Message-ID. `said`: the words of the other server."""

    message_id: str
    what: What
    is_permanent: bool = False
    said: str = ""


def our_id(text: str) -> str:
    """The first Message-ID in it that may be ours; empty: none."""
    found = OUR_ID.search(text)
    return found[0] if found else ""


def words(text: str) -> str:
    """On one line, of what can be printed and kept."""
    one_line = " ".join(text.split())
    printable = "".join(sign for sign in one_line if sign.isprintable())
    return printable.encode("utf-8", "ignore").decode("utf-8")[:SAID_LENGTH]
