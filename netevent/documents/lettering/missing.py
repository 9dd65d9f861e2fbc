"""Letters that no typeface here has: named before printing, and what stands in their place."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from netevent.documents.lettering.cleaning import one_line
from netevent.documents.lettering.machine import ideographs
from netevent.documents.lettering.typefaces import is_ours

MARK = "\ufffd"
# What joined two pictures that are not there any more.
LOOSE = re.compile("(?<![^ ])[\u200c\u200d]+")


def missing_letters(text: str) -> frozenset[str]:
    """Those of a text that cannot be printed."""
    if text.isascii():
        return frozenset()
    return frozenset(letter for letter in one_line(text) if not is_printable(letter))


def printable(text: str) -> str:
    """The text as it can be drawn on one line. Where letters are missing stands a mark that everybody sees;
    pictures and accents are left out, unless nothing else is there.
    """
    line = one_line(text)
    if line.isascii() or all(map(is_printable, line)):
        return line
    kept = "".join(letter if is_printable(letter) else _instead(letter) for letter in line)
    return " ".join(LOOSE.sub("", kept).split()) or MARK


@lru_cache(maxsize=20_000)
def is_printable(letter: str) -> bool:
    return letter == " " or is_ours(letter) or ideographs.is_known(letter)


def _instead(letter: str) -> str:
    return MARK if unicodedata.category(letter)[0] in "LNP" else ""
