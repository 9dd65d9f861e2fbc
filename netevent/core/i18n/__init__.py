"""Languages: which there are, which one is in use, and how they write numbers and times.

The language is a context variable, set by the request (`core.web.requests`) or by `speaking` around the
rendering of a fragment or a mail. Nothing here asks who is reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from gettext import NullTranslations
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.dates import format_date, format_datetime, format_skeleton, format_time
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent
from babel.support import Translations

from netevent.core.clock import local, now

DOMAIN = "messages"
_language: ContextVar[str] = ContextVar("language", default="en")
_catalogues: dict[str, NullTranslations] = {}
_formats: dict[str, str] = {}

# strftime's letters, as the `languages` table uses them, in Babel's.
PATTERN = {
    "A": "EEEE", "a": "EEE", "B": "MMMM", "b": "MMM", "d": "dd", "e": "d", "m": "MM", "Y": "yyyy",
    "y": "yy", "H": "HH", "I": "hh", "M": "mm", "S": "ss", "p": "a", "%": "%",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Language:
    """A row of the `languages` table. `date_format` is in strftime's letters; empty: the locale's own."""

    code: str
    name: str
    native_name: str
    date_format: str = ""
    is_default: bool = False


SEVEN = (
    Language("en", "English", "English", "%B %e, %Y at %H:%M", True),
    Language("nl", "Dutch", "Nederlands", "%e %B %Y om %H:%M"),
    Language("de", "German", "Deutsch", "%e. %B %Y um %H:%M"),
    Language("fr", "French", "Français", "%e %B %Y à %H:%M"),
    Language("es", "Spanish", "Español", "%e de %B de %Y, %H:%M"),
    Language("it", "Italian", "Italiano", "%e %B %Y, %H:%M"),
    Language("pl", "Polish", "Polski", "%e %B %Y, %H:%M"),
)


@dataclass(frozen=True, slots=True)
class Languages:
    """The active languages, in their order. One is the default."""

    active: tuple[Language, ...]

    @property
    def default(self) -> str:
        return next((language.code for language in self.active if language.is_default), self.active[0].code)

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(language.code for language in self.active)

    def best(self, wanted: str) -> str | None:
        """The active language for a browser's tag such as ``nl-BE``, or None."""
        short = wanted.replace("_", "-").split("-")[0].lower()
        return short if short in self.codes else None


_active = Languages(SEVEN)


def N_(message: str) -> str:  # noqa: N802 - gettext's customary name for a mark
    """Mark a text for translation that is looked up later."""
    return message


def gettext(message: str) -> str:
    return _catalogue().gettext(message)


def pgettext(context: str, message: str) -> str:
    """A text that means several things in English; `context` says which one."""
    return _catalogue().pgettext(context, message)


def ngettext(one: str, many: str, count: int) -> str:
    return _catalogue().ngettext(one, many, count)


def load_catalogues(folder: Path, languages: Languages) -> None:
    """Read the catalogues and date formats; a language without a catalogue speaks English."""
    global _active
    _active = languages
    for language in languages.active:
        _catalogues[language.code] = _read_catalogue(folder / language.code / "LC_MESSAGES" / f"{DOMAIN}.po")
        _formats[language.code] = babel_pattern(language.date_format)


def current_language() -> str:
    return _language.get()


def set_language(code: str) -> None:
    _language.set(spoken(code))


def spoken(code: str) -> str:
    """The language itself, or the default where the server does not speak it (any more)."""
    return (_active.best(code) if code else None) or _active.default


def direction() -> str:
    """``ltr`` or ``rtl``: how the language in use is written."""
    return _locale().text_direction


@contextmanager
def speaking(code: str) -> Iterator[None]:
    token = _language.set(spoken(code))
    try:
        yield
    finally:
        _language.reset(token)


def clock_time(moment: datetime, zone: str) -> str:
    """09:14:22"""
    return local(moment, zone).strftime("%H:%M:%S")


def short_time(moment: datetime, zone: str) -> str:
    """09:14"""
    return local(moment, zone).strftime("%H:%M")


def day(moment: datetime, zone: str) -> str:
    return format_date(local(moment, zone), "full", locale=_locale())


def short_day(moment: datetime, zone: str) -> str:
    """Tue, 24 Nov"""
    return format_skeleton("MMMEd", local(moment, zone), locale=_locale())


def lately(moment: datetime, zone: str) -> str:
    """``today 09:14``, ``Mon 23 Nov, 09:14``, or with the year when it is another one: for lists."""
    wall, today = local(moment, zone), local(now(), zone)
    time = short_time(moment, zone)
    if wall.date() == today.date():
        return gettext("today %(time)s") % {"time": time}
    skeleton = "MMMEd" if wall.year == today.year else "yMMMd"
    return f"{format_skeleton(skeleton, wall, locale=_locale())}, {time}"


def moment(moment: datetime, zone: str) -> str:
    """Date and time, in the language's own format where the `languages` table sets one."""
    wall = local(moment, zone)
    pattern = _formats.get(current_language(), "")
    return format_datetime(wall, pattern or "medium", locale=_locale())


def period(start: datetime, end: datetime | None, zone: str) -> str:
    """``Tuesday, 24 November 2026, 09:30 to 17:30``; with two dates where it ends on another day."""
    text = f"{day(start, zone)}, {format_time(local(start, zone), 'short', locale=_locale())}"
    if end is None:
        return text
    last = format_time(local(end, zone), "short", locale=_locale())
    if local(end, zone).date() != local(start, zone).date():
        last = f"{day(end, zone)}, {last}"
    return gettext("%(start)s to %(end)s") % {"start": text, "end": last}


def number(value: float) -> str:
    return format_decimal(value, locale=_locale())


def percent(value: float) -> str:
    """``64 %`` of 64."""
    return format_percent(value / 100, locale=_locale())


def quoted(text: str) -> str:
    """The text between the language's quotation marks."""
    return gettext("“%(value)s”") % {"value": text}


def filled(message: str, values: Mapping[str, object]) -> str:
    """The translated message with its values."""
    translated = gettext(message)
    return translated % values if values else translated


@cache
def babel_pattern(date_format: str) -> str:
    """strftime's letters in Babel's, with the words between them quoted."""
    parts = re.split(r"%(.)", date_format)
    pieces = []
    for index, part in enumerate(parts):
        if index % 2:
            pieces.append(PATTERN.get(part, ""))
        elif re.search(r"[A-Za-zÀ-ž]", part):
            pieces.append("'" + part.replace("'", "''") + "'")
        else:
            pieces.append(part)
    return "".join(pieces)


def _catalogue() -> NullTranslations:
    return _catalogues.get(current_language(), _ENGLISH)


def _read_catalogue(path: Path) -> NullTranslations:
    """Straight from the .po file: nothing to compile, nothing out of date. Fuzzy entries are left out."""
    if not path.exists():
        return _ENGLISH
    compiled = BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file))
    compiled.seek(0)
    return Translations(compiled, DOMAIN)


@cache
def _locale_of(code: str) -> Locale:
    return Locale.parse("en_GB" if code == "en" else code)


def _locale() -> Locale:
    return _locale_of(current_language())


_ENGLISH = NullTranslations()
