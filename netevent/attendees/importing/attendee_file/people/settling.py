"""What columns mean by what stands in them, and what to say of whose they are. Called by the gathering."""

from collections.abc import Collection, Iterator, Sequence

from netevent.attendees.importing.attendee_file.cleaning import clean, words_of
from netevent.attendees.importing.attendee_file.headers import (
    NAMES,
    Field,
    Headers,
    RecognisedColumn,
    Whose,
)
from netevent.attendees.importing.attendee_file.people.states import speaks_against
from netevent.attendees.importing.attendee_file.problems import Remark, RemarkReason, quoted
from netevent.attendees.importing.attendee_file.table import Line
from netevent.attendees.importing.attendee_file.words.columns import VAGUE
from netevent.attendees.importing.attendee_file.words.names import SALUTATIONS


def settled(headers: Headers, lines: Sequence[Line]) -> Headers:
    """The headers without the columns that hold nothing of what they are called.

    A shop writes a column for the attendee's address also where nobody was asked for it; below “Title” stands
    Mrs or Dr.; a “State” is often a part of a country.
    """
    cells = {column: list(cells_below(column, lines)) for column in headers.candidates}
    filled = [column for column in headers.candidates if cells[column]]
    return headers.without(lambda column: not fits(column, cells[column], filled))


def fits(column: RecognisedColumn, cells: list[str], filled: Collection[RecognisedColumn]) -> bool:
    if column.field is Field.STATE and "".join(words_of(column.header)) in VAGUE:
        return any(speaks_against(cell) for cell in cells)
    if not cells:
        kind = NAMES if column.field in NAMES else (column.field,)
        return not any(other.field in kind and other.whose is not column.whose for other in filled)
    if column.field is Field.ROLE:
        return 2 * sum(is_salutation(cell) for cell in cells) <= len(cells)
    if column.field in (Field.NAME, Field.REVERSED_NAME):  # below “Attendee #” stand numbers
        return not all(cell.lstrip("# ").isdecimal() for cell in cells)
    return True


def cells_below(column: RecognisedColumn, lines: Sequence[Line]) -> Iterator[str]:
    for line in lines:
        if column.index < len(line.cells) and (cell := clean(line.cells[column.index])):
            yield cell


def is_salutation(cell: str) -> bool:
    """“Mrs”, “Prof. Dr.” and “Dr.-Ing.”."""
    words = cell.replace(".", " ").replace("-", " ").casefold().split()
    return bool(words) and SALUTATIONS.issuperset(words)


def whole_names(headers: Headers, lines: Sequence[Line]) -> Iterator[str]:
    for column in headers.columns:
        if column.field in (Field.NAME, Field.REVERSED_NAME):
            yield from cells_below(column, lines)


def remarks_on_columns(headers: Headers) -> Iterator[Remark]:
    """What to know of whose columns were used; the row is that of the headers."""
    shown = (*NAMES, Field.EMAIL, Field.ORGANISATION, Field.PHONE)
    used = [column for column in headers.columns if column.field in shown]
    bought = [column.header for column in used if column.whose is Whose.BUYER]
    if bought:
        yield Remark(headers.number, RemarkReason.BUYERS_COLUMN, quoted(", ".join(bought)))
    elsewhere = any(one.field is Field.EMAIL and one.whose is Whose.BUYER for one in headers.candidates)
    if headers.speaks_of_orders and not headers.speaks_of_attendees and not elsewhere:
        for column in used:
            if column.field is Field.EMAIL:
                yield Remark(headers.number, RemarkReason.PERHAPS_BUYERS, quoted(column.header))
