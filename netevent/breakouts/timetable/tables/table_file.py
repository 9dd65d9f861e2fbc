"""A timetable from a workbook or a .csv file. Called by `reading`.

Needed are a name, a start (in one column, or date and time in two), and an end or a duration.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time
from functools import partial
from pathlib import PurePath

from netevent.attendees.importing.attendee_file.table import Line, Table
from netevent.breakouts.timetable.faults import FaultReason, RowUnreadable
from netevent.breakouts.timetable.gathering import Gathering, Row
from netevent.breakouts.timetable.moments import (
    When,
    end_on_the_wall,
    joined,
    moments,
    read_duration,
    read_when,
)
from netevent.breakouts.timetable.tables.columns import Columns, Field, find_columns
from netevent.breakouts.timetable.tables.rows import read_rows
from netevent.breakouts.timetable.timetable import Timetable
from netevent.breakouts.timetable.unreadable import Reason, UnreadableTimetable

# “09:30–10:15” in the column of the start.
FROM_TO = re.compile(r"(\d{1,2}[:.h]\d{2})\s*[-–—]\s*(\d{1,2}[:.h]\d{2})", re.ASCII | re.IGNORECASE)
MIDNIGHT = {"24:00": "00:00", "24:00:00": "00:00", "24.00": "00:00"}


def read_table_file(content: bytes, filename: str, zone: str) -> Timetable:
    """The title is the file's name; times without an offset are on the clocks of `zone`.

    Raises:
        UnreadableTimetable: the table as a whole cannot be used.
    """
    table = read_rows(content)
    columns = required_columns(table)
    gathering = Gathering()
    for line in sorted((*table.lines, *table.hidden), key=lambda line: line.number):
        if line.number > columns.number:
            read = (
                partial(hidden_row, line)
                if line in table.hidden
                else partial(row_of, line, columns, table, zone)
            )
            gathering.take(line.number, read)
    timetable = gathering.timetable(PurePath(filename.replace("\\", "/")).stem, zone)
    return replace(timetable, silent=columns.silent)


def required_columns(table: Table) -> Columns:
    if not table.lines:
        raise UnreadableTimetable(Reason.EMPTY)
    columns = find_columns(table.lines)
    if len(columns.places) < 2:
        raise UnreadableTimetable(Reason.NOT_A_TIMETABLE)
    if not columns.complete:
        raise UnreadableTimetable(Reason.COLUMNS_MISSING, value=", ".join(filter(None, columns.texts)))
    return columns


def hidden_row(line: Line) -> Row:
    raise RowUnreadable(FaultReason.HIDDEN, next((cell for cell in line.cells if cell.strip()), ""))


def row_of(line: Line, columns: Columns, table: Table, zone: str) -> Row:
    """The session of one row.

    Raises:
        RowUnreadable: its cells have shifted, or its times cannot be read.
    """
    if table.separated and (left := [cell for cell in line.cells[len(columns.texts) :] if cell.strip()]):
        raise RowUnreadable(FaultReason.TOO_MANY_CELLS, left[0])
    text = partial(columns.text_in, line)
    if not text(Field.NAME):
        raise RowUnreadable(FaultReason.NAME_MISSING)
    start, until = split_range(text(Field.START))
    wall, shown = start_of(start, text(Field.DATE))
    starts = moments(wall, zone, shown)
    shown_end = text(Field.END) or until or text(Field.DURATION)
    row = Row(
        name=text(Field.NAME),
        start=starts[0],
        end=end_of(wall, starts[0], text(Field.END) or until, text(Field.DURATION), zone),
        shown_end=shown_end,
        code=text(Field.CODE),
        description="\n\n".join(columns.texts_in(line, Field.DESCRIPTION)),
        room=text(Field.ROOM),
        track=text(Field.TRACK),
        presenters=[name for cell in columns.texts_in(line, Field.PRESENTERS) for name in names_in(cell)],
        seats=text(Field.SEATS),
    )
    if len(starts) > 1:
        row.remark(FaultReason.TIME_COMES_TWICE, shown)
    return row


def split_range(start: str) -> tuple[str, str]:
    found = FROM_TO.fullmatch(start)
    return (found[1], found[2]) if found else (start, "")


def start_of(start: str, day: str) -> tuple[datetime, str]:
    """On the clock of the wall, and how the row says it."""
    shown = f"{day} {start}".strip()
    if not shown:
        raise RowUnreadable(FaultReason.START_MISSING)
    said, on = (read_when(text) if text else When("") for text in (start, day))
    date, at = said.date or on.date, said.time or on.time
    if date is None:
        raise RowUnreadable(FaultReason.NOT_A_TIME, shown)
    if at is None and not start:
        raise RowUnreadable(FaultReason.START_MISSING)
    # Excel's midnight comes as a date alone.
    return joined(date, at or time()), shown


def end_of(wall: datetime, start: datetime, end: str, duration: str, zone: str) -> datetime:
    """By the end where there is one, else by the duration, in UTC."""
    if not end:
        if not duration:
            raise RowUnreadable(FaultReason.END_MISSING)
        return start + read_duration(duration)
    ends = moments(end_on_the_wall(wall, read_when(MIDNIGHT.get(end, end))), zone, end)
    return next((moment for moment in ends if moment > start), ends[-1])


def names_in(cell: str) -> Iterator[str]:
    """Separated by semicolons or lines; by commas where there is neither."""
    separators = r"[;|\n]" if re.search(r"[;|\n]", cell) else ","
    return (name.strip() for name in re.split(separators, cell) if name.strip())
