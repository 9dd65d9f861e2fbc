"""A text as it can stand on one line of paper. Called by `shaping`, `missing` and `fitting`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from netevent.core.text.cleaning import clean_line

# Variants of a sign that other signs choose, tags of flags, and what is private or nothing.
UNPRINTED = re.compile("[\ufe00-\ufe0f\U000e0000-\U000e0fff\ue000-\uf8ff\U000f0000-\U0010ffff\ufff0-\ufff8]")
# Not among them the ideographs that Unicode calls doubles: people spell their names with them.
COMPOSED = re.compile("[^\uf900-\ufaff]+")
# Accents on one letter: nobody's name has so many, but some pile up hundreds. What is none of these signs is
# no accent.
MARKS_AT_MOST = 8
PILE = re.compile(rf"[^\w\s]{{{MARKS_AT_MOST + 1}}}")
JOINERS = "\u200c\u200d"


def one_line(text: str) -> str:
    """No controls, ends of lines or marks of direction; accents beside their letter are one sign with it."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    line = clean_line(COMPOSED.sub(_composed, UNPRINTED.sub("", text)))
    return "".join(_without_piles(line)) if PILE.search(line) else line


def _without_piles(line: str) -> Iterator[str]:
    marks = 0
    for sign in line:
        if unicodedata.category(sign)[0] == "M":
            marks += 1
        elif sign not in JOINERS:
            marks = 0
        if marks <= MARKS_AT_MOST:
            yield sign


def _composed(found: re.Match[str]) -> str:
    return unicodedata.normalize("NFC", found.group())
