"""What a spreadsheet and a .csv file have in common. Made by `workbook` and `delimited`."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from netevent.attendees.importing.attendee_file.headers import Headers, recognise
from netevent.attendees.importing.attendee_file.problems import AttendeeFileUnreadable, UnreadableReason

MAX_ROWS = 50_000
MAX_COLUMNS = 100

FORMULA_START = re.compile("[=+@0-9\uff1d\uff0b\uff0d\uff20-]")
# Within a text, where our own lists have an apostrophe too: a spreadsheet program may cut at a semicolon.
AMID = re.compile("""(^"["' ]*|;["' ]*)'(?=[=+@\uff1d\uff0b\uff0d\uff20-])""")
AS_TEXT = re.compile('="((?:[^"]|"")*)"', re.DOTALL)

# Headers may stand below a title and a date, not further down.
HEADER_DEPTH = 10


@dataclass(frozen=True, slots=True)
class Line:
    """One row that is not empty. `number` counts as the spreadsheet program shows it, from 1."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """`separated`: cells come from splitting text, so that one too many means they have shifted.

    `hidden` are lines that the sheet does not show. Of a workbook: the name of the `sheet`, the sheets with
    `more_people`, the others that were `left`, and all `sheets` that hold something. `doubt`: how letters
    were read that can be read otherwise.
    """

    lines: tuple[Line, ...]
    separated: bool
    hidden: tuple[Line, ...] = ()
    sheet: str = ""
    more_people: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()
    doubt: str = ""


def filled_lines(rows: Iterable[tuple[str, ...]]) -> Iterator[Line]:
    """Numbers the rows, passes over the empty ones, and stops what is out of all proportion."""
    filled = 0
    for number, cells in enumerate(rows, start=1):
        if len(cells) > MAX_COLUMNS and any(cells[MAX_COLUMNS:]):
            raise AttendeeFileUnreadable(UnreadableReason.TOO_MANY_COLUMNS, limit=MAX_COLUMNS)
        if not any(cell and not cell.isspace() for cell in cells):
            continue
        filled += 1
        if filled > MAX_ROWS + 1:  # one for the headers
            raise AttendeeFileUnreadable(UnreadableReason.TOO_MANY_ROWS, limit=MAX_ROWS)
        yield Line(number, tuple(map(unwrapped, cells)))


def unwrapped(cell: str) -> str:
    """Without what a program puts around a text so that no spreadsheet computes it: `'+31…`, `="0612…"`."""
    if ";" in cell or cell.startswith('"'):
        cell = AMID.sub(r"\1", cell)
    if cell.startswith("'") and FORMULA_START.match(cell, 1):
        return cell[1:]
    text = AS_TEXT.fullmatch(cell.strip()) if cell.lstrip().startswith("=") else None
    return text[1].replace('""', '"') if text else cell


def find_headers(lines: Iterable[Line]) -> Headers | None:
    """The first row that names both an e-mail and a name, else the one that names the most."""
    candidates = [recognise(line.number, line.cells) for line in lines]
    complete = (headers for headers in candidates if headers.complete)
    return next(complete, None) or max(candidates, key=lambda headers: len(headers.columns), default=None)
