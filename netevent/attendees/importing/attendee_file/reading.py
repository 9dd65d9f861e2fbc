"""The way of a list from bytes to `AttendeeFile`. Called by the import of attendees."""

from collections.abc import Sequence
from dataclasses import dataclass

from netevent.attendees.importing.attendee_file.headers import Field, Headers, RecognisedColumn
from netevent.attendees.importing.attendee_file.layout import (
    Choice,
    Layout,
    by_hand,
    fields_of,
    headers_in,
    layout_of,
    width_of,
)
from netevent.attendees.importing.attendee_file.people.gathering import gather
from netevent.attendees.importing.attendee_file.people.rows import AttendeeRow
from netevent.attendees.importing.attendee_file.people.settling import settled
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
from netevent.attendees.importing.attendee_file.table import Line, Table


@dataclass(frozen=True, slots=True)
class AttendeeFile:
    """A list as it was read. Every row that holds something is either in `rows` or in `faults`."""

    rows: tuple[AttendeeRow, ...]
    faults: tuple[Fault, ...]
    remarks: tuple[Remark, ...]
    columns: tuple[RecognisedColumn, ...]
    ignored: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadList:
    """How a list is laid out, and its people; None while its columns do not say an address and a name."""

    layout: Layout
    people: AttendeeFile | None


def read_attendee_file(content: bytes, filename: str) -> AttendeeFile:
    """By our guess alone. Raises `AttendeeFileUnreadable` when the list as a whole cannot be used."""
    table = read_table(content, filename)
    headers = some_headers(table, 0)
    require_complete(headers)
    below = required_lines(table, headers)
    return people_in(table, headers, settled(headers, below), below)


def read_list(content: bytes, filename: str, choice: Choice) -> ReadList:
    """As the organizer chose to have it read, where nothing was chosen by our guess.

    Raises:
        AttendeeFileUnreadable: there is nothing to choose from.
    """
    table = read_table(content, filename, choice.sheet)
    headers = some_headers(table, choice.header)
    below = required_lines(table, headers)
    guessed, width = settled(headers, below), width_of(table, headers, below)
    guess = fields_of(guessed, width)
    chosen = choice.fields is not None and len(choice.fields) == width and choice.fields != guess
    used = by_hand(headers, choice.fields or ()) if chosen else guessed
    layout = layout_of(table, headers, guess, fields_of(used, width) if not chosen else choice.fields or ())
    usable = used.complete and not layout.doubled
    return ReadList(layout, people_in(table, headers, used, below) if usable else None)


def people_in(table: Table, headers: Headers, used: Headers, below: Sequence[Line]) -> AttendeeFile:
    found = gather(below, used, table.separated)
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


def some_headers(table: Table, number: int) -> Headers:
    headers = headers_in(table, number)
    if headers is None:
        raise AttendeeFileUnreadable(UnreadableReason.EMPTY)
    return headers


def required_lines(table: Table, headers: Headers) -> list[Line]:
    below = [line for line in table.lines if line.number > headers.number]
    if not below:
        raise AttendeeFileUnreadable(UnreadableReason.NO_ATTENDEES)
    return below


def require_complete(headers: Headers) -> None:
    found = ", ".join([column.header for column in headers.columns] + list(headers.ignored))
    if not headers.has(Field.EMAIL):
        raise AttendeeFileUnreadable(UnreadableReason.NO_EMAIL_COLUMN, found)
    if not headers.names_people:
        raise AttendeeFileUnreadable(UnreadableReason.NO_NAME_COLUMN, found)
