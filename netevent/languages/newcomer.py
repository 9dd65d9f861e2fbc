"""A language whose catalogue was put into translations/: all that the table needs to know of it is known."""

from __future__ import annotations

import re
from pathlib import Path

from babel import Locale, UnknownLocaleError

from netevent.core.i18n import Language, language_name
from netevent.core.i18n.catalogues import catalogue_file

CODE = re.compile("[a-z]{2,3}")


class CannotAdd(Exception):
    """The message says why, and what to do."""


def newcomer(code: str, folder: Path) -> Language:
    """The language with this code, not active and with its own date format.

    Raises:
        CannotAdd: nobody knows such a language, or it has no catalogue.
    """
    if not CODE.fullmatch(code) or not _is_known(code):
        raise CannotAdd(f"{code!r} is no code of a language. Give one in small letters, such as pt or uk.")
    file = catalogue_file(folder, code)
    if not file.exists():
        raise CannotAdd(f"There is no catalogue {file}. Put it there, then try again.")
    name, native_name = language_name(code, "en"), language_name(code, code)
    return Language(code, name, native_name, is_active=False)


def _is_known(code: str) -> bool:
    try:
        return Locale.parse(code).get_language_name("en") is not None
    except UnknownLocaleError:
        return False
