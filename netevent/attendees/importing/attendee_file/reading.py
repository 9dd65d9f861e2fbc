"""The way of a list from bytes to `AttendeeFile`. Called by the import of attendees."""

from dataclasses import dataclass

from netevent.attendees.importing.attendee_file.headers import Field, Headers, RecognisedColumn
from netevent.attendees.importing.attendee_file.problems import (
    AttendeeFileUnreadable,
    Fault,
    FaultReason,
    Remark,
    UnreadableReason,
    quoted,
)
from netevent.attendees.importing.attendee_file.rows import (
    AttendeeRow,
    email_key,
    fault_in,
    left_over,
    read_row,
)
from netevent.attendees.importing.attendee_file.sheets import read_table
from netevent.attendees.importing.attendee_file.table import HEADER_DEPTH, Line, Table, find_headers


@dataclass(frozen=True, slots=True)
class AttendeeFile:
    """A list as it was read. Every row that is not empty is either in `rows` or in `faults`."""

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
    return gather(below, headers, table.separated)


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


def gather(lines: list[Line], headers: Headers, separated: bool) -> AttendeeFile:
    rows: list[AttendeeRow] = []
    faults: list[Fault] = []
    remarks: list[Remark] = []
    seen: dict[str, int] = {}
    for line in lines:
        row, remarked = read_row(line, headers)
        key = email_key(row.email)
        shifted = left_over(line, headers) if separated else None
        fault = shifted or fault_in(row, key) or repeated(row, key, seen)
        if fault:
            faults.append(fault)
            continue
        rows.append(row)
        remarks.extend(remarked)
    return AttendeeFile(tuple(rows), tuple(faults), tuple(remarks), headers.columns, headers.ignored)


def repeated(row: AttendeeRow, key: str, seen: dict[str, int]) -> Fault | None:
    """The first good row with an address wins; `seen` remembers which one that was."""
    earlier = seen.setdefault(key, row.number)
    if earlier == row.number:
        return None
    return Fault(row.number, FaultReason.EMAIL_TWICE, quoted(row.email), earlier=earlier)
