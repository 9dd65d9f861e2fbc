"""What every change has in common. Asked by the live screens."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Literal

ATTENDEES = ("attendee_id", "other_id", "requester_id", "target_id")
Key = Literal["event_id", "attendee_id", "session_id", "organizer_id", "staff_id", "order_id", "file_id"]


@dataclass(frozen=True, slots=True)
class Change:
    """What every change has in common: whom it concerns can be asked."""

    def keys(self, name: Key) -> tuple[int, ...]:
        """The events, attendees, sessions or organizers whose pages show it."""
        names = ATTENDEES if name == "attendee_id" else (name,)
        return tuple(getattr(self, field.name) for field in fields(self) if field.name in names)
