"""The checklist, live: it ticks itself when a list comes in, staff accept or somebody tries a desk."""

from __future__ import annotations

from netevent.changes import (
    AnnouncementsChanged,
    AttendanceCancelled,
    AttendanceResumed,
    AttendeeCheckedIn,
    AttendeesChanged,
    CheckInUndone,
    MeetingPointsChanged,
    PaymentSettingsChanged,
    SessionsChanged,
    StaffChanged,
)
from netevent.events.status import live_status
from netevent.home.event.reading import read_checklist
from netevent.identity.guards import require_event_team
from netevent.live.screen import LiveRegion, Screen

CHANGES = (
    AttendeesChanged,
    AttendanceCancelled,
    AttendanceResumed,
    AttendeeCheckedIn,
    CheckInUndone,
    StaffChanged,
    SessionsChanged,
    MeetingPointsChanged,
    PaymentSettingsChanged,
    AnnouncementsChanged,
)

# Gates are edited in the event's form, which tells nobody: they come with the next refresh.
CHECKLIST = Screen(
    "checklist",
    require_event_team,
    (
        LiveRegion(
            "event-{key}-next", "home/event/_next.html", read_checklist, CHANGES, every=0.5, refresh=True
        ),
        LiveRegion(
            "event-{key}-steps", "home/event/_steps.html", read_checklist, CHANGES, every=0.5, refresh=True
        ),
        live_status(*CHANGES),
    ),
    within="office",
)
