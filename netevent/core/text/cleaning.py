"""Text as people type and paste it, made clean. Called by forms, and by the import of lists."""

from __future__ import annotations

import re

# Controls, soft hyphen, zero-width marks, direction marks and overrides, halves of surrogates. Not the
# zero-width joiners (U+200C, U+200D): emoji, and names in Persian and Hindi, are spelled with them.
INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ud800-\udfff\ufff9-\ufffb]"
)


def clean_line(text: str | None) -> str:
    """One line: nothing invisible, and every run of white space, of whatever kind, is one space."""
    return " ".join(INVISIBLE.sub("", text or "").split())


def clean_lines(text: str | None) -> str:
    """The same for each line of a longer text, without empty lines before and after it."""
    return "\n".join(map(clean_line, (text or "").splitlines())).strip()
