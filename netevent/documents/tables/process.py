"""Writing tables as a file in a process of its own (`core.sandbox`): seconds of work for a long one.

The parent calls `write_in_process`; the child is this module run as a program: its arguments are the kind of
file, the file with the rows, and the one to be written.
"""

from __future__ import annotations

import sys
import tempfile
from enum import StrEnum
from pathlib import Path

from netevent.core.sandbox import answer_parent, ask_child
from netevent.documents.tables.files import write_csv, write_workbook
from netevent.documents.tables.rows import read_lines

SECONDS_AT_MOST = 300
MEMORY_AT_MOST = 512 * 1024**2
PROGRAM = "netevent.documents.tables.process"


class Kind(StrEnum):
    """Of file, by the ending of its name."""

    excel = "xlsx"
    csv = "csv"


async def write_in_process(kind: Kind, rows: Path, target: Path) -> None:
    """
    Raises:
        OutOfBounds, ChildDied: as `ask_child`.
    """
    await ask_child(PROGRAM, b"", kind.value, str(rows), str(target), seconds=SECONDS_AT_MOST)


def _written(nothing: bytes) -> bytes:
    """The child's side. What openpyxl writes on the way stands beside the file, and goes with it."""
    kind, rows, target = sys.argv[1:]
    tempfile.tempdir = str(Path(target).parent)
    write = write_workbook if kind == Kind.excel else write_csv
    with Path(rows).open(encoding="ascii") as lines:
        write(read_lines(lines), Path(target))
    return nothing


if __name__ == "__main__":
    answer_parent(_written, seconds=SECONDS_AT_MOST, memory=MEMORY_AT_MOST)
