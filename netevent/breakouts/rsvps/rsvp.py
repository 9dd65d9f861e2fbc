"""What one attendee has in one session."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    registered = "registered"
    waitlisted = "waitlisted"
    cancelled = "cancelled"


@dataclass(frozen=True, slots=True)
class Rsvp:
    """`place` counts from 1, for who waits; None for all others. `seats_left` None: without a limit."""

    session_id: int
    status: Status
    place: int | None = None
    seats_left: int | None = None
