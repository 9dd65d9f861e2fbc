"""All lines below the headers: who comes in, who stays out, and what the columns mean by what stands in them.

Called by the reading of a list.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from netevent.attendees.importing.attendee_file.cleaning import clean, words_of
from netevent.attendees.importing.attendee_file.headers import (
    NAMES,
    Field,
    Headers,
    RecognisedColumn,
    Whose,
)
from netevent.attendees.importing.attendee_file.people.names import capitals_lead
from netevent.attendees.importing.attendee_file.people.rows import (
    AttendeeRow,
    email_key,
    fault_in,
    labelled,
    left_over,
    read_row,
)
from netevent.attendees.importing.attendee_file.people.states import speaks_against, state_against
from netevent.attendees.importing.attendee_file.problems import (
    Fault,
    FaultReason,
    Remark,
    RemarkReason,
    quoted,
)
from netevent.attendees.importing.attendee_file.table import Line
from netevent.attendees.importing.attendee_file.words.columns import VAGUE
from netevent.attendees.importing.attendee_file.words.names import SALUTATIONS
from netevent.core.comparing import normalize_name


@dataclass(slots=True)
class Gathered:
    """Every line that holds something is in `rows` or in `faults`. `headers` are those that were used."""

    headers: Headers
    rows: list[AttendeeRow] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Seen:
    """The row that has an address, and of which order it is."""

    row: AttendeeRow
    order: str


def gather(lines: Sequence[Line], headers: Headers, separated: bool) -> Gathered:
    """`separated`: cells come from splitting text, so that one too many means they have shifted."""
    used = settled(headers, lines)
    gathered = Gathered(used, remarks=list(remarks_on_columns(used)))
    surnames_lead = capitals_lead(whole_names(used, lines))
    seen: dict[str, Seen] = {}
    for line in lines:
        cells = labelled(line, used)
        shifted = left_over(line, used) if separated else None
        if not shifted and holds_nothing(cells.values()):
            continue
        by_field = {column.field: cell for column, cell in cells.items()}
        row, remarks = read_row(line.number, by_field, surnames_lead)
        key = email_key(row.email)
        bought = Seen(row, order_of(cells))
        fault = shifted or left_out(row, cells) or fault_in(row, key) or repeated(bought, key, seen)
        if fault:
            gathered.faults.append(fault)
            gathered.remarks.extend(remarks_on_first(fault))
        else:
            gathered.rows.append(row)
            gathered.remarks.extend(remarks)
    gathered.remarks = sorted(dict.fromkeys(gathered.remarks), key=lambda remark: remark.number)
    return gathered


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


def holds_nothing(cells: Collection[str]) -> bool:
    """Whether no known column says anything: a checkbox that is not ticked says nothing either."""
    return all(cell.casefold() in NOT_TICKED for cell in cells)


def left_out(row: AttendeeRow, cells: dict[RecognisedColumn, str]) -> Fault | None:
    state = state_against(cells)
    return Fault(row.number, FaultReason.STATE, quoted(state)) if state else None


def order_of(cells: dict[RecognisedColumn, str]) -> str:
    """By what the rows of one order are told: its number, or that the address is the buyer's."""
    number = next((cell for column, cell in cells.items() if column.field is Field.ORDER and cell), "")
    of_buyer = any(column.field is Field.EMAIL and column.whose is Whose.BUYER for column in cells)
    return number or ("buyer" if of_buyer else "")


def repeated(bought: Seen, key: str, seen: dict[str, Seen]) -> Fault | None:
    """The first good row with an address wins. Somebody else of the same order has none of their own: it is
    the buyer's."""
    earlier = seen.setdefault(key, bought)
    if earlier is bought:
        return None
    row, first = bought.row, earlier.row
    others = bool(bought.order) and bought.order == earlier.order and name_of(row) != name_of(first)
    reason = FaultReason.BUYERS_EMAIL if others else FaultReason.EMAIL_TWICE
    return Fault(row.number, reason, quoted(row.email), earlier=first.number)


def remarks_on_first(fault: Fault) -> Iterator[Remark]:
    """Who is in with an address that others of the order have, too, may not be the buyer."""
    if fault.reason is FaultReason.BUYERS_EMAIL:
        yield Remark(fault.earlier, RemarkReason.SHARED_EMAIL, fault.value)


def name_of(row: AttendeeRow) -> str:
    return normalize_name(f"{row.first_name} {row.last_name}")


# A checkbox, as spreadsheets of the seven languages write it.
NOT_TICKED = frozenset({"", "false", "onwaar", "falsch", "faux", "falso", "fałsz"})
