"""Text with separators to rows. Called by the readings of lists, timetables and bank statements."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

# Stands alone in the last row. When it does not, an open quotation mark has swallowed it.
END = "\x03"


class Unreadable(Exception):
    """The text cannot be cut into rows. `number` is the row that it begins in."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


class CellTooLong(Unreadable):
    pass


class OpenQuote(Unreadable):
    pass


def plain_lines(text: str) -> str:
    """With one kind of line end, and without what no text has."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").replace(END, "")


def is_binary(text: str) -> bool:
    return text.count("\x00") > len(text) // 10 or "\x00\x00\x00" in text


def split_rows(text: str, delimiter: str) -> Iterator[tuple[str, ...]]:
    """
    Raises:
        CellTooLong, OpenQuote: as they say, once the rows before it were given.
    """
    started = 1
    row: list[str] = []
    try:
        for number, row in enumerate(reader(f"{text}\n{END}", delimiter), start=1):
            started = number
            if row == [END]:
                return
            if row and row[-1].endswith(END):
                break
            yield tuple(row)
            started = number + 1
    except csv.Error:
        if max(map(len, text.split("\n"))) > csv.field_size_limit():
            raise CellTooLong(started) from None
    raise OpenQuote(started)


def reader(text: str, delimiter: str) -> Iterator[list[str]]:
    # newline="\n": only line feeds end a line, not the exotic separators that a cell may hold.
    return csv.reader(io.StringIO(text, newline="\n"), delimiter=delimiter)
