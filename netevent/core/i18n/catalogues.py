"""Catalogues, read straight from the .po files: nothing to compile, nothing out of date."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from gettext import NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

DOMAIN = "messages"
# The language of the texts in templates and modules: it needs no catalogue.
SOURCE = "en"
ENGLISH = NullTranslations()
Key = tuple[str | None, str]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A language's texts. `percent` of all visible texts are among them; 100 means every one."""

    texts: NullTranslations
    percent: int


def read_catalogue(folder: Path, code: str) -> Catalogue:
    """The language's catalogue in `translations`; English speaks for itself, and for who has none."""
    file = catalogue_file(folder, code)
    if not file.exists():
        return Catalogue(ENGLISH, 100 if code == SOURCE else 0)
    template = folder / f"{DOMAIN}.pot"
    stamp = file.stat().st_mtime_ns, template.stat().st_mtime_ns if template.exists() else 0
    return _read(file, template, code, stamp)


def catalogue_file(folder: Path, code: str) -> Path:
    return folder / code / "LC_MESSAGES" / f"{DOMAIN}.po"


@lru_cache(maxsize=100)
def _read(file: Path, template: Path, code: str, stamp: tuple[int, int]) -> Catalogue:
    """Once for each state of the files. Fuzzy entries are left out."""
    catalogue = _parsed(file)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    percent = 100 if code == SOURCE else _percent(catalogue, _visible(template, stamp[1]))
    return Catalogue(Translations(compiled, DOMAIN), percent)


def _percent(catalogue: Catalog, visible: frozenset[Key]) -> int:
    """Rounded down: with one text missing it is not 100. Without a template, of the texts that it names."""
    translated = {_key(one) for one in catalogue if one.id and _is_translated(one)}
    wanted = visible or {_key(one) for one in catalogue if one.id}
    return 100 * len(wanted & translated) // len(wanted) if wanted else 0


def _is_translated(message: Message) -> bool:
    forms = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return not message.fuzzy and all(forms)


def _key(message: Message) -> Key:
    """The context and the singular: plural forms differ from language to language."""
    return message.context, message.id if isinstance(message.id, str) else message.id[0]


@lru_cache(maxsize=2)
def _visible(template: Path, stamp: int) -> frozenset[Key]:
    """Every visible text; none where the template is missing (no `stamp`)."""
    return frozenset(_key(one) for one in _parsed(template) if one.id) if stamp else frozenset()


def _parsed(file: Path) -> Catalog:
    with file.open("rb") as source:
        return read_po(source)
