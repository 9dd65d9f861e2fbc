"""Tables that grow by batches of rows, on disk, until they are written as a file. Called by reports.

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

from netevent.documents.tables.process import Kind, write_in_process
from netevent.documents.tables.rows import Sheet, Value, row_line, sheet_line


class Spool:
    """In a folder that nobody else reads."""

    def __init__(self, folder: Path) -> None:
        self._rows, self._made = folder / "rows", folder / "made"

    async def begin(self, sheet: Sheet) -> None:
        await asyncio.to_thread(self._append, [sheet_line(sheet)])

    async def add(self, rows: Iterable[Sequence[Value]]) -> None:
        """In a thread, which also takes the rows one by one from what makes them."""
        await asyncio.to_thread(self._append, map(row_line, rows))

    async def written(self, kind: Kind) -> BinaryIO:
        """The file, to be closed by who reads it.

        Raises:
            OutOfBounds, ChildDied: it could not be made.
        """
        await write_in_process(kind, self._rows, self._made)
        return await asyncio.to_thread(self._made.open, "rb")

    def _append(self, lines: Iterable[str]) -> None:
        with self._rows.open("a", encoding="ascii") as file:
            file.writelines(lines)


@asynccontextmanager
async def spool() -> AsyncIterator[Spool]:
    with TemporaryDirectory(prefix="netevent-") as folder:
        yield Spool(Path(folder))
