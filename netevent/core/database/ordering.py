"""Names in the reader's order. Called by queries; `core.database.backends` teaches it to SQLite.

Accents and case do not count, but for the letters that a language has as letters of their own: Spanish ñ
follows n, Polish ł follows l. The other languages of ours have none. MariaDB and MySQL know these orders by
name.
"""

from __future__ import annotations

from functools import lru_cache
from unicodedata import normalize

from sqlalchemy import ColumnElement
from sqlalchemy.sql.elements import KeyedColumnElement

from netevent.core.text.comparing import bare

ROOT = "utf8mb4_unicode_ci"
OF_LANGUAGE = {"es": "utf8mb4_spanish_ci", "pl": "utf8mb4_polish_ci"}
# Letters of their own, in the order of the alphabet, so that ź comes before ż. Unicode's ł is one everywhere.
COLLATIONS = {ROOT: "ł", "utf8mb4_spanish_ci": "łñ", "utf8mb4_polish_ci": "ąćęłńóśźż"}
AFTER_ALL_LETTERS = 0xE000
# Comes before all signs, so that who is called Berg stands before Berg-Smit.
END = "\x1f"


def in_order(language: str, *columns: KeyedColumnElement[str]) -> list[ColumnElement[str]]:
    """For ORDER BY: the columns as the readers of this language look people up."""
    collation = OF_LANGUAGE.get(language, ROOT)
    return [column.collate(collation) for column in columns]


def order_key(language: str, *texts: str) -> tuple[str, ...]:
    """The same for `sorted`."""
    collation = OF_LANGUAGE.get(language, ROOT)
    return tuple(_key(collation, text) for text in texts)


def stored_order_key(language: str, *texts: str) -> str:
    """The same for a column that is compared byte by byte, and for its index."""
    return "".join(key + END for key in order_key(language, *texts))


def compare(collation: str, one: str, other: str) -> int:
    """-1, 0 or 1, as SQLite asks for it."""
    first, second = _key(collation, one), _key(collation, other)
    return (first > second) - (first < second)


@lru_cache(maxsize=50_000)
def _key(collation: str, text: str) -> str:
    letters = COLLATIONS[collation]
    return "".join(_letter(sign, letters) for sign in normalize("NFC", text.casefold()))


def _letter(sign: str, letters: str) -> str:
    place = letters.find(sign)
    return bare(sign) if place < 0 else bare(sign) + chr(AFTER_ALL_LETTERS + place)
