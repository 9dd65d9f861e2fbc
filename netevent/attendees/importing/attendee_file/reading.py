"""The way of a list from bytes to `Roster`. Called by the import of attendees."""

from dataclasses import dataclass

from netevent.attendees.importing.attendee_file.headers import Field, Headers, RecognisedColumn
from netevent.attendees.importing.attendee_file.problems import (
    Fault,
    FaultReason,
    Remark,
    RosterUnreadable,
    UnreadableReason,
    quoted,
)
from netevent.attendees.importing.attendee_file.rows import (
    RosterRow,
    email_key,
    fault_in,
    left_over,
    read_row,
)
from netevent.attendees.importing.attendee_file.sheets import read_table
from netevent.attendees.importing.attendee_file.table import HEADER_DEPTH, Line, Table, find_headers


@dataclass(frozen=True, slots=True)
class Roster:
    """A list as it was read. Every row that is not empty is either in `rows` or in `faults`."""

    rows: tuple[RosterRow, ...]
    faults: tuple[Fault, ...]
    remarks: tuple[Remark, ...]
    columns: tuple[RecognisedColumn, ...]
    ignored: tuple[str, ...]


def read_roster(content: bytes, filename: str) -> Roster:
    """Raises `RosterUnreadable` when the list as a whole cannot be used."""
    table = read_table(content, filename)
    headers = required_headers(table)
    below = [line for line in table.lines if line.number > headers.number]
    if not below:
        raise RosterUnreadable(UnreadableReason.NO_ATTENDEES)
    return gather(below, headers, table.separated)


def required_headers(table: Table) -> Headers:
    headers = find_headers(table.lines[:HEADER_DEPTH])
    if headers is None:
        raise RosterUnreadable(UnreadableReason.EMPTY)
    found = ", ".join([column.header for column in headers.columns] + list(headers.ignored))
    if not headers.has(Field.EMAIL):
        raise RosterUnreadable(UnreadableReason.NO_EMAIL_COLUMN, found)
    if not headers.names_people:
        raise RosterUnreadable(UnreadableReason.NO_NAME_COLUMN, found)
    return headers


def gather(lines: list[Line], headers: Headers, separated: bool) -> Roster:
    rows: list[RosterRow] = []
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
    return Roster(tuple(rows), tuple(faults), tuple(remarks), headers.columns, headers.ignored)


def repeated(row: RosterRow, key: str, seen: dict[str, int]) -> Fault | None:
    """The first good row with an address wins; `seen` remembers which one that was."""
    earlier = seen.setdefault(key, row.number)
    if earlier == row.number:
        return None
    return Fault(row.number, FaultReason.EMAIL_TWICE, quoted(row.email), earlier=earlier)
