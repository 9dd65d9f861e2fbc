"""How the text of a cell becomes plain text, or a language. Called by the rows and the headers."""

import re
import unicodedata
from functools import cache

from babel import Locale

from netevent.core.text.cleaning import clean_line
from netevent.core.text.comparing import bare

LANGUAGES = ("en", "nl", "de", "fr", "es", "it", "pl")
WORD = re.compile(r"[^\W_]+")
# Past every column's limit, even when four characters compose to one. Normalising takes time by the
# square of a run of accents, so that a hostile cell of megabytes must never reach it.
LONGEST = 1_100


def clean(text: str) -> str:
    """NFC, nothing invisible, no whitespace around, single spaces within; cut off past `LONGEST`."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())[:LONGEST]
    return unicodedata.normalize("NFC", clean_line(text)[:LONGEST])


def fold(text: str) -> str:
    """Only letters and digits, without case and accents: how headers and language names are compared."""
    return "".join(words_of(text))


def words_of(text: str) -> list[str]:
    """The words of a text without case and accents: “E-mail de l’élève” is e, mail, de, l, eleve."""
    return WORD.findall(bare(text))


def language_code(text: str) -> str:
    """Which of the seven a cell means, by its two letters; '' when it is none of ours.

    “nl”, “nl-BE”, “NL”, “Dutch”, “Nederlands” and “Niederländisch” are all one.
    """
    prefix = text.replace("_", "-").partition("-")[0].strip().lower()
    return prefix if prefix in LANGUAGES else language_names().get(fold(text), "")


@cache
def language_names() -> dict[str, str]:
    """What each language is called in each of the seven, folded → its code."""
    return {fold(Locale.parse(spoken).languages[code]): code for spoken in LANGUAGES for code in LANGUAGES}
