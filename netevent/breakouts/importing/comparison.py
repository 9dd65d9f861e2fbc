"""What a timetable would make of a programme. Called by the preview and by the import, which do the same.

Sessions match by what the timetable calls them. One that was made by hand matches by its code, which is what
an export calls it; all others made by hand are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from netevent.breakouts import service
from netevent.breakouts.details import Details
from netevent.breakouts.exporting.sessions import as_timetable
from netevent.breakouts.session import Session
from netevent.breakouts.timetable import Timetable, TimetableSession
from netevent.breakouts.timetable.rich_text import marked_text, plain_text
from netevent.core.errors import Refusal

# Of a description, in characters.
MOST_SHOWN, SHOWN_BEFORE = 200, 40
Value = str | int | datetime | tuple[str, ...] | None


class Field(StrEnum):
    name = "name"
    description = "description"
    start = "start"
    end = "end"
    room = "room"
    track = "track"
    presenters = "presenters"
    seats = "seats"


@dataclass(frozen=True, slots=True)
class Difference:
    field: Field
    old: Value
    new: Value

    @property
    def old_shown(self) -> Value:
        return self._shown(self.old)

    @property
    def new_shown(self) -> Value:
        return self._shown(self.new)

    def _shown(self, value: Value) -> Value:
        """Of long texts the part where they begin to differ."""
        if self.field is not Field.description:
            return value
        begin = max(0, _same_until(str(self.old), str(self.new)) - SHOWN_BEFORE)
        part = str(value)[begin : begin + MOST_SHOWN]
        after = "…" if begin + MOST_SHOWN < len(str(value)) else ""
        return f"{'…' if begin else ''}{part}{after}"


def _same_until(one: str, other: str) -> int:
    """How many characters from the first on: by halves, for a timetable has megabytes of them."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if one[:middle] == other[:middle] else (low, middle - 1)
    return low


@dataclass(frozen=True, slots=True)
class Changed:
    session: Session
    new: TimetableSession
    differences: tuple[Difference, ...]

    @property
    def details(self) -> Details:
        """Seats only where the timetable says how many; those held back stay held back."""
        return details_of(self.new, self.new.seats or self.session.capacity, self.session.held)


@dataclass(frozen=True, slots=True)
class Refused:
    """A session that stays as it is, because a rule refuses what the timetable says."""

    session: Session
    why: Refusal


@dataclass(frozen=True, slots=True)
class Comparison:
    """`gone` came from a timetable and is not in this one. All sessions of `standing` are somewhere."""

    standing: tuple[Session, ...]
    new: tuple[TimetableSession, ...]
    changed: tuple[Changed, ...]
    unchanged: tuple[Session, ...]
    refused: tuple[Refused, ...]
    gone: tuple[Session, ...]


def compare(standing: Sequence[Session], timetable: Timetable) -> Comparison:
    """Raises TooManySessions: with the new ones the event would have too many."""
    matched = dict(_matched(standing, timetable))
    new = tuple(one for one in timetable.sessions if one.upstream_id not in matched)
    service.require_room_for(len(standing) + len(new))
    pairs = [(matched[one.upstream_id], one) for one in timetable.sessions if one.upstream_id in matched]
    told = [(session, _with_what_is_not_said(session, one, timetable)) for session, one in pairs]
    compared = [Changed(session, one, tuple(_differences(session, one))) for session, one in told]
    refused = tuple(_refused(compared))
    left = {one.session.id for one in refused}
    return Comparison(
        standing=tuple(standing),
        new=new,
        changed=tuple(one for one in compared if one.differences and one.session.id not in left),
        unchanged=tuple(one.session for one in compared if not one.differences),
        refused=refused,
        gone=tuple(one for one in standing if one.upstream_id and one.upstream_id not in matched),
    )


def details_of(one: TimetableSession, capacity: int | None, held: int = 0) -> Details:
    return Details(one.name, one.start, one.end, one.description, one.room, capacity, held, one.track)


def _matched(standing: Sequence[Session], timetable: Timetable) -> Iterator[tuple[str, Session]]:
    by_code = {session.code: session for session in standing if not session.upstream_id}
    known = by_code | {session.upstream_id: session for session in standing if session.upstream_id}
    for one in timetable.sessions:
        if one.upstream_id in known:
            yield one.upstream_id, known[one.upstream_id]


def _with_what_is_not_said(session: Session, one: TimetableSession, timetable: Timetable) -> TimetableSession:
    """A table without a column for rooms takes no session's room away."""
    known = as_timetable(session)
    return replace(one, **{field: getattr(known, field) for field in timetable.silent})


def _differences(session: Session, one: TimetableSession) -> Iterator[Difference]:
    known = as_timetable(session)
    for field in Field:
        old, new = getattr(known, field), getattr(one, field)
        if field is Field.seats and new is None:
            continue
        if old != new and not (field is Field.description and plain_text(marked_text(old)) == new):
            yield Difference(field, old, new)


def _refused(compared: Sequence[Changed]) -> Iterator[Refused]:
    for one in compared:
        try:
            service.check(one.details)
        except Refusal as refusal:
            if one.differences:
                yield Refused(one.session, refusal)
