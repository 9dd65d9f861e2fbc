"""The letters of paragraphs: Noto Sans, which has those of all Latin, Greek and Cyrillic alphabets.

What it lacks is drawn as a mark that everybody sees, never as nothing. Called by `drawing` and `parts`.
"""

from __future__ import annotations

import unicodedata
from xml.sax.saxutils import escape

import structlog

from netevent.core.text.cleaning import clean_lines
from netevent.documents.lettering.typefaces import Typeface, Weight, ours

log = structlog.get_logger()
PLAIN, BOLD = "NotoSans-Regular", "NotoSans-Bold"
MISSING = "\ufffd"


def register() -> None:
    """Before anything is drawn; again it does nothing."""
    for weight in Weight:
        _face(weight).register()


def drawable(text: str) -> str:
    """The text as it can be drawn: a letter that the typeface lacks is replaced, and told to the log."""
    known = _face(Weight.regular).letters
    # Accents that stand beside their letter, as some keyboards write them, are one sign with it.
    whole = unicodedata.normalize("NFC", text)
    missing = sorted({letter for letter in whole if letter != "\n" and ord(letter) not in known})
    if missing:
        log.warning("letters_not_in_typeface", letters=[f"U+{ord(letter):04X}" for letter in missing])
    return whole.translate({ord(letter): MISSING for letter in missing})


def paragraph_text(text: str) -> str:
    """What people wrote, for a `Paragraph`, which would read `<` as the beginning of a tag."""
    return escape(drawable(clean_lines(text))).replace("\n", "<br/>")


def _face(weight: Weight) -> Typeface:
    return ours(weight)[0]
