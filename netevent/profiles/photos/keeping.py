"""Photos: from what somebody sends to the files and the row, and back. One for each server process.

Put together by `app`; called by the routes of the photo, and by whatever removes a person. The files are
written before the row names them and removed after it no longer does: a crash in between leaves files that
nobody names, which `sweep` removes later (`netevent.periodic`). It also removes those of people who went
with their event.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterable
from pathlib import Path
from typing import Any

import structlog

from netevent.core.database import Database
from netevent.core.pictures.process import Pictures
from netevent.core.pictures.reading import Crop
from netevent.profiles.photos import service as photo_service
from netevent.profiles.photos.files import PhotoFiles
from netevent.profiles.photos.queries import select_photos_in_use
from netevent.settings import Settings

log = structlog.get_logger()

SWEPT_AT_MOST = 5000
ASKED_AT_ONCE = 500


class Photos:
    def __init__(self, settings: Settings, database: Database) -> None:
        self._database = database
        self._pictures = Pictures()
        self._files = PhotoFiles(settings.var_dir / "photos")
        self._finishing: set[asyncio.Task[None]] = set()

    async def stop(self) -> None:
        await asyncio.gather(*self._finishing, return_exceptions=True)

    def path(self, name: str, size: int) -> Path:
        return self._files.path(name, size)

    async def save(self, attendee_id: int, content: bytes, crop: Crop | None = None) -> None:
        """Make the picture the person's photo, in place of the one before.

        Raises:
            PictureRefused: it cannot become a photo; the one before stays.
            TooManyPictures: others were first, for too long.
            NotFound: the person is gone.
        """
        squares = await self._pictures.squares(content, crop)
        await self._finished(self._put(attendee_id, squares))

    async def remove(self, attendee_id: int) -> None:
        """Leave the person without a photo.

        Raises:
            NotFound: the person is gone.
        """
        await self._finished(self._take_away(attendee_id))

    async def discard(self, names: Iterable[str]) -> None:
        """Remove the files of photos that no row names any more."""
        await asyncio.to_thread(self._files.remove, [name for name in names if name])

    async def sweep(self) -> None:
        """Remove files that no row names."""
        names = await asyncio.to_thread(self._files.aged_names, SWEPT_AT_MOST)
        for first in range(0, len(names), ASKED_AT_ONCE):
            some = names[first : first + ASKED_AT_ONCE]
            used = await self._database.read(select_photos_in_use, names=some)
            unused = set(some) - used
            await self.discard(unused)
            if unused:
                log.info("photos_swept", files=len(unused))

    async def _finished(self, work: Coroutine[Any, Any, None]) -> None:
        """A browser that goes away stops its request; files and row are brought together all the same."""
        task = asyncio.create_task(work)
        self._finishing.add(task)
        task.add_done_callback(self._finishing.discard)
        await asyncio.shield(task)

    async def _put(self, attendee_id: int, squares: dict[int, bytes]) -> None:
        name = await asyncio.to_thread(self._files.write, squares)
        try:
            before = await self._replaced(attendee_id, name)
        except Exception:
            await self.discard([name])
            raise
        await self.discard([before])

    async def _take_away(self, attendee_id: int) -> None:
        await self.discard([await self._replaced(attendee_id, "")])

    async def _replaced(self, attendee_id: int, name: str) -> str:
        return await self._database.transact(photo_service.replace_photo, attendee_id=attendee_id, name=name)
