"""The rules of the server's languages. Called by `languages.routes` and `netevent languages`.

There is always one default, and it is active. Each rule is about all rows, so all are locked first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from netevent.changes import LanguagesChanged
from netevent.core.database import Transaction
from netevent.core.errors import Conflict, Malformed, NotFound
from netevent.core.i18n import N_, Language, Languages, queries
from netevent.core.i18n.writing import PATTERN
from netevent.core.text.cleaning import clean_line

LONGEST_FORMAT = 30
LETTERS = tuple(f"%{letter}" for letter in PATTERN)


class NoSuchLanguage(NotFound):
    code = "no_such_language"
    message = N_("This server does not have that language. Check its code in the list of languages.")


class LanguageExists(Conflict):
    code = "language_exists"
    message = N_("This server already has that language.")


class DefaultStays(Conflict):
    code = "default_stays"
    message = N_(
        "%(language)s is the default, so it stays active. "
        "To deactivate it, make another language the default first."
    )


class LastStays(Conflict):
    code = "last_stays"
    message = N_(
        "%(language)s is the only active language, so it stays active. "
        "To deactivate it, activate another one first."
    )


class NotActive(Conflict):
    code = "not_active"
    message = N_("%(language)s is not active, so it cannot be the default. Activate it first.")


class DateFormatRefused(Malformed):
    code = "date_format"
    field = "date_format"


class UnknownLetter(DateFormatRefused):
    message = N_("%(letter)s has no meaning in a date format. Use one of these: %(letters)s.")


class NoLetter(DateFormatRefused):
    message = N_(
        "This date format contains no date. Use at least one of these letters: %(letters)s. "
        "Or leave it empty for the language's own format."
    )


class FormatTooLong(DateFormatRefused):
    message = N_("A date format can have at most %(most)s characters.")


@dataclass(frozen=True, slots=True)
class _Known:
    """All languages, locked until the commit, and the one that is meant."""

    all: tuple[Language, ...]
    one: Language

    @property
    def active(self) -> Languages:
        return Languages(tuple(language for language in self.all if language.is_active))

    @property
    def codes(self) -> list[str]:
        return [language.code for language in self.all]


def activate(tx: Transaction, code: str) -> None:
    _find(tx, code)
    queries.update_is_active(tx, code, is_active=True)
    tx.publish(LanguagesChanged())


def deactivate(tx: Transaction, code: str) -> None:
    """What people prefer stays as it is, and holds again when the language is active again.

    Raises:
        DefaultStays, LastStays: as they say.
    """
    known = _find(tx, code)
    if known.active.codes == (code,):
        raise LastStays(language=known.one.native_name)
    if known.one.is_active and known.active.default == code:
        raise DefaultStays(language=known.one.native_name)
    queries.update_is_active(tx, code, is_active=False)
    tx.publish(LanguagesChanged())


def make_default(tx: Transaction, code: str) -> None:
    """
    Raises:
        NotActive: as it says.
    """
    known = _find(tx, code)
    if not known.one.is_active:
        raise NotActive(language=known.one.native_name)
    queries.update_default(tx, code)
    tx.publish(LanguagesChanged())


def step(tx: Transaction, code: str, by: int) -> None:
    """So many places down the list; up with a negative number. At its ends nothing happens."""
    known = _find(tx, code)
    _place(tx, known, known.codes.index(code) + by)


def move(tx: Transaction, code: str, position: int) -> None:
    """To this position, counted from 1; one past the end is the end."""
    _place(tx, _find(tx, code), position - 1)


def set_date_format(tx: Transaction, code: str, date_format: str) -> None:
    """In strftime's letters; an empty one is the language's own.

    Raises:
        DateFormatRefused: with a letter that has no meaning, without any letter, or too long.
    """
    text = clean_line(date_format)
    _check(text)
    _find(tx, code)
    queries.update_date_format(tx, code, text)
    tx.publish(LanguagesChanged())


def add(tx: Transaction, language: Language) -> None:
    """At the end of the list.

    Raises:
        LanguageExists: as it says.
    """
    queries.lock_languages(tx)
    if any(known.code == language.code for known in queries.select_all_languages(tx)):
        raise LanguageExists
    queries.insert_language(tx, language)
    tx.publish(LanguagesChanged())


def _find(tx: Transaction, code: str) -> _Known:
    """
    Raises:
        NoSuchLanguage: as it says.
    """
    queries.lock_languages(tx)
    known = queries.select_all_languages(tx)
    for language in known:
        if language.code == code:
            return _Known(known, language)
    raise NoSuchLanguage


def _place(tx: Transaction, known: _Known, index: int) -> None:
    others = [code for code in known.codes if code != known.one.code]
    others.insert(max(index, 0), known.one.code)
    queries.update_order(tx, others)
    tx.publish(LanguagesChanged())


def _check(date_format: str) -> None:
    if len(date_format) > LONGEST_FORMAT:
        raise FormatTooLong(most=LONGEST_FORMAT)
    used = re.findall("%.?", date_format)
    for letter in used:
        if letter not in LETTERS:
            raise UnknownLetter(letter=letter, letters=" ".join(LETTERS))
    if date_format and not set(used) - {"%%"}:
        raise NoLetter(letters=" ".join(LETTERS[:-1]))
