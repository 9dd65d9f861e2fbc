"""The stations of an event, live: on the organizer's page, and on the pages of the stations themselves."""

from __future__ import annotations

from netevent.badges.print_jobs.reading import read_jobs
from netevent.badges.stations import working
from netevent.badges.stations.bearer import bearer_hash
from netevent.badges.stations.page.browser import station_hash
from netevent.badges.stations.reading import read_stations
from netevent.changes import BadgesPrinted, PrintJobsChanged, StationsChanged
from netevent.core.errors import NotFound
from netevent.core.site import read
from netevent.identity.guards import require_event_team
from netevent.live.screen import Devices, LiveRegion, Screen

ON = (StationsChanged, PrintJobsChanged)


async def require_station(event_id: int) -> None:
    """This browser, or this program, is a station of the event.

    Raises:
        NotFound: it is none.
    """
    if not await read(working.is_station, event_id, own_hash()):
        raise NotFound


def own_hash() -> str:
    return bearer_hash() or station_hash()


# A badge that is asked for comes out within a second: so often at least a station hears of it.
PRINT_STATIONS = Screen(
    "print-stations",
    regions=(
        LiveRegion("print-work", "badges/stations/_work.html", read_stations, ON, every=0.05, refresh=True),
    ),
    patient=True,
    visitors=require_station,
    devices=Devices(own_hash, working.is_station, StationsChanged),
)

OFFICE_STATIONS = Screen(
    "stations",
    require_event_team,
    (
        LiveRegion(
            "stations-{key}", "badges/stations/_stations.html", read_stations, ON, every=0.5, refresh=True
        ),
        LiveRegion(
            "print-jobs-{key}",
            "badges/stations/_jobs.html",
            read_jobs,
            (PrintJobsChanged, BadgesPrinted),
            every=0.5,
            refresh=True,
        ),
    ),
    within="office",
)
