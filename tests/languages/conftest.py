"""The table of languages, and a folder of catalogues for an eighth one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from netevent.changes import Change
from netevent.core import i18n
from netevent.core.database import Database
from netevent.core.i18n import Language, Languages
from netevent.core.i18n.queries import select_all_languages
from netevent.resources import resource_path


@dataclass(slots=True)
class Table:
    """What the table has; `published` is what was told after a commit."""

    database: Database
    published: list[Change]

    async def all(self) -> tuple[Language, ...]:
        return await self.database.read(select_all_languages)

    async def one(self, code: str) -> Language:
        return next(language for language in await self.all() if language.code == code)

    async def codes(self) -> list[str]:
        return [language.code for language in await self.all()]

    async def active(self) -> list[str]:
        return [language.code for language in await self.all() if language.is_active]

    async def defaults(self) -> list[str]:
        """The codes of all that are marked as the default: one, whatever happens."""
        return [language.code for language in await self.all() if language.is_default]


@pytest.fixture
def table(database: Database) -> Table:
    found = Table(database, [])
    database.on_change = found.published.append
    return found


@pytest.fixture(autouse=True)
def seven_afterwards() -> Iterator[None]:
    """The languages are the process's: the next test begins with the seven again."""
    yield
    i18n.load_catalogues(resource_path("translations"), Languages(i18n.SEVEN))


@pytest.fixture
def translations(tmp_path: Path) -> Path:
    """A folder of catalogues: four visible texts, of which Portuguese has two, one of them fuzzy, and a plural."""
    folder = tmp_path / "translations"
    (folder / "pt" / "LC_MESSAGES").mkdir(parents=True)
    (folder / "messages.pot").write_text(HEAD + TEMPLATE, encoding="utf-8")
    (folder / "pt" / "LC_MESSAGES" / "messages.po").write_text(HEAD + PORTUGUESE, encoding="utf-8")
    return folder


HEAD = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""
TEMPLATE = """msgid "Save"
msgstr ""

msgid "Language"
msgstr ""

msgid "One day"
msgid_plural "%(num)s days"
msgstr[0] ""
msgstr[1] ""

msgctxt "verb"
msgid "Save"
msgstr ""
"""
PORTUGUESE = """msgid "Save"
msgstr "Salvar"

#, fuzzy
msgid "Language"
msgstr "Idioma"

msgid "One day"
msgid_plural "%(num)s days"
msgstr[0] "Um dia"
msgstr[1] "%(num)s dias"
"""
