"""Tables as a workbook or as CSV, row by row: no more than one is in memory. Called by `process`."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from netevent.core.clock import EPOCH
from netevent.documents.cells import as_text
from netevent.documents.tables.quick_rows import use_quick_rows
from netevent.documents.tables.rows import Sheet, Value
from netevent.documents.workbook import NO_CHARACTERS, sheet_title

MOMENT = "yyyy-mm-dd hh:mm:ss"
Lines = Iterable[Sheet | Sequence[Value]]


def write_workbook(lines: Lines, target: Path) -> None:
    """A sheet for each. The headings stay in sight, and each column can be filtered."""
    book = Workbook(write_only=True)
    sheet, count, width = None, 0, 0
    for line in lines:
        if isinstance(line, Sheet):
            _filter(sheet, width, count)
            sheet, count, width = _begun(book, line), 1, len(line.columns)
        else:
            assert sheet is not None
            sheet.append([_clean(value) if isinstance(value, str) else value for value in line])
            count += 1
    _filter(sheet, width, count)
    book.save(target)


def write_csv(lines: Lines, target: Path) -> None:
    """Of one table. With a byte order mark, without which Excel takes it for something else.

    Every field stands in quotes: no semicolon within one cuts it.
    """
    with target.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        writer.writerows(_texts(lines))


def _begun(book: Workbook, sheet: Sheet) -> Any:
    made = book.create_sheet(sheet_title(sheet.title))
    use_quick_rows(_moment_style(made))
    made.freeze_panes = "A2"
    for number, width in enumerate(sheet.columns.values(), start=1):
        made.column_dimensions[get_column_letter(number)].width = width
    made.append([_heading(made, heading) for heading in sheet.columns])
    return made


def _heading(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet, _clean(text))
    cell.font = Font(bold=True)
    return cell


def _filter(sheet: Any, width: int, count: int) -> None:
    """Once all of its rows are there: `count` with the headings."""
    if sheet is not None:
        sheet.auto_filter.ref = f"A1:{get_column_letter(width)}{count}"


@lru_cache(maxsize=20_000)
def _clean(text: str) -> str:
    """Most texts of a table stand in it many times."""
    return as_text(NO_CHARACTERS.sub("", text))


def _moment_style(sheet: Any) -> int:
    """The number of the look that all moments have."""
    cell = WriteOnlyCell(sheet, EPOCH)
    cell.number_format = MOMENT
    return int(cell.style_id)


def _texts(lines: Lines) -> Iterator[list[str]]:
    for line in lines:
        yield [_text(value) for value in (line.columns if isinstance(line, Sheet) else line)]


def _text(value: Value) -> str:
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, Decimal):
        return str(value)  # an amount below zero is no formula
    return "" if value is None else _clean(str(value))
