"""Tables that grow by batches of rows, and are written as a file meanwhile. Called by reports.

What is in memory is one batch. The folder is removed with all that is in it, and the file that was made lives
on for who has it open.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from netevent.core.sandbox import Feed
from netevent.documents.tables.process import Kind, writing_process
from netevent.documents.tables.rows import LAST_LINE, Sheet, Value, row_line, sheet_line


class Spool:
    """All that it does raises OutOfBounds or ChildDied where the file cannot be made."""

    def __init__(self, feed: Feed, made: Path) -> None:
        self._feed, self._made = feed, made

    async def begin(self, sheet: Sheet) -> None:
        await self._feed.send(sheet_line(sheet).encode())

    async def add(self, rows: Iterable[Sequence[Value]]) -> None:
        """Made in a thread, which also takes the rows one by one from what makes them."""
        await self._feed.send(await asyncio.to_thread(_content, rows))

    async def written(self) -> BinaryIO:
        """The file, to be closed by who reads it."""
        await self._feed.send(LAST_LINE)
        await self._feed.finish()
        return await asyncio.to_thread(self._made.open, "rb")


def _content(rows: Iterable[Sequence[Value]]) -> bytes:
    return "".join(map(row_line, rows)).encode()


@asynccontextmanager
async def spool(kind: Kind) -> AsyncIterator[Spool]:
    """In a folder that nobody else reads."""
    with TemporaryDirectory(prefix="netevent-") as folder:
        made = Path(folder) / "made"
        async with writing_process(kind, made) as feed:
            yield Spool(feed, made)
