"""The table of languages, as it is written and told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

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
