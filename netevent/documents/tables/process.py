"""Writing tables as a file in a process of its own (`core.sandbox`): seconds of work for a long one.

The process writes while it is given the rows, so that reading and writing go on side by side. `spool` feeds
it; it is this module run as a program: its arguments are the kind of file, and the file to be written.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable
from contextlib import AbstractAsyncContextManager
from enum import StrEnum
from pathlib import Path

from netevent.core.sandbox import Feed, feed_child, take_from_parent
from netevent.documents.tables.files import write_csv, write_workbook
from netevent.documents.tables.rows import LAST_LINE, read_lines

SECONDS_AT_MOST = 300
MEMORY_AT_MOST = 512 * 1024**2
PROGRAM = "netevent.documents.tables.process"


class Kind(StrEnum):
    """Of file, by the ending of its name."""

    excel = "xlsx"
    csv = "csv"


def writing_process(kind: Kind, target: Path) -> AbstractAsyncContextManager[Feed]:
    """To be fed the lines of `rows`. Raises as `feed_child`."""
    return feed_child(PROGRAM, kind.value, str(target), seconds=SECONDS_AT_MOST)


def _write(lines: Iterable[bytes]) -> None:
    """The child's side. What openpyxl writes on the way stands beside the file, and goes with it."""
    kind, target = sys.argv[1:]
    tempfile.tempdir = str(Path(target).parent)
    write = write_workbook if kind == Kind.excel else write_csv
    write(read_lines(_whole(lines)), Path(target))


def _whole(lines: Iterable[bytes]) -> Iterable[bytes]:
    """A parent that was killed leaves rows without their end: nobody waits for the file."""
    for line in lines:
        if line == LAST_LINE:
            return
        yield line
    os._exit(1)


if __name__ == "__main__":
    take_from_parent(_write, seconds=SECONDS_AT_MOST, memory=MEMORY_AT_MOST)
