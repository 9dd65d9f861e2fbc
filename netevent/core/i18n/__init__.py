"""Languages: which there are, and which one is in use. How they write numbers and times: `core.i18n.writing`.

The language is a context variable, set by the request (`core.web.requests`) or by `speaking` around the
rendering of a fragment or a mail. Nothing here asks who is reading.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from gettext import NullTranslations
from pathlib import Path

from babel import Locale, UnknownLocaleError

from netevent.core.i18n.catalogues import ENGLISH, read_catalogue

_language: ContextVar[str] = ContextVar("language", default="en")
_catalogues: dict[str, NullTranslations] = {}
_formats: dict[str, str] = {}


@dataclass(frozen=True, slots=True)
class Language:
    """A row of the `languages` table. `date_format` is in strftime's letters; empty: the locale's own."""

    code: str
    name: str
    native_name: str
    date_format: str = ""
    is_default: bool = False
    is_active: bool = True


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


def active_languages() -> Languages:
    """Those that this process speaks, as `core.i18n.refreshing` read them last."""
    return _active


def load_catalogues(folder: Path, languages: Languages) -> None:
    """Speak these languages from now on; one without a catalogue speaks English."""
    global _active, _catalogues, _formats
    catalogues = {code: read_catalogue(folder, code).texts for code in languages.codes}
    # Each name is given its new value at once: others render meanwhile.
    _catalogues, _formats = catalogues, {one.code: one.date_format for one in languages.active}
    _active = languages


def language_choices(kept: str = "") -> list[tuple[str, str]]:
    """For a form: the active languages, and the one that was chosen while it was active."""
    choices = [(one.code, one.native_name) for one in _active.active]
    if kept and kept not in _active.codes:
        choices.append((kept, language_name(kept, kept)))
    return choices


def language_name(code: str, reader: str = "") -> str:
    """What the language is called in the reader's; the code itself where nobody knows."""
    try:
        name = locale_of(code).get_language_name(locale_of(reader or current_language()))
    except UnknownLocaleError:
        name = ""
    return name[:1].upper() + name[1:] if name else code


def date_format(code: str) -> str:
    """How the `languages` table says that this language writes a moment; empty: as its locale does."""
    return _formats.get(code, "")


def is_active(code: str) -> bool:
    """Whether the server speaks this language."""
    return code in _active.codes


def current_language() -> str:
    return _language.get()


def set_language(code: str) -> None:
    _language.set(spoken(code))


def spoken(code: str) -> str:
    """The language itself, or the default where the server does not speak it (any more)."""
    return (_active.best(code) if code else None) or _active.default


def direction() -> str:
    """``ltr`` or ``rtl``: how the language in use is written."""
    return current_locale().text_direction


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Whoever prefers a language that is not active is spoken to in the default one."""
    token = _language.set(spoken(code))
    try:
        yield
    finally:
        _language.reset(token)


def quoted(text: str) -> str:
    """The text between the language's quotation marks."""
    return gettext("“%(value)s”") % {"value": text}


def filled(message: str, values: Mapping[str, object]) -> str:
    """The translated message with its values."""
    translated = gettext(message)
    return translated % values if values else translated


def _catalogue() -> NullTranslations:
    return _catalogues.get(current_language(), ENGLISH)


@cache
def locale_of(code: str) -> Locale:
    return Locale.parse("en_GB" if code == "en" else code)


def current_locale() -> Locale:
    return locale_of(current_language())
