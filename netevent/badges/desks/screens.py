"""What desks see of printing, around the door's own page (`checkin.screens.DOOR` is within this)."""

from __future__ import annotations

from netevent.badges.print_jobs.reading import read_recent
from netevent.badges.stations.reading import read_stations
from netevent.changes import PrintJobsChanged, StationsChanged
from netevent.identity.guards import require_door
from netevent.live.screen import LiveRegion, Screen

ON = (StationsChanged, PrintJobsChanged)

DESK_PRINTING = Screen(
    "desk-printing",
    require_door,
    (
        LiveRegion("desk-print-jobs", "badges/desks/_jobs.html", read_recent, (PrintJobsChanged,), 0.1),
        LiveRegion("desk-stations", "badges/desks/_stations.html", read_stations, ON, 0.2, refresh=True),
    ),
)
