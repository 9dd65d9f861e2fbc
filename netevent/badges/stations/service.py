"""The organizer's rules of print stations: added, changed, paused, removed. Inside one transaction."""

from __future__ import annotations

from netevent.badges.devices.service import MOST, Devices, NewLink
from netevent.badges.print_jobs.service import give_back
from netevent.badges.stations import queries
from netevent.badges.stations.refusals import TooManyStations
from netevent.badges.stations.station import Station
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.documents.badges.formats import Format

MOST_STATIONS = MOST
STATIONS: Devices[Station] = Devices(
    select=queries.select_station,
    select_of_token=queries.select_station_of_token,
    count=queries.count_stations,
    update=queries.update_station,
    delete=queries.delete_station,
    too_many=TooManyStations,
)


def add(tx: Transaction, event_id: int, name: str, label: Format, token: str = "") -> NewLink[Station]:
    """A station that no page has opened yet; the token of its link is a new one where none is given.

    Raises:
        TooManyStations: the event has enough of them.
    """
    now = clock.now()
    return STATIONS.add(
        tx, event_id, token, lambda hashed: queries.insert_station(tx, event_id, name, label, hashed, now)
    )


def find(tx: Transaction, event_id: int, station_id: int) -> Station:
    """Raises NotFound: the event has no such station."""
    return STATIONS.find(tx, event_id, station_id)


def change(tx: Transaction, event_id: int, station_id: int, name: str, label: Format) -> None:
    """Raises as `find`."""
    STATIONS.change(tx, event_id, station_id, name=name, format=label.value)


def renew_link(tx: Transaction, event_id: int, station_id: int, token: str = "") -> NewLink[Station]:
    """Whoever had the link before is out, and what was there to print waits again. Raises as `find`."""
    if token and STATIONS.has_token(tx, event_id, station_id, token):
        return NewLink(find(tx, event_id, station_id), token)
    made = STATIONS.renew_link(tx, event_id, station_id, token, runner="")
    give_back(tx, event_id, station_id)
    return made


def pause(tx: Transaction, event_id: int, station_id: int, is_paused: bool) -> None:
    """It prints what it has, and nothing new until it goes on. Raises as `find`."""
    STATIONS.change(tx, event_id, station_id, is_paused=is_paused)


def remove(tx: Transaction, event_id: int, station_id: int) -> None:
    """What was to come out there comes out at another. Raises as `find`."""
    find(tx, event_id, station_id)
    give_back(tx, event_id, station_id)
    STATIONS.remove(tx, event_id, station_id)
