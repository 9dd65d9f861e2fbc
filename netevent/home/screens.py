"""The attendee's badge, live: whether its owner is in, and what comes next."""

from __future__ import annotations

from dataclasses import dataclass

from netevent.agenda.reading import read_next
from netevent.agenda.screens import SESSIONS
from netevent.attendees.queries import AttendeeRow, select_attendee
from netevent.changes import (
    AppointmentChanged,
    AttendanceCancelled,
    AttendanceResumed,
    AttendeeCheckedIn,
    CheckInUndone,
    ConnectionEnded,
    RsvpChanged,
)
from netevent.core.database import Transaction
from netevent.events.details import Event
from netevent.events.queries import select_event
from netevent.identity.guards import require_self
from netevent.live.screen import LiveRegion, Screen

MOVEMENTS = (AttendeeCheckedIn, CheckInUndone, AttendanceCancelled, AttendanceResumed)
MEETINGS = (AppointmentChanged, ConnectionEnded, RsvpChanged)


@dataclass(frozen=True, slots=True)
class BadgePage:
    """What the page shows besides its live regions."""

    event: Event
    code: str


@dataclass(frozen=True, slots=True)
class Presence:
    attendee: AttendeeRow


def read_page(tx: Transaction, attendee_id: int) -> BadgePage | None:
    attendee = select_attendee(tx, attendee_id)
    event = select_event(tx, attendee.event_id) if attendee else None
    return BadgePage(event, attendee.code) if attendee and event else None


def read_presence(tx: Transaction, attendee_id: int) -> Presence | None:
    attendee = select_attendee(tx, attendee_id)
    return Presence(attendee) if attendee else None


BADGE = Screen(
    "badge",
    require_self,
    (
        LiveRegion("attendee-{key}-presence", "attendees/_presence.html", read_presence, MOVEMENTS),
        LiveRegion("next-for-you", "agenda/_next.html", read_next, MEETINGS),
    ),
    spreads=(SESSIONS,),
    page=read_page,
    key="attendee_id",
    within="attendee",
    patient=True,
)
