"""How a list is laid out: which sheet, which row has the headers, what each column holds, with samples.

What we guess of it, and what the organizer chose instead. Called by the reading of a list, shown by its
preview.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from netevent.attendees.importing.attendee_file.cleaning import clean
from netevent.attendees.importing.attendee_file.headers import (
    MANY,
    NAMES,
    Field,
    Headers,
    RecognisedColumn,
    Whose,
    recognise,
    whose_column,
)
from netevent.attendees.importing.attendee_file.problems import quoted
from netevent.attendees.importing.attendee_file.table import HEADER_DEPTH, Line, Table, find_headers
from netevent.attendees.importing.attendee_file.xlsx_details import column as letter_of

SAMPLES = 3
# How far down samples are looked for, and columns that have no header.
LOOKED_AT = 200
SAMPLE_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Choice:
    """What the organizer chose; empty, 0 and None are our guess. `fields` are those of all columns in their
    order, an empty one is left out."""

    sheet: str = ""
    header: int = 0
    fields: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class ShownColumn:
    """`field` is what the column becomes, empty where it is left out; `letter` as a spreadsheet names it."""

    index: int
    letter: str
    header: str
    samples: tuple[str, ...]
    field: str


@dataclass(frozen=True, slots=True)
class Top:
    """One of the first rows, which may be that of the headers."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Layout:
    """`columns` are those with a header or something below it; `guess` and `fields` have a place for each
    column of the sheet."""

    sheets: tuple[str, ...]
    sheet: str
    tops: tuple[Top, ...]
    header: int
    columns: tuple[ShownColumn, ...]
    fields: tuple[str, ...]
    guess: tuple[str, ...]

    @property
    def left_out(self) -> tuple[ShownColumn, ...]:
        return tuple(column for column in self.columns if not column.field)

    @property
    def doubled(self) -> tuple[str, ...]:
        """Fields that several columns were chosen for, though one person has one of them."""
        many = {field.value for field in MANY}
        chosen = [field for field in self.fields if field and field not in many]
        return tuple(field for field in dict.fromkeys(chosen) if chosen.count(field) > 1)


def headers_in(table: Table, number: int) -> Headers | None:
    """The row with this number if it is one of the first, else the one that we take for the headers."""
    tops = table.lines[:HEADER_DEPTH]
    chosen = next((line for line in tops if line.number == number), None)
    return recognise(chosen.number, chosen.cells) if chosen else find_headers(tops)


def by_hand(headers: Headers, fields: Sequence[str]) -> Headers:
    """The headers with the columns as they were chosen; the buyer's name still tells who ordered."""
    texts = headers.texts
    columns = tuple(
        RecognisedColumn(
            index, texts[index] if index < len(texts) else "", Field(field), _whose(texts, index)
        )
        for index, field in enumerate(fields)
        if field
    )
    taken = {column.index for column in columns}
    buyers = (one for one in headers.candidates if one.whose is Whose.BUYER and one.field in NAMES)
    others = tuple(one for one in buyers if one.index not in taken)
    return Headers(headers.number, texts, (*columns, *others), columns)


def fields_of(headers: Headers, width: int) -> tuple[str, ...]:
    read = {column.index: column.field.value for column in headers.columns}
    return tuple(read.get(index, "") for index in range(width))


def width_of(table: Table, headers: Headers, lines: Sequence[Line]) -> int:
    """Of text that was split, a cell right of the last header is a sign that cells have shifted."""
    if table.separated:
        return headers.width
    return max([headers.width, *(_filled(line) for line in lines[:LOOKED_AT])])


def layout_of(table: Table, headers: Headers, guess: Sequence[str], fields: Sequence[str]) -> Layout:
    below = [line for line in table.lines if line.number > headers.number]
    columns = (_shown(index, headers, fields[index], below) for index in range(len(fields)))
    return Layout(
        sheets=table.sheets,
        sheet=table.sheet,
        tops=tuple(_top(line) for line in table.lines[:HEADER_DEPTH]),
        header=headers.number,
        columns=tuple(column for column in columns if column.header or column.samples),
        fields=tuple(fields),
        guess=tuple(guess),
    )


def _shown(index: int, headers: Headers, field: str, lines: Sequence[Line]) -> ShownColumn:
    header = quoted(headers.texts[index]) if index < headers.width else ""
    return ShownColumn(index, letter_of(index), header, tuple(_samples(index, lines)), field)


def _samples(index: int, lines: Sequence[Line]) -> Iterator[str]:
    """The first different ones."""
    seen: list[str] = []
    for line in lines[:LOOKED_AT]:
        cell = clean(line.cells[index])[:SAMPLE_LENGTH] if index < len(line.cells) else ""
        if cell and cell not in seen:
            seen.append(cell)
            yield cell
        if len(seen) == SAMPLES:
            return


def _top(line: Line) -> Top:
    return Top(line.number, quoted(", ".join(text for cell in line.cells if (text := clean(cell)))))


def _filled(line: Line) -> int:
    return max((index for index, cell in enumerate(line.cells, start=1) if cell.strip()), default=0)


def _whose(texts: Sequence[str], index: int) -> Whose:
    return whose_column(texts[index]) if index < len(texts) else Whose.UNSAID
