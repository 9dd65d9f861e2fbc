"""Reading .xlsx. Called by `sheets`.

Nothing is unpacked before its declared size is known to be sane: zipfile never yields more than a
part declares, so the sum is a true bound.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, time
from itertools import islice

from openpyxl import load_workbook
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from netevent.attendees.importing.attendee_file.problems import AttendeeFileUnreadable, UnreadableReason
from netevent.attendees.importing.attendee_file.table import (
    HEADER_DEPTH,
    MAX_COLUMNS,
    Table,
    filled_lines,
    find_headers,
)

MAX_UNPACKED_MEGABYTES = 64

# 50,000 attendees of ten columns need some two million; every element costs microseconds.
MAX_ELEMENTS = 3_000_000

# The last row of an Excel sheet. A file may claim more, and openpyxl would fill the gap one by one.
LAST_ROW = 1_048_576

CONTENT_TYPES = "[Content_Types].xml"

ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"})


def read_workbook(content: bytes) -> Table:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            check_kind(archive)
            check_size(archive)
        return read_sheets(content)
    except AttendeeFileUnreadable:
        raise
    except Exception as error:
        # openpyxl answers a damaged file with whatever fell over first: KeyError, TypeError, …
        raise AttendeeFileUnreadable(UnreadableReason.BROKEN) from error


def check_kind(archive: zipfile.ZipFile) -> None:
    """Other packed formats get their own sentence."""
    parts = {info.filename: info for info in archive.infolist()}
    if any(info.flag_bits & 1 for info in parts.values()):
        raise AttendeeFileUnreadable(UnreadableReason.PASSWORD_PROTECTED)
    if "mimetype" in parts and "content.xml" in parts:
        raise AttendeeFileUnreadable(UnreadableReason.OPEN_DOCUMENT)
    if "xl/workbook.bin" in parts:
        raise AttendeeFileUnreadable(UnreadableReason.BINARY_EXCEL)
    if CONTENT_TYPES not in parts or not any(name.startswith("xl/") for name in parts):
        raise AttendeeFileUnreadable(UnreadableReason.NOT_A_SPREADSHEET)
    with archive.open(CONTENT_TYPES) as types:
        if b"macroEnabled" in types.read(1_000_000):
            raise AttendeeFileUnreadable(UnreadableReason.WITH_MACROS)


def check_size(archive: zipfile.ZipFile) -> None:
    """Bounds memory by the unpacked bytes, and time by the number of XML elements."""
    if sum(info.file_size for info in archive.infolist()) > MAX_UNPACKED_MEGABYTES * 1024 * 1024:
        raise AttendeeFileUnreadable(UnreadableReason.UNPACKS_TOO_LARGE)
    elements = 0
    for info in archive.infolist():
        part = archive.read(info)
        elements += part.count(b"<") - part.count(b"</")
        if b"<!DOCTYPE" in part or b"<!DOCTYPE" in part[:10_000].replace(b"\x00", b""):
            # Office writes none, and entities that unfold without end are declared there.
            raise AttendeeFileUnreadable(UnreadableReason.BROKEN)
    if elements > MAX_ELEMENTS:
        raise AttendeeFileUnreadable(UnreadableReason.UNPACKS_TOO_LARGE)


def read_sheets(content: bytes) -> Table:
    """The first sheet with an e-mail and a name among its headers, else the first one with anything."""
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    with closing(book):
        sheets = book.worksheets
        for sheet in sheets:
            lines = filled_lines(sheet_rows(sheet))
            top = tuple(islice(lines, HEADER_DEPTH))
            headers = find_headers(top)
            if headers and headers.complete:
                return Table((*top, *lines), separated=False)
        tables = (read_sheet(sheet) for sheet in sheets)
        return next((table for table in tables if table.lines), Table((), separated=False))


def read_sheet(sheet: ReadOnlyWorksheet) -> Table:
    return Table(tuple(filled_lines(sheet_rows(sheet))), separated=False)


def sheet_rows(sheet: ReadOnlyWorksheet) -> Iterator[tuple[str, ...]]:
    # The size a sheet declares is often wrong, and openpyxl would cut the rows off there.
    sheet.reset_dimensions()
    rows: Iterator[tuple[object, ...]]
    rows = sheet.iter_rows(max_col=MAX_COLUMNS + 1, values_only=True)  # type: ignore[misc]  # stubs: wrong self
    gap: tuple[object, ...] | None = None
    for row in islice(rows, LAST_ROW):
        # One and the same tuple stands for every row that a sheet leaves out, often a million.
        if row is gap or not any(value is not None for value in row):
            gap = row
            yield ()
        else:
            yield tuple(map(cell_text, row))


def cell_text(value: object) -> str:
    """A cell as the person who filled it in would write it down."""
    if value is None or (isinstance(value, str) and value in ERRORS):
        return ""
    if isinstance(value, str):
        return unescaped(value) if "_x00" in value else value
    if isinstance(value, float) and value.is_integer():
        return str(int(value))  # a phone number that Excel took for a quantity
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return str(value)


def unescaped(text: str) -> str:
    """Excel writes a carriage return within a cell as _x000D_, and openpyxl leaves it so."""
    return re.sub("_x00[01][0-9A-Fa-f]_", " ", text)
