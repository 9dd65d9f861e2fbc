"""What one attendee has in one session, and who has what in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
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


@dataclass(frozen=True, slots=True)
class Presence:
    """What the row says at the room's door. `status` None: never asked for a seat.

    `before` is the status in which somebody came in, `seat_of` who lost the seat by it: an undo goes back.
    """

    status: Status | None = None
    entered_at: datetime | None = None
    before: Status | None = None
    seat_of: int | None = None

    @property
    def is_in(self) -> bool:
        return self.entered_at is not None


NOTHING = Presence()


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a seat, or who waits. `entered_at` None: not in the room."""

    id: int
    first_name: str
    last_name: str
    organisation: str
    status: Status
    entered_at: datetime | None

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def has_seat(self) -> bool:
        return self.status is Status.registered
