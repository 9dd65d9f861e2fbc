"""Which row has which address. Called by the gathering.

An order for three people often has one address, the buyer's: it is that of one of them at most.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from netevent.attendees.importing.attendee_file.cleaning import clean, words_of
from netevent.attendees.importing.attendee_file.headers import NAMES, Field, Headers, RecognisedColumn, Whose
from netevent.attendees.importing.attendee_file.people.rows import AttendeeRow, name_in
from netevent.attendees.importing.attendee_file.problems import (
    Fault,
    FaultReason,
    Remark,
    RemarkReason,
    quoted,
)
from netevent.attendees.importing.attendee_file.table import Line


@dataclass(frozen=True, slots=True)
class Bought:
    """A row, by what its order is told, and who ordered; '' is not given."""

    row: AttendeeRow
    order: str
    buyer: str

    @property
    def person(self) -> str:
        return compared(f"{self.row.first_name} {self.row.last_name}")

    @property
    def is_buyers(self) -> bool:
        return self.person == self.buyer

    def is_beside(self, other: "Bought") -> bool:
        """Whether somebody else of the same order."""
        return bool(self.order) and self.order == other.order and self.person != other.person


@dataclass(slots=True)
class Addresses:
    """The row that has an address. `given_up` are those who had it before it was known to be the buyer's."""

    rows: dict[str, Bought] = field(default_factory=dict)
    given_up: dict[int, Fault] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)

    def take(self, key: str, bought: Bought) -> Fault | None:
        """The first good row with an address gets it, but in an order the buyer; no guess stays unsaid."""
        earlier = self.rows.setdefault(key, bought)
        if earlier is bought:
            return None
        if not bought.is_beside(earlier):
            address = quoted(bought.row.email)
            return Fault(bought.row.number, FaultReason.EMAIL_TWICE, address, earlier=earlier.row.number)
        if bought.is_buyers:
            self.rows[key] = bought
            self._give_up(earlier)
            return None
        if not bought.buyer:
            address = quoted(earlier.row.email)
            self.remarks.append(Remark(earlier.row.number, RemarkReason.SHARED_EMAIL, address))
        elif not earlier.is_buyers:
            self._give_up(earlier)
        return has_none(bought.row)

    def _give_up(self, bought: Bought) -> None:
        self.given_up[bought.row.number] = has_none(bought.row)


def bought_by(
    row: AttendeeRow, cells: Mapping[RecognisedColumn, str], line: Line, headers: Headers
) -> Bought:
    return Bought(row, order_of(cells), buyer_of(line, headers))


def order_of(cells: Mapping[RecognisedColumn, str]) -> str:
    """By what the rows of one order are told: its number, or that the address is the buyer's."""
    number = next((cell for column, cell in cells.items() if column.field is Field.ORDER and cell), "")
    of_buyer = any(column.field is Field.EMAIL and column.whose is Whose.BUYER for column in cells)
    return number or ("buyer" if of_buyer else "")


def buyer_of(line: Line, headers: Headers) -> str:
    """The name of who ordered, where the list gives it beside the attendee's."""
    columns = (one for one in headers.candidates if one.whose is Whose.BUYER and one.field in NAMES)
    cells = {one.field: clean(line.cells[one.index]) for one in columns if one.index < len(line.cells)}
    name = name_in(cells, surnames_lead=False) if cells else None
    return compared(f"{name.first} {name.last}") if name else ""


def compared(name: str) -> str:
    return " ".join(sorted(words_of(name)))


def has_none(row: AttendeeRow) -> Fault:
    return Fault(row.number, FaultReason.BUYERS_EMAIL, quoted(row.email))
