"""The made files of one server process: opened, and removed when their hour is over. Put together by `app`.

All processes of a machine share the folder. A file goes when no row names it, whoever removed the row: it
expired, was taken back, or went with its event.
"""

from __future__ import annotations

import asyncio
from typing import BinaryIO

import structlog

from netevent.core import clock
from netevent.core.database import Database
from netevent.documents.made import service
from netevent.documents.made.folder import Folder
from netevent.documents.made.made_file import TOLD_FOR
from netevent.documents.made.queries import select_names_in_use
from netevent.documents.made.service import FileGone
from netevent.settings import Settings

log = structlog.get_logger()

SWEPT_AT_MOST = 500


def folder_of(settings: Settings) -> Folder:
    return Folder(settings.var_dir / "made")


class MadeFiles:
    def __init__(self, settings: Settings, database: Database) -> None:
        self._database = database
        self._folder = folder_of(settings)

    async def open(self, name: str) -> BinaryIO:
        """
        Raises:
            FileGone: it is not on this machine.
        """
        try:
            return await asyncio.to_thread(self._folder.open, name)
        except FileNotFoundError:
            raise FileGone from None

    async def discard(self, name: str) -> None:
        """Remove the file, if there is one: no row names it any more."""
        if name:
            await asyncio.to_thread(self._folder.remove, [name])

    async def sweep(self) -> None:
        """Forget what was told long enough, and remove the files that nobody may fetch any more."""
        now = clock.now()
        await self._database.transact(service.forget, now - TOLD_FOR, SWEPT_AT_MOST)
        names = await asyncio.to_thread(self._folder.aged_names, SWEPT_AT_MOST)
        if not names:
            return
        unused = set(names) - await self._database.read(select_names_in_use, names, now)
        await asyncio.to_thread(self._folder.remove, unused)
        if unused:
            log.info("made_files_swept", files=len(unused))
