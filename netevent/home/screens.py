"""The attendee's badge, live: whether its owner is in."""

from __future__ import annotations

from dataclasses import dataclass

from netevent.attendees.queries import AttendeeRow, select_attendee
from netevent.changes import AttendanceChanged, AttendeeCheckedIn, CheckInUndone
from netevent.core.database import Transaction
from netevent.identity.guards import require_self
from netevent.live.screen import LiveRegion, Screen

MOVEMENTS = (AttendeeCheckedIn, CheckInUndone, AttendanceChanged)


@dataclass(frozen=True, slots=True)
class Presence:
    attendee: AttendeeRow


def read_presence(tx: Transaction, attendee_id: int) -> Presence | None:
    attendee = select_attendee(tx, attendee_id)
    return Presence(attendee) if attendee else None


BADGE = Screen(
    "badge",
    require_self,
    (LiveRegion("attendee-{key}-presence", "attendees/_presence.html", read_presence, MOVEMENTS),),
    key="attendee_id",
    within="attendee",
    patient=True,
)
