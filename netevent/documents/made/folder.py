"""The folder of made files: each under a random name, readable by the server alone. Called by `made_files`.

A file is written under another name first and then renamed: what has its right name is whole.
"""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import time
from typing import BinaryIO

NAME_BYTES = 24
# Younger ones may be on their way from the job into the table.
LEFT_ALONE_SECONDS = 600
UNFINISHED = ".part"


@dataclass(frozen=True, slots=True)
class Folder:
    folder: Path

    def write(self, content: BinaryIO) -> str:
        """The name that nobody can guess under which it now is."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        name = secrets.token_hex(NAME_BYTES)
        unfinished = self.folder / f"{name}{UNFINISHED}"
        unfinished.touch(mode=0o600, exist_ok=False)
        with unfinished.open("wb") as file:
            shutil.copyfileobj(content, file)
        unfinished.replace(self.folder / name)
        return name

    def open(self, name: str) -> BinaryIO:
        """Raises FileNotFoundError."""
        return (self.folder / name).open("rb")

    def remove(self, names: Iterable[str]) -> None:
        for name in names:
            (self.folder / name).unlink(missing_ok=True)

    def aged_names(self, at_most: int) -> list[str]:
        """Of files that have lain here for a while, finished or not."""
        if not self.folder.is_dir():
            return []
        aged = (path.name for path in sorted(self.folder.iterdir()) if _is_aged(path))
        return [name for _, name in zip(range(at_most), aged, strict=False)]


def _is_aged(path: Path) -> bool:
    with suppress(FileNotFoundError):
        return time() - path.stat().st_mtime > LEFT_ALONE_SECONDS
    return False
