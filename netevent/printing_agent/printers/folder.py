"""A folder as a printer: for other programs that print what is put there, and for tries without a printer."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path

from netevent.printing_agent.printers.printer import NotPrinted
from netevent.printing_agent.told import Label
from netevent.printing_agent.trouble import NONE, Trouble


@dataclass(frozen=True, slots=True)
class FolderPrinter:
    folder: Path

    async def print(self, pdf: bytes, label: Label, number: int) -> None:
        try:
            await asyncio.to_thread(self._write, pdf, number)
        except OSError as error:
            raise NotPrinted(Trouble("not_written", error.strerror or "")) from None

    async def trouble(self) -> Trouble:
        is_there = await asyncio.to_thread(self.folder.is_dir)
        return NONE if is_there else Trouble("no_folder")

    def _write(self, pdf: bytes, number: int) -> None:
        """Whole or not at all: whoever watches the folder sees no half file."""
        unfinished = self.folder / f".badge-{number}.part"
        unfinished.write_bytes(pdf)
        unfinished.replace(self.folder / f"badge-{number}.pdf")
