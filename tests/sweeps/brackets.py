"""A language whose every text stands between ⟦ and ⟧, and what of a page or mail stands outside of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from gettext import NullTranslations
from html.parser import HTMLParser

from netevent.core.i18n import SEVEN, locale_of
from netevent.events.zones.cities import CITIES
from netevent.events.zones.places import zones

OPEN, CLOSE = "⟦", "⟧"
VISIBLE = {"title", "alt", "placeholder", "aria-label", "aria-description", "aria-roledescription"}
SILENT = {"script", "style", "code"}
# The same in every language, or names.
NAMES = {"NetEvent", "LinkedIn", "UTC", "MB", *(language.code.upper() for language in SEVEN)}
WORD = re.compile(r"(?![A-ZŻ]{2}\b)[^\W\d_]{2,}")  # two capitals are initials
ADDRESS = re.compile(r"https?://\S+|\S+@\S+|%[a-zA-Z]|/\S+")
INNERMOST = re.compile(f"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}")


class Bracketed(NullTranslations):
    def gettext(self, message: str) -> str:
        return f"{OPEN}{message}{CLOSE}"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:
        return self.gettext(message)


class Texts(HTMLParser):
    """What people see or hear of a page. Tags inside of a text are part of it, so a bracket may span them.

    An article that says its language is a document in that language, whoever reads it.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.body, self.attributes = "", list[str]()
        self._silent = 0
        self._is_document = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in SILENT
        self.body += " "
        given = {name: value or "" for name, value in attrs}
        self._is_document |= tag == "article" and "lang" in given
        if self._is_document:
            return
        self.attributes += [given[name] for name in VISIBLE & given.keys()]
        # The texts of scripts: they come from the page.
        self.attributes += [value for name, value in given.items() if name.startswith("data-text")]

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in SILENT
        self._is_document &= tag != "article"
        self.body += " "

    def handle_data(self, data: str) -> None:
        if not (self._silent or self._is_document):
            self.body += data


def bare_words(page: str, data: Iterable[str]) -> set[str]:
    """The words of a page that are neither translated nor in `data`, nor of the calendar."""
    texts = Texts()
    texts.feed(page)
    texts.close()
    known = _words(data) | NAMES | _calendar()
    return {word for text in (texts.body, *texts.attributes) for word in _outside(text) if word not in known}


def bare_words_of_mail(text: str, data: Iterable[str]) -> set[str]:
    return set(_outside(text)) - _words(data) - NAMES - _calendar()


def _outside(text: str) -> Iterator[str]:
    while INNERMOST.search(text):
        text = INNERMOST.sub(" ", text)
    yield from WORD.findall(ADDRESS.sub(" ", text))


def _words(texts: Iterable[str]) -> set[str]:
    return {word for text in texts for word in WORD.findall(text)}


@cache
def _calendar() -> frozenset[str]:
    """Days and months come from Babel, places from the list of time zones."""
    locales = [locale_of(language.code) for language in SEVEN]
    groups = [group for one in locales for group in (*one.months.values(), *one.days.values())]
    groups += [one.day_periods["format"] for one in locales]
    names = {str(name) for group in groups for width in group.values() for name in width.values()}
    return frozenset(_words(names | {*zones()} | {name for cities in CITIES.values() for name in cities}))
