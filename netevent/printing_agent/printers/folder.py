"""A folder as a printer: for other programs that print what is put there, and for tries without a printer."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path

from netevent.printing_agent.printers.printer import NotPrinted
from netevent.printing_agent.told import Label


@dataclass(frozen=True, slots=True)
class FolderPrinter:
    folder: Path

    async def print(self, pdf: bytes, label: Label, number: int) -> None:
        try:
            await asyncio.to_thread(self._write, pdf, number)
        except OSError as error:
            raise NotPrinted(f"The folder cannot be written: {error.strerror}.") from None

    async def trouble(self) -> str:
        is_there = await asyncio.to_thread(self.folder.is_dir)
        return "" if is_there else "The folder is not there."

    def _write(self, pdf: bytes, number: int) -> None:
        """Whole or not at all: whoever watches the folder sees no half file."""
        unfinished = self.folder / f".badge-{number}.part"
        unfinished.write_bytes(pdf)
        unfinished.replace(self.folder / f"badge-{number}.pdf")
