"""All lines below the headers: who comes in, and who stays out and why. Called by the reading of a list."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from netevent.attendees.importing.attendee_file.headers import Headers, RecognisedColumn
from netevent.attendees.importing.attendee_file.people.names import capitals_lead
from netevent.attendees.importing.attendee_file.people.orders import Addresses, bought_by
from netevent.attendees.importing.attendee_file.people.rows import (
    AttendeeRow,
    email_key,
    fault_in,
    labelled,
    left_over,
    read_row,
)
from netevent.attendees.importing.attendee_file.people.settling import (
    remarks_on_columns,
    whole_names,
)
from netevent.attendees.importing.attendee_file.people.states import state_against
from netevent.attendees.importing.attendee_file.problems import Fault, FaultReason, Remark, quoted
from netevent.attendees.importing.attendee_file.table import Line


@dataclass(frozen=True, slots=True)
class Gathered:
    """Every line that holds something is in `rows` or in `faults`. `headers` are those that were used."""

    headers: Headers
    rows: tuple[AttendeeRow, ...]
    faults: tuple[Fault, ...]
    remarks: tuple[Remark, ...]


@dataclass(slots=True)
class Gathering:
    """What is found line by line. `separated`: cells come from splitting text, so that one too many means
    they have shifted."""

    headers: Headers
    separated: bool
    surnames_lead: bool
    rows: list[AttendeeRow] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    addresses: Addresses = field(default_factory=Addresses)

    def take(self, line: Line) -> None:
        cells = labelled(line, self.headers)
        shifted = left_over(line, self.headers) if self.separated else None
        if shifted:
            self.faults.append(shifted)
        elif not holds_nothing(cells.values()):
            self._take_row(line, cells)

    def _take_row(self, line: Line, cells: Mapping[RecognisedColumn, str]) -> None:
        by_field = {column.field: cell for column, cell in cells.items()}
        row, remarks = read_row(line.number, by_field, self.surnames_lead)
        key = email_key(row.email)
        fault = absent(row, cells) or fault_in(row, key)
        fault = fault or self.addresses.take(key, bought_by(row, cells, line, self.headers))
        if fault:
            self.faults.append(fault)
        else:
            self.rows.append(row)
            self.remarks.extend(remarks)

    @property
    def result(self) -> Gathered:
        given_up = self.addresses.given_up
        rows = (row for row in self.rows if row.number not in given_up)
        remarks = {*self.remarks, *self.addresses.remarks, *remarks_on_columns(self.headers)}
        return Gathered(
            self.headers,
            tuple(rows),
            tuple(sorted([*self.faults, *given_up.values()], key=lambda fault: fault.number)),
            tuple(sorted((one for one in remarks if one.number not in given_up), key=in_order)),
        )


def gather(lines: Sequence[Line], used: Headers, separated: bool) -> Gathered:
    gathering = Gathering(used, separated, capitals_lead(whole_names(used, lines)))
    for line in lines:
        gathering.take(line)
    return gathering.result


def holds_nothing(cells: Collection[str]) -> bool:
    """Whether no known column says anything: a checkbox that is not ticked says nothing either."""
    return all(cell.casefold() in NOT_TICKED for cell in cells)


def absent(row: AttendeeRow, cells: Mapping[RecognisedColumn, str]) -> Fault | None:
    state = state_against(cells)
    return Fault(row.number, FaultReason.STATE, quoted(state)) if state else None


def in_order(remark: Remark) -> tuple[int, str, str]:
    return remark.number, remark.reason, remark.value


# A checkbox, as spreadsheets of the seven languages write it.
NOT_TICKED = frozenset({"", "false", "onwaar", "falsch", "faux", "falso", "fałsz"})
