"""Reading workbooks: .xlsx, .xlsm, .xls and .ods. Called by `sheets`.

python-calamine reads the cells (docs/decisions/0022-calamine.md), `xlsx_details` what it does not tell.
Nothing is unpacked before its declared size is known to be sane: zipfile never yields more than a part
declares, so the sum is a true bound.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import islice

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from netevent.attendees.importing.attendee_file.problems import AttendeeFileUnreadable, UnreadableReason
from netevent.attendees.importing.attendee_file.table import (
    HEADER_DEPTH,
    Line,
    Table,
    filled_lines,
    find_headers,
)
from netevent.attendees.importing.attendee_file.xlsx_details import Details, details_of_sheets

MAX_UNPACKED_MEGABYTES = 64

# 50,000 attendees of ten columns need some two million; every element costs microseconds.
MAX_ELEMENTS = 3_000_000

# The last row of an Excel sheet.
LAST_ROW = 1_048_576

CONTENT_TYPES = "[Content_Types].xml"
DOCTYPE = b"<!DOCTYPE"
# What a sheet is worth, above some known columns or none.
ORDERS, PEOPLE = 2, 3
ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"})


def read_workbook(content: bytes, sheet: str = "") -> Table:
    """What Excel opens: of several sheets the asked one, or that with the attendees; hidden ones and hidden
    rows last."""
    try:
        details = checked_details(content) if zipfile.is_zipfile(io.BytesIO(content)) else {}
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            return best_sheet(book, details, sheet)
    except AttendeeFileUnreadable:
        raise
    except PasswordError:
        raise AttendeeFileUnreadable(UnreadableReason.PASSWORD_PROTECTED) from None
    except (CalamineError, zipfile.BadZipFile, KeyError, ValueError, SyntaxError) as error:
        raise AttendeeFileUnreadable(UnreadableReason.BROKEN) from error


def checked_details(content: bytes) -> dict[str, Details]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        check_kind(archive)
        check_size(archive)
        return details_of_sheets(archive)


def check_kind(archive: zipfile.ZipFile) -> None:
    """Other packed files get their own sentence."""
    parts = {info.filename.replace("\\", "/"): info for info in archive.infolist()}
    if any(info.flag_bits & 1 for info in parts.values()):
        raise AttendeeFileUnreadable(UnreadableReason.PASSWORD_PROTECTED)
    if "xl/workbook.bin" in parts:
        raise AttendeeFileUnreadable(UnreadableReason.BINARY_EXCEL)
    is_excel = CONTENT_TYPES in parts and any(name.startswith("xl/") for name in parts)
    if not is_excel and not {"mimetype", "content.xml"} <= set(parts):
        raise AttendeeFileUnreadable(UnreadableReason.NOT_A_SPREADSHEET)


def check_size(archive: zipfile.ZipFile) -> None:
    """Bounds memory by the unpacked bytes, and time by the number of XML elements."""
    if sum(info.file_size for info in archive.infolist()) > MAX_UNPACKED_MEGABYTES * 1024 * 1024:
        raise AttendeeFileUnreadable(UnreadableReason.UNPACKS_TOO_LARGE)
    elements = 0
    for info in archive.infolist():
        part = archive.read(info)
        elements += part.count(b"<") - part.count(b"</")
        # Office writes none but in pictures, and entities that unfold without end are declared there.
        is_ours = not info.filename.endswith(".svg")
        if is_ours and (DOCTYPE in part or DOCTYPE in part[:10_000].replace(b"\x00", b"")):
            raise AttendeeFileUnreadable(UnreadableReason.BROKEN)
    if elements > MAX_ELEMENTS:
        raise AttendeeFileUnreadable(UnreadableReason.UNPACKS_TOO_LARGE)


def best_sheet(book: CalamineWorkbook, details: dict[str, Details], asked: str = "") -> Table:
    """The asked one if it holds something; else people before orders, what shows before what is hidden, the
    first before the others."""
    sheets = [sheet for sheet in book.sheets_metadata if sheet.typ is SheetTypeEnum.WorkSheet]
    shown = {sheet.name for sheet in sheets if sheet.visible is SheetVisibleEnum.Visible}
    ranked = sorted((sheet.name for sheet in sheets), key=lambda name: name not in shown)
    worths = {name: worth(book, name, details) for name in ranked}
    filled = [name for name in ranked if worths[name] is not None]
    best = max(filled, key=lambda name: worths[name] or 0, default=None)
    name = asked if asked in filled else best
    if name is None:
        return Table((), separated=False)
    others = [one for one in filled if one != name]
    more_people = [one for one in others if one in shown and worths[one] == worths[name] == PEOPLE]
    lines = list(sheet_lines(book, name, details))
    hidden = details.get(name, Details()).hidden_rows
    return Table(
        tuple(line for line in lines if line.number not in hidden),
        separated=False,
        hidden=tuple(line for line in lines if line.number in hidden),
        sheet=name,
        more_people=tuple(more_people),
        left=tuple(one for one in others if one not in more_people),
        sheets=tuple(sheet.name for sheet in sheets if sheet.name in filled),
    )


def worth(book: CalamineWorkbook, name: str, details: dict[str, Details]) -> int | None:
    """By the headers alone, however large the sheet is; None for an empty one."""
    try:
        headers = find_headers(tuple(islice(sheet_lines(book, name, details), HEADER_DEPTH)))
    except AttendeeFileUnreadable:
        return 0  # said if there is nothing better
    if headers is None:
        return None
    if not headers.complete:
        return int(bool(headers.columns))
    return ORDERS if headers.speaks_of_orders and not headers.speaks_of_attendees else PEOPLE


def sheet_lines(book: CalamineWorkbook, name: str, details: dict[str, Details]) -> Iterator[Line]:
    return filled_lines(sheet_rows(book.get_sheet_by_name(name), details.get(name, Details())))


def sheet_rows(sheet: CalamineSheet, details: Details) -> Iterator[tuple[str, ...]]:
    """Every row from the first of the sheet on, whatever the sheet says of its size."""
    top, left = sheet.start or (0, 0)
    yield from ((),) * top
    before = ("",) * left
    for number, row in enumerate(islice(sheet.iter_rows(), LAST_ROW), start=top + 1):
        cells = (*before, *map(cell_text, row))
        yield details.as_shown(number, cells)


def cell_text(value: object) -> str:
    """A cell as the person who filled it in would write it down."""
    if isinstance(value, str):
        return "" if value in ERRORS else unescaped(value) if "_x00" in value else value
    if isinstance(value, float) and value.is_integer():
        return str(int(value))  # a phone number that Excel took for a quantity
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return str(value)


def unescaped(text: str) -> str:
    """Excel writes a carriage return within a cell as _x000D_."""
    return re.sub("_x00[01][0-9A-Fa-f]_", " ", text)
