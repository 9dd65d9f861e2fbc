"""What a station's page or program says of itself. Called by its routes, inside one transaction.

Who knows the token is the station; of several who know it one works, the runner. Another takes over where
the runner is silent, or where it says that it shall.
"""

from __future__ import annotations

from datetime import datetime

from netevent.badges.print_jobs.service import give_back, keep
from netevent.badges.stations import queries
from netevent.badges.stations.refusals import StationGone, UsedElsewhere
from netevent.badges.stations.station import Station
from netevent.changes import StationsChanged
from netevent.core.database import Transaction

LONGEST_TROUBLE = 255


def find_station(tx: Transaction, hashed: str) -> Station:
    """Whose token it is.

    Raises:
        StationGone: nobody's, any more or ever.
    """
    station = queries.select_station_of_token(tx, hashed)
    if station is None:
        raise StationGone
    return station


def is_station(tx: Transaction, event_id: int, hashed: str) -> bool:
    """Whether it is the token of one of the event's."""
    station = queries.select_station_of_token(tx, hashed)
    return station is not None and station.event_id == event_id


def arrive(tx: Transaction, hashed: str, runner: str, takes_over: bool, now: datetime) -> Station:
    """This page or program works there from now on. What was left there is given back: nothing is lost.

    Raises:
        StationGone: as above.
        UsedElsewhere: another works there, and shall go on.
    """
    station = _locked(tx, hashed)
    if station.runner != runner and station.is_here(now) and not takes_over:
        raise UsedElsewhere
    give_back(tx, station.event_id, station.id)
    return _write(tx, station, runner=runner, seen_at=now, trouble="")


def stay(tx: Transaction, hashed: str, runner: str, now: datetime) -> Station:
    """A sign of life: what the station has stays its own. Where nobody works, this one does.

    Raises:
        StationGone, UsedElsewhere: as above.
    """
    station = _locked(tx, hashed)
    if station.runner == runner and station.is_here(now):
        keep(tx, station.id, now)
        queries.update_station(tx, station.event_id, station.id, seen_at=now)
        return station
    return arrive(tx, hashed, runner, False, now)


def tell_trouble(tx: Transaction, hashed: str, runner: str, trouble: str, now: datetime) -> Station:
    """What the printer says, such as that it has no paper; '': nothing is wrong.

    Raises:
        StationGone, UsedElsewhere: as above.
    """
    station = stay(tx, hashed, runner, now)
    said = trouble[:LONGEST_TROUBLE]
    return station if station.trouble == said else _write(tx, station, trouble=said)


def leave(tx: Transaction, hashed: str, runner: str, now: datetime) -> None:
    """The page closes: what it had waits for whoever is there. Of another than the runner nobody hears."""
    station = _locked(tx, hashed)
    if station.runner == runner:
        give_back(tx, station.event_id, station.id)
        _write(tx, station, runner="", seen_at=now)


def _locked(tx: Transaction, hashed: str) -> Station:
    found = queries.lock_station(tx, find_station(tx, hashed).id)
    if found is None:
        raise StationGone
    return found


def _write(tx: Transaction, station: Station, **values: object) -> Station:
    queries.update_station(tx, station.event_id, station.id, **values)
    tx.publish(StationsChanged(station.event_id))
    return _as_written(tx, station)


def _as_written(tx: Transaction, station: Station) -> Station:
    found = queries.select_station(tx, station.event_id, station.id)
    if found is None:
        raise StationGone
    return found
