"""The files of photos: `<folder>/<ab>/<random name>-<size>.jpg`. Called by `photos`.

A file is written under another name first and then renamed: what has its right name is whole.
"""

from __future__ import annotations

import os
import random
import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from time import time

from netevent.core.pictures.reading import SIZES

NAME_BYTES = 16
# Younger files may belong to an upload that is just being saved.
LEFT_ALONE_SECONDS = 3600


@dataclass(frozen=True, slots=True)
class PhotoFiles:
    folder: Path

    def path(self, name: str, size: int) -> Path:
        return self.folder / name[:2] / f"{name}-{size}.jpg"

    def write(self, squares: Mapping[int, bytes]) -> str:
        """The name that nobody can guess under which they now are."""
        name = secrets.token_hex(NAME_BYTES)
        for size, content in squares.items():
            _write(self.path(name, size), content)
        return name

    def remove(self, names: Iterable[str]) -> None:
        for name in names:
            for size in SIZES:
                path = self.path(name, size)
                path.unlink(missing_ok=True)
                _unfinished(path).unlink(missing_ok=True)

    def aged_names(self, at_most: int) -> list[str]:
        """Names of files that have lain here for a while: all of them, or as many from a random place on."""
        found: set[str] = set()
        for path in self._files():
            if len(found) == at_most:
                break
            if time() - _changed_at(path) > LEFT_ALONE_SECONDS:
                found.add(path.name.partition("-")[0])
        return sorted(found)

    def _files(self) -> Iterator[Path]:
        folders = sorted(self.folder.glob("[0-9a-f][0-9a-f]"))
        first = random.randrange(len(folders)) if folders else 0
        for folder in folders[first:] + folders[:first]:
            yield from folder.glob("*-*.jpg*")


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = _unfinished(path)
    with unfinished.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)


def _unfinished(path: Path) -> Path:
    return path.with_name(f"{path.name}.part")


def _changed_at(path: Path) -> float:
    """Now, for a file that has just gone."""
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return time()
