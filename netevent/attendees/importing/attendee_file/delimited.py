"""Reading .csv: bytes to text to rows. Called by `sheets`."""

import csv
import io
import re
from collections.abc import Iterator
from itertools import islice

from netevent.attendees.importing.attendee_file.encodings import decode
from netevent.attendees.importing.attendee_file.problems import AttendeeFileUnreadable, UnreadableReason
from netevent.attendees.importing.attendee_file.table import (
    HEADER_DEPTH,
    Table,
    filled_lines,
    find_headers,
)

DELIMITERS = (",", ";", "\t")

# Stands alone in the last row. When it does not, an open quotation mark has swallowed it.
END = "\x03"


def read_delimited(content: bytes) -> Table:
    text, doubt = decode(content)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.count("\x00") > len(text) // 10 or "\x00\x00\x00" in text:
        raise AttendeeFileUnreadable(UnreadableReason.NOT_A_SPREADSHEET)
    text = text.replace("\x00", "").replace(END, "")
    announced = re.match(r"\s*sep=([,;\t])[ ,;\t]*\n", text)
    delimiter = announced.group(1) if announced else likely_delimiter(text)
    body = text[announced.end() :] if announced else text
    return Table(tuple(filled_lines(split_rows(body, delimiter))), separated=True, doubt=doubt)


def likely_delimiter(text: str) -> str:
    """The one that makes headers we know; then the one that makes the most columns."""
    return max(DELIMITERS, key=lambda delimiter: worth(text, delimiter))


def worth(text: str, delimiter: str) -> tuple[int, int]:
    try:
        rows = [tuple(row) for row in islice(reader(text, delimiter), HEADER_DEPTH) if row]
        headers = find_headers(filled_lines(rows))
    except (csv.Error, AttendeeFileUnreadable):
        # Too many columns, or quotes astray: the full reading says it, if it is this delimiter.
        return 0, text[:10_000].count(delimiter)
    return (len(headers.columns), headers.width) if headers else (0, 0)


def split_rows(text: str, delimiter: str) -> Iterator[tuple[str, ...]]:
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
            raise AttendeeFileUnreadable(UnreadableReason.CELL_TOO_LONG, number=started) from None
    raise AttendeeFileUnreadable(UnreadableReason.OPEN_QUOTE, number=started)


def reader(text: str, delimiter: str) -> Iterator[list[str]]:
    # newline="\n": only line feeds end a line, not the exotic separators that a cell may hold.
    return csv.reader(io.StringIO(text, newline="\n"), delimiter=delimiter)
