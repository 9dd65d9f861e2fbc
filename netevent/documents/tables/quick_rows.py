"""Rows of a workbook as text of XML. openpyxl makes a cell of each value and an element of each cell, which
takes four times as long; the rest of the workbook is its own.

For what `files` writes: texts, numbers and moments, in a process that writes one file. Called by it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any
from xml.sax.saxutils import escape

from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet._writer import WorksheetWriter

letter = lru_cache(get_column_letter)
days: Callable[[datetime], float] = to_excel


def use_quick_rows(moment_style: int) -> None:
    """For all sheets that this process writes from now on; moments look by the style with this number."""

    def write_row(writer: Any, xf: Any, values: Sequence[Any], number: int) -> None:
        cells = (
            _cell(f"{letter(column)}{number}", value, moment_style)
            for column, value in enumerate(values, start=1)
        )
        xf._file(f'<row r="{number}">{"".join(cells)}</row>')

    own: tuple[tuple[type, str, object], ...] = (
        (WorksheetWriter, "write_row", write_row),
        (WriteOnlyWorksheet, "_values_to_row", _as_they_are),
    )
    for kind, name, method in own:
        setattr(kind, name, method)


def _as_they_are(sheet: Any, values: Sequence[Any], number: int) -> Sequence[Any]:
    return values


def _cell(place: str, value: Any, moment_style: int) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, str):
        return f'<c r="{place}" t="inlineStr">{_text(value)}</c>'
    if isinstance(value, datetime):
        return f'<c r="{place}" s="{moment_style}"><v>{days(value)}</v></c>'
    if isinstance(value, Cell):
        return f'<c r="{place}" s="{value.style_id}" t="inlineStr">{_text(str(value.value))}</c>'
    return f'<c r="{place}"><v>{value}</v></c>'


@lru_cache(maxsize=20_000)
def _text(text: str) -> str:
    return f'<is><t xml:space="preserve">{escape(text)}</t></is>'
