"""Everything that can happen, as frozen dataclasses in the past tense.

Services publish them with ``tx.publish(change)``. What must follow happens in the same transaction
(`netevent.reactions`). After the commit they go out (`core.database.database`) over the bus (`live.bus`)
to the screens. A change carries identifiers only: whoever listens reads the database for what it shows,
so that a late or repeated change does no harm.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Literal

ATTENDEES = ("attendee_id", "other_id", "requester_id", "target_id")
Key = Literal["event_id", "attendee_id", "session_id", "organizer_id", "staff_id", "order_id"]


@dataclass(frozen=True, slots=True)
class Change:
    """What every change has in common: whom it concerns can be asked."""

    def keys(self, name: Key) -> tuple[int, ...]:
        """The events, attendees, sessions or organizers whose pages show it."""
        names = ATTENDEES if name == "attendee_id" else (name,)
        return tuple(getattr(self, field.name) for field in fields(self) if field.name in names)


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


@dataclass(frozen=True, slots=True)
class AttendeesChanged(Change):
    """One or more attendees were added or edited: the list and the expected number have changed."""

    event_id: int


@dataclass(frozen=True, slots=True)
class AttendeeTypeRemoved(Change):
    """A type of an event goes, and nobody has it any more: what is for this type alone is for nobody."""

    event_id: int
    type_id: int


@dataclass(frozen=True, slots=True)
class AttendeeMailed(Change):
    """A mail to an attendee was queued. No page shows it, so it concerns nobody's."""

    recipient_id: int


@dataclass(frozen=True, slots=True)
class AttendeeLoggedIn(Change):
    """A login as this attendee began. No page shows it, so it concerns nobody's."""

    account_id: int


@dataclass(frozen=True, slots=True)
class AttendanceCancelled(Change):
    """An attendee who was to come will not."""

    event_id: int
    attendee_id: int


@dataclass(frozen=True, slots=True)
class AttendanceResumed(Change):
    """An attendee who was not to come will come after all, and has a seat again."""

    event_id: int
    attendee_id: int


@dataclass(frozen=True, slots=True)
class EventSeatsFreed(Change):
    """Seats of an event are free that were not, or its capacity or a type's has grown."""

    event_id: int


@dataclass(frozen=True, slots=True)
class OrderChanged(Change):
    """An order was placed, settled, lapsed or cancelled, moved up in the line or was decided on."""

    event_id: int
    order_id: int


@dataclass(frozen=True, slots=True)
class PaymentSettingsChanged(Change):
    """The organizer decided how an event is paid."""

    event_id: int


@dataclass(frozen=True, slots=True)
class PaymentPaid(Change):
    """The money of a payment has arrived, in the amount and the currency that were asked."""

    event_id: int
    payment_id: int


@dataclass(frozen=True, slots=True)
class PaymentsChanged(Change):
    """A payment began or ended, something about it is to be looked at, or a refund of it has moved."""

    event_id: int
    payment_id: int


@dataclass(frozen=True, slots=True)
class MoneyGivenBack(Change):
    """A refund has gone through."""

    event_id: int
    payment_id: int
    refund_id: int


@dataclass(frozen=True, slots=True)
class ImportProgressed(Change):
    """An import of a list made progress; `import_id` names it."""

    event_id: int
    import_id: str


@dataclass(frozen=True, slots=True)
class StaffChanged(Change):
    """A member of staff was invited, accepted, edited or removed."""

    event_id: int


@dataclass(frozen=True, slots=True)
class StaffLoggedIn(Change):
    """A phone has logged in by the code of a member of staff."""

    event_id: int
    staff_id: int


@dataclass(frozen=True, slots=True)
class ProfileChanged(Change):
    """An attendee changed what others see: a field, the photo, or to whom it shows."""

    event_id: int
    attendee_id: int


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
class EventTeamChanged(Change):
    """Somebody organizes the event no longer, or in another role, or there is no event: what the own pages
    let do may be over.
    """

    event_id: int


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


@dataclass(frozen=True, slots=True)
class LoginChanged(Change):
    """A login ended (logged out, new password, account removed), or uses another account or language."""

    login_id: str


@dataclass(frozen=True, slots=True)
class LanguagesChanged(Change):
    """The server's operator changed which languages there are, their order, the default, or a date format."""


@dataclass(frozen=True, slots=True)
class JobQueued(Change):
    """A job of this kind waits for a worker."""

    kind: str
