"""A session at the time of an appointment, and what its attendee said to the question about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Overlap:
    """A session in which the attendee has a seat, or a place in line (`is_waiting`). Times are UTC."""

    id: int
    event_id: int
    name: str
    start: datetime
    end: datetime
    is_waiting: bool

    def is_during(self, start: datetime, end: datetime) -> bool:
        return self.start < end and start < self.end


@dataclass(frozen=True, slots=True)
class Answer:
    """Which sessions the question named, and which of them to give up; the others are kept knowingly."""

    named: frozenset[int] = frozenset()
    given_up: frozenset[int] = frozenset()


NOT_ASKED = Answer()
