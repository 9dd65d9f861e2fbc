"""The door's live pages: the desk, and the organizer's dashboard.

Under load another desk sees a scan within a tenth of a second: the last scans go faster than the counters.
Numbers and names that are only looked at change five times a second at most.
"""

from __future__ import annotations

from netevent.changes import (
    AttendeeCheckedIn,
    AttendeesChanged,
    CheckInUndone,
    DeskClosed,
    DeskOpened,
    ScanRefused,
)
from netevent.checkin.dashboard import reading
from netevent.checkin.desks.open_desks import open_while_connected
from netevent.checkin.desks.queries import select_page
from netevent.events.status import TARGET, TEMPLATE
from netevent.identity.guards import require_door, require_event_team
from netevent.live.screen import LiveRegion, Screen

MOVEMENTS = (AttendeeCheckedIn, CheckInUndone)
COUNTED = (*MOVEMENTS, AttendeesChanged)
SCANNED = (*MOVEMENTS, ScanRefused)
DESKS = (DeskOpened, DeskClosed)

DOOR = Screen(
    "door",
    require_door,
    (
        LiveRegion(TARGET, TEMPLATE, reading.counts, COUNTED, refresh=True),
        LiveRegion("door-counters", "checkin/_counters_small.html", reading.counts, COUNTED, refresh=True),
        LiveRegion(
            "door-last-scans", "checkin/_last_scans.html", reading.last_scans, SCANNED, 0.06, refresh=True
        ),
    ),
    within="desk-printing",
    page=select_page,
    attend=open_while_connected,
)

DASHBOARD = Screen(
    "dashboard",
    require_event_team,
    within="office",
    regions=(
        LiveRegion(TARGET, TEMPLATE, reading.counts_and_last, COUNTED, 0.2, refresh=True),
        LiveRegion("event-counters", "checkin/_counters.html", reading.counts_and_last, COUNTED, 0.2),
        LiveRegion("event-types", "checkin/_types.html", reading.counts_and_last, COUNTED, 0.2),
        LiveRegion(
            "event-last-arrivals", "checkin/_last_arrivals.html", reading.counts_and_last, COUNTED, 0.2
        ),
        LiveRegion(
            "event-to-look-at",
            "checkin/_to_look_at.html",
            reading.to_look_at,
            (ScanRefused,),
            0.5,
            refresh=True,
        ),
        LiveRegion("event-desks", "checkin/_desks.html", reading.desks, DESKS, 0.5, refresh=True),
        LiveRegion("event-noted", "checkin/_noted.html", reading.noted, COUNTED, 0.5, refresh=True),
        LiveRegion(
            "event-arrivals", "checkin/_arrivals.html", reading.arrivals, MOVEMENTS, 1.0, refresh=True
        ),
    ),
)

WALL = Screen(
    "wall",
    require_event_team,
    page=reading.wall_page,
    regions=(
        LiveRegion(TARGET, TEMPLATE, reading.wall, COUNTED, 0.5, refresh=True),
        LiveRegion("wall", "checkin/_wall.html", reading.wall, COUNTED, 0.5, refresh=True),
    ),
)
