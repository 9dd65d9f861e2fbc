"""From the bytes of a workbook or a .csv file to the rows of its table. Called by `table_file`.

The cells are read as those of lists of attendees are (`attendees.importing.attendee_file`). Which sheet and
which separator are meant, the headers of a timetable decide: a sheet with the speakers' addresses is a list
of attendees, and no timetable.
"""

from __future__ import annotations

import csv
import io
import zipfile
import zlib
from itertools import islice

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from netevent.attendees.importing.attendee_file.delimited import DELIMITERS, read_delimited
from netevent.attendees.importing.attendee_file.problems import AttendeeFileUnreadable
from netevent.attendees.importing.attendee_file.problems import UnreadableReason as ListReason
from netevent.attendees.importing.attendee_file.sheets import COMPOUND_FILE, ENCRYPTED, ZIP_FILES
from netevent.attendees.importing.attendee_file.table import HEADER_DEPTH, Table, filled_lines
from netevent.attendees.importing.attendee_file.workbook import checked_details, sheet_lines
from netevent.attendees.importing.attendee_file.xlsx_details import Details
from netevent.breakouts.timetable.tables.columns import find_columns
from netevent.breakouts.timetable.unreadable import of_table
from netevent.core.text.delimited import reader
from netevent.core.text.encodings import decode

WORKBOOKS = (COMPOUND_FILE, *ZIP_FILES)
NOTHING = (False, 0)
# What zipfile, zlib, ElementTree and calamine raise on a file that was damaged on its way or on purpose.
DAMAGED = (
    CalamineError, zipfile.BadZipFile, zlib.error, EOFError, LookupError, OSError, RuntimeError, SyntaxError,
    ValueError,
)  # fmt: skip


def read_rows(content: bytes) -> Table:
    """The table of the timetable.

    Raises:
        UnreadableTimetable: there is none that can be read.
    """
    try:
        return read_book(content) if content.startswith(WORKBOOKS) else read_separated(content)
    except AttendeeFileUnreadable as unreadable:
        raise of_table(unreadable) from None


def read_book(content: bytes) -> Table:
    if content.startswith(COMPOUND_FILE) and ENCRYPTED in content:
        raise AttendeeFileUnreadable(ListReason.PASSWORD_PROTECTED)
    try:
        details = checked_details(content) if zipfile.is_zipfile(io.BytesIO(content)) else {}
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            return best_sheet(book, details)
    except AttendeeFileUnreadable:
        raise
    except PasswordError:
        raise AttendeeFileUnreadable(ListReason.PASSWORD_PROTECTED) from None
    except DAMAGED as error:
        raise AttendeeFileUnreadable(ListReason.BROKEN) from error


def best_sheet(book: CalamineWorkbook, details: dict[str, Details]) -> Table:
    """The one whose headers say most of a timetable; of equals what shows before what is hidden."""
    sheets = [sheet for sheet in book.sheets_metadata if sheet.typ is SheetTypeEnum.WorkSheet]
    ranked = sorted(sheets, key=lambda sheet: sheet.visible is not SheetVisibleEnum.Visible)
    best = max(ranked, key=lambda sheet: worth_of_sheet(book, sheet.name, details), default=None)
    if best is None:
        raise AttendeeFileUnreadable(ListReason.EMPTY)
    lines = list(sheet_lines(book, best.name, details))
    hidden = details.get(best.name, Details()).hidden_rows
    return Table(
        tuple(line for line in lines if line.number not in hidden),
        separated=False,
        hidden=tuple(line for line in lines if line.number in hidden),
        sheet=best.name,
    )


def worth_of_sheet(book: CalamineWorkbook, name: str, details: dict[str, Details]) -> tuple[bool, int]:
    try:
        return find_columns(islice(sheet_lines(book, name, details), HEADER_DEPTH)).worth
    except AttendeeFileUnreadable:
        return NOTHING  # said if there is nothing better


def read_separated(content: bytes) -> Table:
    text, _ = decode(content)
    if text.lstrip().lower().startswith("sep="):
        return read_delimited(content)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    delimiter = max(DELIMITERS, key=lambda delimiter: worth_of_delimiter(text, delimiter))
    return read_delimited(f"sep={delimiter}\n{text}".encode())


def worth_of_delimiter(text: str, delimiter: str) -> tuple[bool, int]:
    try:
        rows = [tuple(row) for row in islice(reader(text, delimiter), HEADER_DEPTH)]
        return find_columns(filled_lines(rows)).worth
    except (csv.Error, AttendeeFileUnreadable):
        return NOTHING
