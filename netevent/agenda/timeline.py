"""The agenda: what an attendee has agreed to, and the own sessions, on one timeline.

Filled by `agenda.queries`; shown by `agenda.screens`; written for calendars by `calendar.file`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from itertools import groupby

from netevent.appointments.appointment import NEAR
from netevent.core.clock import MINUTE, local, utc
from netevent.core.i18n.localized import LocalizedText

NEXT = 3


class State(StrEnum):
    """How certain an entry is. Only the first three stand on the timeline."""

    agreed = "agreed"
    kept = "kept"  # a seat in a session
    in_line = "in_line"  # for a seat in a session
    proposed = "proposed"
    cancelled = "cancelled"


SHOWN = (State.agreed, State.kept, State.in_line)


@dataclass(frozen=True, slots=True)
class Entry:
    """An appointment, or a session. `title` is the session's name, or that of the other person.

    `id` is unique among the appointments, and among the sessions. A session has no notes, and an
    appointment no waiting list.
    """

    id: int
    start: datetime
    end: datetime
    title: str
    place: str
    state: State
    changed_at: datetime
    is_session: bool = False
    in_line: int = 0
    notes: str = ""
    revision: int = 0

    @property
    def minutes(self) -> int:
        return (self.end - self.start) // MINUTE

    def overlaps(self, other: Entry) -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Agenda:
    """All of one attendee's entries by time, in the event's zone; `language` is the attendee's."""

    attendee_id: int
    event_name: LocalizedText
    zone: str
    language: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """An entry on the timeline, and the entries it overlaps that are not over."""

    entry: Entry
    overlapping: tuple[Entry, ...]
    is_past: bool
    is_now: bool


@dataclass(frozen=True, slots=True)
class Day:
    """`now_before` is the position of the line that shows the current time; None unless it is today."""

    start: datetime
    lines: tuple[Line, ...]
    now_before: int | None


def timeline(agenda: Agenda, now: datetime) -> tuple[Day, ...]:
    """The days on which something starts, in the event's time zone."""
    shown = [entry for entry in agenda.entries if entry.state in SHOWN]
    today = local(now, agenda.zone).date()
    days = groupby(shown, key=lambda entry: local(entry.start, agenda.zone).date())
    return tuple(_day(tuple(entries), shown, now, date == today) for date, entries in days)


def next_entries(agenda: Agenda, now: datetime) -> tuple[Entry, ...]:
    """What comes next, beginning with what goes on now."""
    to_come = [entry for entry in agenda.entries if entry.state in SHOWN and entry.end > now]
    return tuple(to_come[:NEXT])


def looks_the_same_until(agenda: Agenda, now: datetime) -> datetime:
    """When the next entry or the next day begins or ends: until then time alone changes nothing.

    Shortly before an appointment it is the next minute of its reminder.
    """
    tomorrow = local(now, agenda.zone).date() + timedelta(days=1)
    midnight = utc(datetime.combine(tomorrow, time()), agenda.zone)
    moments = (moment for entry in agenda.entries for moment in _transitions(entry))
    return min([midnight, *(moment for moment in moments if moment > now)])


def _transitions(entry: Entry) -> list[datetime]:
    counted = range(1, NEAR // MINUTE + 1) if entry.state is State.agreed else ()
    return [entry.start, entry.end, *(entry.start - minutes * MINUTE for minutes in counted)]


def _day(entries: tuple[Entry, ...], shown: Iterable[Entry], now: datetime, is_today: bool) -> Day:
    lines = tuple(_line(entry, shown, now) for entry in entries)
    begun = sum(entry.start <= now for entry in entries)
    return Day(entries[0].start, lines, begun if is_today else None)


def _line(entry: Entry, shown: Iterable[Entry], now: datetime) -> Line:
    still = [other for other in shown if other is not entry and other.end > now]
    overlapping = tuple(other for other in still if other.overlaps(entry))
    return Line(entry, overlapping, is_past=entry.end <= now, is_now=entry.start <= now < entry.end)
