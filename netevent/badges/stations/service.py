"""The organizer's rules of print stations: added, changed, paused, removed. Inside one transaction."""

from __future__ import annotations

from dataclasses import dataclass

from netevent.badges.print_jobs.service import give_back
from netevent.badges.stations import queries
from netevent.badges.stations.refusals import TooManyStations
from netevent.badges.stations.station import Station
from netevent.changes import StationsChanged
from netevent.core import clock
from netevent.core.credentials import new_token, token_hash
from netevent.core.database import Transaction
from netevent.core.database.locks import lock_event
from netevent.core.errors import existing
from netevent.documents.badges.formats import Format

MOST_STATIONS = 20


@dataclass(frozen=True, slots=True)
class NewLink:
    """A station with its token, which is known now and never again."""

    station: Station
    token: str


def add(tx: Transaction, event_id: int, name: str, label: Format) -> NewLink:
    """A station that no page has opened yet.

    Raises:
        TooManyStations: the event has enough of them.
    """
    lock_event(tx, event_id)
    if queries.count_stations(tx, event_id) >= MOST_STATIONS:
        raise TooManyStations(most=MOST_STATIONS)
    token = new_token()
    station_id = queries.insert_station(tx, event_id, name, label, token_hash(token), clock.now())
    tx.publish(StationsChanged(event_id))
    return NewLink(find(tx, event_id, station_id), token)


def find(tx: Transaction, event_id: int, station_id: int) -> Station:
    """Raises NotFound: the event has no such station."""
    return existing(queries.select_station(tx, event_id, station_id))


def change(tx: Transaction, event_id: int, station_id: int, name: str, label: Format) -> None:
    """Raises as `find`."""
    find(tx, event_id, station_id)
    queries.update_station(tx, event_id, station_id, name=name, format=label.value)
    tx.publish(StationsChanged(event_id))


def renew_link(tx: Transaction, event_id: int, station_id: int) -> NewLink:
    """Whoever had the link before is out, and what was there to print waits again. Raises as `find`."""
    find(tx, event_id, station_id)
    token = new_token()
    queries.update_station(tx, event_id, station_id, token=token_hash(token), runner="", seen_at=None)
    give_back(tx, event_id, station_id)
    tx.publish(StationsChanged(event_id))
    return NewLink(find(tx, event_id, station_id), token)


def pause(tx: Transaction, event_id: int, station_id: int, is_paused: bool) -> None:
    """It prints what it has, and nothing new until it goes on. Raises as `find`."""
    find(tx, event_id, station_id)
    queries.update_station(tx, event_id, station_id, is_paused=is_paused)
    tx.publish(StationsChanged(event_id))


def remove(tx: Transaction, event_id: int, station_id: int) -> None:
    """What was to come out there comes out at another. Raises as `find`."""
    find(tx, event_id, station_id)
    give_back(tx, event_id, station_id)
    queries.delete_station(tx, event_id, station_id)
    tx.publish(StationsChanged(event_id))
