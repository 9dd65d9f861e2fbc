"""Plain text of mails, broken into lines that every mail program shows. Called by `core.mail`."""

from __future__ import annotations

import textwrap

WIDTH = 72
# What a line of flowed text may not begin with as it is (RFC 3676).
STUFFED = (" ", ">", "From ")


def flowed(text: str) -> str:
    """Lines of `WIDTH` signs at most. A line that goes on ends with a space: by it a phone joins them again.

    Words, and the addresses of pages, stay whole.
    """
    return "\n".join(_line(line) for line in text.split("\n"))


def _line(line: str) -> str:
    pieces = textwrap.wrap(line.rstrip(), WIDTH, break_long_words=False, break_on_hyphens=False)
    return " \n".join(_stuffed(piece) for piece in pieces)


def _stuffed(piece: str) -> str:
    return f" {piece}" if piece.startswith(STUFFED) else piece
