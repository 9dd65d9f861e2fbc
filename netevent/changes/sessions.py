"""Sessions, their seats and their rooms. Published by their services."""

from __future__ import annotations

from dataclasses import dataclass

from netevent.changes.change import Change


@dataclass(frozen=True, slots=True)
class SessionsChanged(Change):
    """A breakout session was made, edited or deleted, or a timetable was imported."""

    event_id: int


@dataclass(frozen=True, slots=True)
class PresentersChanged(Change):
    """A session has other presenters, or was deleted: who may be at its pages may no longer."""

    event_id: int
    session_id: int


@dataclass(frozen=True, slots=True)
class RsvpChanged(Change):
    """An attendee has another seat or place in line than before, or none: by a tap, by moving up, by hand."""

    event_id: int
    session_id: int
    attendee_id: int


@dataclass(frozen=True, slots=True)
class SeatMovedUp(Change):
    """Somebody who waited has a seat now, without having done anything."""

    event_id: int
    session_id: int
    attendee_id: int


@dataclass(frozen=True, slots=True)
class SeatGivenUp(Change):
    """An attendee has the seat no more: given up, taken out, not there in time, or not coming."""

    event_id: int
    session_id: int
    attendee_id: int


@dataclass(frozen=True, slots=True)
class SeatLost(Change):
    """The seat was taken from somebody who did not give it up: not there in time, or taken out by hand."""

    event_id: int
    session_id: int
    attendee_id: int


@dataclass(frozen=True, slots=True)
class SeatFreed(Change):
    """A session may have seats for who waits: somebody gave one up, or there are more of them."""

    event_id: int
    session_id: int


@dataclass(frozen=True, slots=True)
class RoomChanged(Change):
    """Somebody came into a session's room, or was scanned there and refused, or a scan was undone."""

    event_id: int
    session_id: int
