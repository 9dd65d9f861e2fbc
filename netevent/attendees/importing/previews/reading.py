"""What the preview of a list shows: its columns, and its rows in groups with examples. Called in one read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from netevent.attendees.importing.attendee_file import (
    FaultReason,
    Field,
    Layout,
    ReadList,
    Remark,
    short_text,
    text,
)
from netevent.attendees.importing.previews.comparison import (
    ADDED,
    CHANGED,
    UNCHANGED,
    Outcome,
    RowPreview,
    compare,
)
from netevent.attendees.importing.previews.jobs import Upload
from netevent.attendees.importing.previews.service import MOST_ROWS_AT_ONCE, Kept
from netevent.attendees.importing.report import lines, tallied
from netevent.core.database import Transaction
from netevent.core.i18n import gettext

EXAMPLES = 5
ROWS_OF_A_PAGE = 50
# In the order in which they are shown; the reasons come behind them.
FIRST = (ADDED, CHANGED, UNCHANGED)


@dataclass(frozen=True, slots=True)
class Group:
    """Rows with the same lot. `reason` says why they are skipped, empty for the others."""

    key: str
    count: int
    reason: str
    rows: Sequence[RowPreview]


@dataclass(frozen=True, slots=True)
class Page:
    """A part of a group's rows; `first` and `last` count from 1."""

    group: Group
    page: int
    first: int
    last: int

    @property
    def has_next(self) -> bool:
        return self.last < self.group.count


@dataclass(frozen=True, slots=True)
class Preview:
    """`groups` and `sums` are empty while a column for the address or the name is missing."""

    id: int
    event_id: int
    title: str
    layout: Layout
    upload: Upload
    has_people: bool
    sums: dict[str, int]
    groups: tuple[Group, ...]
    remarks: tuple[str, ...]
    new_types: tuple[str, ...]

    @property
    def needs_email(self) -> bool:
        return Field.EMAIL.value not in self.layout.fields

    @property
    def needs_name(self) -> bool:
        names = {Field.FIRST_NAME, Field.LAST_NAME, Field.NAME, Field.REVERSED_NAME}
        return not names & set(self.layout.fields)

    @property
    def does_something(self) -> bool:
        return bool(self.sums.get(ADDED) or self.sums.get(CHANGED))

    @property
    def can_be_whole(self) -> bool:
        return not self.sums.get("skipped") and sum(self.sums.values()) <= MOST_ROWS_AT_ONCE


def read_preview(tx: Transaction, kept: Kept, found: ReadList, language: str) -> Preview:
    people = found.people
    outcome = compare(tx, kept.event_id, people, language) if people else Outcome()
    return Preview(
        id=kept.id,
        event_id=kept.event_id,
        title=kept.title,
        layout=found.layout,
        upload=kept.upload,
        has_people=people is not None,
        sums=_sums(outcome),
        groups=tuple(_groups(outcome)),
        remarks=tuple(_remark_lines(people.remarks)) if people else (),
        new_types=outcome.new_types,
    )


def read_rows(
    tx: Transaction, kept: Kept, found: ReadList, language: str, key: str, page: int
) -> Page | None:
    """None: there is no such group, or nothing on that page."""
    if found.people is None:
        return None
    rows = compare(tx, kept.event_id, found.people, language).groups.get(key, [])
    start = page * ROWS_OF_A_PAGE
    part = rows[start : start + ROWS_OF_A_PAGE]
    group = Group(key, len(rows), _reason(key), part)
    return Page(group, page, start + 1, start + len(part)) if part else None


def fault_text(row: RowPreview) -> str:
    """Why this row is skipped, in the reader's language."""
    return text(row.fault, gettext) if row.fault else ""


def _sums(outcome: Outcome) -> dict[str, int]:
    return {key: outcome.count(key) for key in FIRST} | {"skipped": outcome.skipped_count}


def _groups(outcome: Outcome) -> Iterator[Group]:
    """Who is added, changed, unchanged; then the reasons, the most rows first."""
    for key in FIRST:
        if rows := outcome.groups.get(key):
            yield Group(key, len(rows), "", rows[:EXAMPLES])
    for key, rows in sorted(outcome.skipped.items(), key=lambda one: -len(one[1])):
        yield Group(key, len(rows), _reason(key), rows[:EXAMPLES])


def _reason(key: str) -> str:
    return "" if key in FIRST else short_text(FaultReason(key), gettext)


def _remark_lines(remarks: tuple[Remark, ...]) -> Iterator[str]:
    yield from lines(tallied((), remarks), remarks)
