"""Between attendees: connections, appointments, and what waits for somebody. Published by their services."""

from __future__ import annotations

from dataclasses import dataclass

from netevent.changes.change import Change, Key


@dataclass(frozen=True, slots=True)
class ConnectionRequested(Change):
    """`attendee_id` asks `other_id` to connect."""

    event_id: int
    attendee_id: int
    other_id: int


@dataclass(frozen=True, slots=True)
class ConnectionMade(Change):
    """`attendee_id` asked and `other_id` accepted, or both asked, or each scanned the other's badge."""

    event_id: int
    attendee_id: int
    other_id: int


@dataclass(frozen=True, slots=True)
class RequestDeclined(Change):
    """`other_id` declined; only the own pages of `other_id` show it: the one who asked is not told."""

    event_id: int
    attendee_id: int
    other_id: int

    def keys(self, name: Key) -> tuple[int, ...]:
        return (self.other_id,) if name == "attendee_id" else Change.keys(self, name)


@dataclass(frozen=True, slots=True)
class RequestWithdrawn(Change):
    """`attendee_id` took the request back."""

    event_id: int
    attendee_id: int
    other_id: int


@dataclass(frozen=True, slots=True)
class ConnectionEnded(Change):
    """The two are no longer connected: one removed or blocked the other, or deleted the account."""

    event_id: int
    attendee_id: int
    other_id: int


@dataclass(frozen=True, slots=True)
class NotificationsChanged(Change):
    """Something waits for an attendee, or no longer does, or looks different: on all the own pages."""

    attendee_id: int


@dataclass(frozen=True, slots=True)
class AttendeeNotified(Change):
    """An attendee was told of something that push tells, too. Pages hear it by `NotificationsChanged`."""

    recipient_id: int
    kind: str
    subject_id: int


@dataclass(frozen=True, slots=True)
class AppointmentChanged(Change):
    """A proposal was made, moved, accepted, declined, cancelled, expired, or is near; the row says which."""

    event_id: int
    appointment_id: int
    requester_id: int
    target_id: int


@dataclass(frozen=True, slots=True)
class MeetingPointsChanged(Change):
    """The organizer added, renamed or removed a meeting point."""

    event_id: int
