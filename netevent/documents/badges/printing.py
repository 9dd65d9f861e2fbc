"""Badges that come by batches, and are drawn as a file meanwhile. Called by `netevent.badges.sheets`.

What is in memory is one batch. The folder is removed with all that is in it, and the file that was made lives
on for who has it open.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from netevent.core.sandbox import Feed
from netevent.documents.badges.badge import Badge
from netevent.documents.badges.formats import Design
from netevent.documents.badges.lines import LAST_LINE, badge_line, design_line
from netevent.documents.badges.process import TOLD_EACH, writing_process


class Printing:
    """All that it does raises OutOfBounds or ChildDied where the file cannot be made."""

    def __init__(self, feed: Feed, made: Path, told: Path) -> None:
        self._feed, self._made, self._told = feed, made, told

    @property
    def drawn(self) -> int:
        """How many are drawn by now, to ten."""
        return TOLD_EACH * self._told.stat().st_size

    async def add(self, badges: Sequence[Badge]) -> None:
        """Waits while the process has enough to do; made into lines in a thread."""
        await self._feed.send(await asyncio.to_thread(_content, badges))

    async def written(self) -> BinaryIO:
        """The file, to be closed by who reads it."""
        await self._feed.send(LAST_LINE)
        await self._feed.finish()
        return await asyncio.to_thread(self._made.open, "rb")


def _content(badges: Sequence[Badge]) -> bytes:
    return b"".join(map(badge_line, badges))


@asynccontextmanager
async def printing(design: Design) -> AsyncIterator[Printing]:
    """In a folder that nobody else reads. Who leaves earlier ends the process."""
    with TemporaryDirectory(prefix="netevent-") as folder:
        made, told = Path(folder) / "made.pdf", Path(folder) / "told"
        told.touch()
        async with writing_process(made, told) as feed:
            await feed.send(design_line(design))
            yield Printing(feed, made, told)
