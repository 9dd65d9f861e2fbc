"""Tables as workbooks for spreadsheet programs. Called by routes, in a thread: it takes a while."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from netevent.documents.cells import as_text

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TITLE_LENGTH = 31
NOT_IN_A_TITLE = re.compile(r"[\[\]:*?/\\']")
# No XML holds them: one in a name, and the whole workbook would not open.
NO_CHARACTERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
MOMENT = "yyyy-mm-dd hh:mm"

Value = str | datetime | None


def workbook(title: str, columns: Mapping[str, int], rows: Iterable[Sequence[Value]]) -> bytes:
    """One sheet whose first row, the headings of the `columns` with their widths, stays in sight.

    Text is text, also where it looks like a formula. Moments are as the clock on the wall shows them.
    """
    book = Workbook()
    sheet = book.create_sheet(sheet_title(title), 0)
    del book[book.sheetnames[1]]
    for number, (heading, width) in enumerate(columns.items(), start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
        _write(sheet, 1, number, heading)
        sheet.cell(1, number).font = Font(bold=True)
    for place, row in enumerate(rows, start=2):
        for number, value in enumerate(row, start=1):
            _write(sheet, place, number, value)
    sheet.freeze_panes = "A2"
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _write(sheet: Worksheet, row: int, column: int, value: Value) -> None:
    cell = sheet.cell(row, column)
    if isinstance(value, datetime):
        cell.value = value
        cell.number_format = MOMENT
    elif value:
        cell.value = as_text(NO_CHARACTERS.sub("", value))
        cell.data_type = "s"


def sheet_title(title: str) -> str:
    """As spreadsheet programs allow it."""
    return NO_CHARACTERS.sub("", NOT_IN_A_TITLE.sub(" ", title))[:TITLE_LENGTH].strip() or "1"
