"""What would become of each row of a list, by what stands in the database now. Called in one read.

The same rules as the import's (`importer.Entry`), without writing anything.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from netevent.attendees.importing import queries
from netevent.attendees.importing.attendee_file import AttendeeFile, AttendeeRow, Fault, FaultReason
from netevent.attendees.importing.importer import Entry, entries_of
from netevent.attendees.importing.queries import TYPE, Standing, Was
from netevent.attendees.types.queries import select_types
from netevent.core.database import Transaction
from netevent.core.text.comparing import plain_name

AT_ONCE = 500
# Groups of rows, besides one for each reason for which rows are skipped.
ADDED, CHANGED, UNCHANGED = "added", "changed", "unchanged"


@dataclass(frozen=True, slots=True)
class RowPreview:
    """One row: whom it is about, the fields that it would change, or why it would be skipped."""

    number: int
    name: str = ""
    email: str = ""
    was: tuple[Was, ...] = ()
    fault: Fault | None = None


@dataclass(slots=True)
class Outcome:
    """The rows by their groups; `new_types` would be made."""

    groups: dict[str, list[RowPreview]] = field(default_factory=dict)
    new_types: tuple[str, ...] = ()

    def add(self, group: str, row: RowPreview) -> None:
        self.groups.setdefault(group, []).append(row)

    def count(self, group: str) -> int:
        return len(self.groups.get(group, ()))

    @property
    def skipped(self) -> dict[str, list[RowPreview]]:
        return {name: rows for name, rows in self.groups.items() if name not in (ADDED, CHANGED, UNCHANGED)}

    @property
    def skipped_count(self) -> int:
        return sum(map(len, self.skipped.values()))


def compare(tx: Transaction, event_id: int, people: AttendeeFile, language: str) -> Outcome:
    outcome = Outcome()
    for fault in people.faults:
        outcome.add(fault.reason, RowPreview(fault.number, fault=fault))
    names = {one.id: one.name for one in select_types(tx, event_id)}
    ids, outcome.new_types = _types(names, people.rows)
    names |= {ids[plain_name(name)]: name for name in outcome.new_types}
    free = queries.select_free_seats(tx, event_id)
    for start in range(0, len(people.rows), AT_ONCE):
        entries = entries_of(people.rows[start : start + AT_ONCE], ids, language)
        standing = queries.select_standing(tx, event_id, entries.keys())
        for key, entry in entries.items():
            _place(outcome, entry, standing.get(key), free, names)
    return outcome


def _place(
    outcome: Outcome, entry: Entry, standing: Standing | None, free: int | None, names: Mapping[int, str]
) -> None:
    row = entry.row
    if standing is None:
        if free is not None and outcome.count(ADDED) >= free:
            fault = Fault(row.number, FaultReason.EVENT_FULL, row.email)
            outcome.add(FaultReason.EVENT_FULL, replace(_shown(row), fault=fault))
        else:
            outcome.add(ADDED, _shown(row))
        return
    was = tuple(_readable(one, names) for one in queries.differences(standing, entry.over(standing)))
    is_changed = bool(was) or standing.is_unconfirmed
    outcome.add(CHANGED if is_changed else UNCHANGED, _shown(row, was))


def _shown(row: AttendeeRow, was: tuple[Was, ...] = ()) -> RowPreview:
    return RowPreview(row.number, f"{row.first_name} {row.last_name}".strip(), row.email, was)


def _readable(was: Was, names: Mapping[int, str]) -> Was:
    """With the names of types in place of their numbers."""
    if was.field != TYPE:
        return was
    old, new = (names.get(int(number), "") if number else "" for number in (was.old, was.new))
    return Was(was.field, old, new)


def _types(names: Mapping[int, str], rows: Sequence[AttendeeRow]) -> tuple[dict[str, int], tuple[str, ...]]:
    """The id of each type of the list, below zero for those that would be made; and these."""
    ids = {plain_name(name): type_id for type_id, name in names.items()}
    new: list[str] = []
    for name in dict.fromkeys(row.type_name for row in rows if row.type_name):
        if plain_name(name) not in ids:
            new.append(name)
            ids[plain_name(name)] = -len(new)
    return ids, tuple(new)
