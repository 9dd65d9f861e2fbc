"""What the list of languages shows. Called by `languages.routes` and `netevent languages`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from netevent.core.i18n import Language, current_language, language_name
from netevent.core.i18n.catalogues import read_catalogue
from netevent.core.i18n.writing import PATTERN, percent, written


@dataclass(frozen=True, slots=True)
class Shown:
    """A language of the list. `name` is in the reader's language, `example` the moment in its date format."""

    language: Language
    name: str
    percent: int
    complete: str
    example: str


def shown_languages(languages: Iterable[Language], folder: Path, moment: datetime) -> list[Shown]:
    """Reads the catalogues in `folder` where they are new: for a thread."""
    return [_shown(language, folder, moment) for language in languages]


def letters(moment: datetime) -> Iterator[tuple[str, str]]:
    """Each letter of a date format, and what it stands for at this moment."""
    for letter in PATTERN:
        yield f"%{letter}", written(moment, f"%{letter}", current_language())


def _shown(language: Language, folder: Path, moment: datetime) -> Shown:
    complete = read_catalogue(folder, language.code).percent
    return Shown(
        language,
        language_name(language.code),
        complete,
        percent(complete),
        written(moment, language.date_format, language.code),
    )
