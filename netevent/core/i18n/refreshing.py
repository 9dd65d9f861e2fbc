"""Keeps this process's languages as the table has them: at the start, after a change, and as time passes.

A change by another worker comes over the bus (`netevent.background`). One that a command made, or that got
lost, is found by `netevent.periodic`.
"""

from __future__ import annotations

import asyncio
from pathlib import Path

from netevent.core.database import Database
from netevent.core.i18n import Languages, active_languages, load_catalogues
from netevent.core.i18n.queries import select_languages

SECONDS = 10


class LanguagesOfTable:
    """One of these a process, built by `app`."""

    def __init__(self, database: Database, folder: Path) -> None:
        self._database = database
        self._folder = folder
        # What was read before must not be loaded after what was read later.
        self._one_at_a_time = asyncio.Lock()

    async def load(self) -> None:
        """Speak from now on what the table has, with the catalogues as they lie there."""
        async with self._one_at_a_time:
            await self._load(await self._read())

    async def refresh(self) -> None:
        """The same, if the table has changed."""
        async with self._one_at_a_time:
            languages = await self._read()
            if languages != active_languages():
                await self._load(languages)

    async def _read(self) -> Languages:
        return await self._database.read(select_languages)

    async def _load(self, languages: Languages) -> None:
        await asyncio.to_thread(load_catalogues, self._folder, languages)
