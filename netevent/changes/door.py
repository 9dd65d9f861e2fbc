"""At the door: scans and desks. Published by their services."""

from __future__ import annotations

from dataclasses import dataclass

from netevent.changes.change import Change


@dataclass(frozen=True, slots=True)
class AttendeeCheckedIn(Change):
    """Somebody who was outside is now in."""

    event_id: int
    attendee_id: int


@dataclass(frozen=True, slots=True)
class CheckInUndone(Change):
    """Somebody who was in is now outside."""

    event_id: int
    attendee_id: int


@dataclass(frozen=True, slots=True)
class ScanRefused(Change):
    """A scan let nobody in: unknown, unpaid, another event's, not attending, or already in."""

    event_id: int


@dataclass(frozen=True, slots=True)
class DeskOpened(Change):
    """A desk's page connected, or chose another gate."""

    event_id: int


@dataclass(frozen=True, slots=True)
class DeskClosed(Change):
    """A desk's page went away."""

    event_id: int
