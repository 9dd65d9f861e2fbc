"""The way of a list from bytes to `AttendeeFile`. Called by the import of attendees."""

from collections.abc import Sequence
from dataclasses import dataclass

from netevent.attendees.importing.attendee_file.headers import Field, Headers, RecognisedColumn
from netevent.attendees.importing.attendee_file.people.gathering import gather
from netevent.attendees.importing.attendee_file.people.rows import AttendeeRow
from netevent.attendees.importing.attendee_file.problems import (
    AttendeeFileUnreadable,
    Fault,
    FaultReason,
    Remark,
    RemarkReason,
    UnreadableReason,
    quoted,
)
from netevent.attendees.importing.attendee_file.sheets import read_table
from netevent.attendees.importing.attendee_file.table import HEADER_DEPTH, Line, Table, find_headers


@dataclass(frozen=True, slots=True)
class AttendeeFile:
    """A list as it was read. Every row that holds something is either in `rows` or in `faults`."""

    rows: tuple[AttendeeRow, ...]
    faults: tuple[Fault, ...]
    remarks: tuple[Remark, ...]
    columns: tuple[RecognisedColumn, ...]
    ignored: tuple[str, ...]


def read_attendee_file(content: bytes, filename: str) -> AttendeeFile:
    """Raises `AttendeeFileUnreadable` when the list as a whole cannot be used."""
    table = read_table(content, filename)
    headers = required_headers(table)
    below = [line for line in table.lines if line.number > headers.number]
    if not below:
        raise AttendeeFileUnreadable(UnreadableReason.NO_ATTENDEES)
    found = gather(below, headers, table.separated)
    used = found.headers
    faults = (*found.faults, *hidden_people(table, headers))
    remarks = (*remarks_on_file(table), *unreadable_letters(below), *found.remarks)
    return AttendeeFile(found.rows, faults, remarks, used.columns, used.ignored)


def hidden_people(table: Table, headers: Headers) -> list[Fault]:
    """Rows that the sheet does not show to who looks at it."""
    hidden = [line for line in table.hidden if line.number > headers.number]
    return [Fault(line.number, FaultReason.HIDDEN, first_text(line)) for line in hidden]


def remarks_on_file(table: Table) -> list[Remark]:
    """What to know of the whole list, of no row. A workbook's only sheet need not be named."""
    others = {RemarkReason.MORE_PEOPLE: table.more_people, RemarkReason.SHEETS_LEFT: table.left}
    told = {reason: ", ".join(names) for reason, names in others.items() if names}
    if told:
        told = {RemarkReason.SHEET: table.sheet, **told}
    if table.doubt:
        told[RemarkReason.LETTERS_IN_DOUBT] = table.doubt
    return [Remark(0, reason, quoted(value)) for reason, value in told.items()]


def unreadable_letters(lines: Sequence[Line]) -> list[Remark]:
    broken = ((line.number, cell) for line in lines for cell in line.cells if "\ufffd" in cell)
    return [Remark(number, RemarkReason.UNREADABLE_LETTER, quoted(cell)) for number, cell in broken]


def first_text(line: Line) -> str:
    return quoted(next((cell for cell in line.cells if cell.strip()), ""))


def required_headers(table: Table) -> Headers:
    headers = find_headers(table.lines[:HEADER_DEPTH])
    if headers is None:
        raise AttendeeFileUnreadable(UnreadableReason.EMPTY)
    found = ", ".join([column.header for column in headers.columns] + list(headers.ignored))
    if not headers.has(Field.EMAIL):
        raise AttendeeFileUnreadable(UnreadableReason.NO_EMAIL_COLUMN, found)
    if not headers.names_people:
        raise AttendeeFileUnreadable(UnreadableReason.NO_NAME_COLUMN, found)
    return headers
