"""Reading .csv: bytes to text to rows. Called by `sheets`."""

import csv
import re
from collections.abc import Iterator
from itertools import islice

from netevent.attendees.importing.attendee_file.problems import AttendeeFileUnreadable, UnreadableReason
from netevent.attendees.importing.attendee_file.table import (
    HEADER_DEPTH,
    Table,
    filled_lines,
    find_headers,
)
from netevent.core.text import delimited
from netevent.core.text.delimited import is_binary, plain_lines, reader
from netevent.core.text.encodings import decode

DELIMITERS = (",", ";", "\t")


def read_delimited(content: bytes) -> Table:
    text, doubt = decode(content)
    if is_binary(text):
        raise AttendeeFileUnreadable(UnreadableReason.NOT_A_SPREADSHEET)
    text = plain_lines(text)
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
    try:
        yield from delimited.split_rows(text, delimiter)
    except delimited.CellTooLong as cell:
        raise AttendeeFileUnreadable(UnreadableReason.CELL_TOO_LONG, number=cell.number) from None
    except delimited.OpenQuote as quote:
        raise AttendeeFileUnreadable(UnreadableReason.OPEN_QUOTE, number=quote.number) from None
