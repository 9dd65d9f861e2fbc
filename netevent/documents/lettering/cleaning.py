"""A text as it can stand on one line of paper. Called by `shaping`, `missing` and `fitting`."""

from __future__ import annotations

import re
import unicodedata

from netevent.core.text.cleaning import clean_line

# Variants of a sign that other signs choose, tags of flags, and what is private or nothing.
UNPRINTED = re.compile("[\ufe00-\ufe0f\U000e0000-\U000e0fff\ue000-\uf8ff\U000f0000-\U0010ffff\ufff0-\ufff8]")
# Not among them the ideographs that Unicode calls doubles: people spell their names with them.
COMPOSED = re.compile("[^\uf900-\ufaff]+")


def one_line(text: str) -> str:
    """No controls, ends of lines or marks of direction; accents beside their letter are one sign with it."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    return clean_line(COMPOSED.sub(_composed, UNPRINTED.sub("", text)))


def _composed(found: re.Match[str]) -> str:
    return unicodedata.normalize("NFC", found.group())
