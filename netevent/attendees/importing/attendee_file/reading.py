"""The way of a list from bytes to `AttendeeFile`. Called by the import of attendees."""

from dataclasses import dataclass

from netevent.attendees.importing.attendee_file.headers import Field, Headers, RecognisedColumn
from netevent.attendees.importing.attendee_file.people.gathering import gather
from netevent.attendees.importing.attendee_file.people.rows import AttendeeRow
from netevent.attendees.importing.attendee_file.problems import (
    AttendeeFileUnreadable,
    Fault,
    Remark,
    UnreadableReason,
)
from netevent.attendees.importing.attendee_file.sheets import read_table
from netevent.attendees.importing.attendee_file.table import HEADER_DEPTH, Table, find_headers


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
    return AttendeeFile(found.rows, found.faults, found.remarks, used.columns, used.ignored)


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
