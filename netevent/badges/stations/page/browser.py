"""Which station this browser is, by its signed session: whoever opened the station's link is it.

The link's token stays in no address: opening it leads to the page without it. The session keeps its hash, so
that a new link ends what the old one opened.
"""

from __future__ import annotations

from netevent.badges.stations import working
from netevent.badges.stations.refusals import StationGone
from netevent.badges.stations.station import Station
from netevent.core.site import read
from netevent.core.web.browsers import become_device, device_hash

STATION = "print_station"


def become(hashed: str) -> None:
    become_device(STATION, hashed)


def station_hash() -> str:
    """'' where this browser is none."""
    return device_hash(STATION)


async def own_station() -> Station:
    """
    Raises:
        StationGone: this browser is none, or no more.
    """
    hashed = station_hash()
    if not hashed:
        raise StationGone
    return await read(working.find_station, hashed)
