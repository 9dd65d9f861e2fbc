"""Drawing badges in a process of its own (`core.sandbox`): seconds of work for a thousand.

The process draws while it is given the badges. `printing` feeds it; it is this module run as a program: its
arguments are the file to be written, and the file that tells how far it is: a byte for each `TOLD_EACH`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractAsyncContextManager, redirect_stdout
from pathlib import Path

from netevent.core.sandbox import Feed, feed_child, take_from_parent
from netevent.documents.badges.drawing import write_badges
from netevent.documents.badges.lines import LAST_LINE, read_badges, read_design

SECONDS_AT_MOST = 600
MEMORY_AT_MOST = 768 * 1024**2
TOLD_EACH = 10
PROGRAM = "netevent.documents.badges.process"


def writing_process(target: Path, told: Path) -> AbstractAsyncContextManager[Feed]:
    """To be fed the lines of `lines`. Raises as `feed_child`."""
    return feed_child(PROGRAM, str(target), str(told), seconds=SECONDS_AT_MOST)


def _write(lines: Iterable[bytes]) -> None:
    """The child's side. Nobody reads what it says meanwhile: warnings go where the server's own errors go."""
    target, told = map(Path, sys.argv[1:])
    given = _whole(lines)
    design = read_design(next(given))
    with redirect_stdout(sys.stderr), target.open("wb") as file, told.open("ab", buffering=0) as counted:
        write_badges(read_badges(given), design, file, _Teller(counted.write).tell)


class _Teller:
    def __init__(self, write: Callable[[bytes], object]) -> None:
        self._write = write
        self._told = 0

    def tell(self, done: int) -> None:
        count = done // TOLD_EACH - self._told
        self._write(b"." * count)
        self._told += count


def _whole(lines: Iterable[bytes]) -> Iterator[bytes]:
    """A parent that was killed leaves badges without their end: nobody waits for the file."""
    for line in lines:
        if line == LAST_LINE:
            return
        yield line
    os._exit(1)


if __name__ == "__main__":
    take_from_parent(_write, seconds=SECONDS_AT_MOST, memory=MEMORY_AT_MOST)
