"""What the question shows. Called by the routes, in one read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from netevent.appointments.appointment import Meeting
from netevent.appointments.overlaps.overlap import Overlap
from netevent.appointments.overlaps.queries import select_overlaps
from netevent.appointments.reading import read_meeting
from netevent.core.database import Transaction


@dataclass(frozen=True, slots=True)
class Question:
    """A proposal that waits for the reader's answer, and the own sessions at its time."""

    meeting: Meeting
    overlapping: tuple[Overlap, ...]


def read_overlaps(tx: Transaction, viewer_id: int, start: datetime, end: datetime) -> tuple[Overlap, ...]:
    return tuple(select_overlaps(tx, viewer_id, start, end))


def read_question(tx: Transaction, viewer_id: int, appointment_id: int, now: datetime) -> Question | None:
    """None where there is no such appointment; nothing overlaps where there is nothing to ask."""
    meeting = read_meeting(tx, viewer_id, appointment_id, now)
    if meeting is None:
        return None
    one = meeting.appointment
    found = read_overlaps(tx, viewer_id, one.start, one.end) if meeting.is_asked else ()
    return Question(meeting, found)
