"""How the stations of an event stand and what waits for them, for all pages that show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from netevent.badges.print_jobs.queries import select_waiting
from netevent.badges.stations.queries import select_stations
from netevent.badges.stations.station import Standing, Station
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.events.queries import select_zone


@dataclass(frozen=True, slots=True)
class StationRow:
    """`waiting`: how many badges could come out there, also those that may come out elsewhere."""

    station: Station
    standing: Standing
    waiting: int

    @property
    def works(self) -> bool:
        return self.standing in (Standing.here, Standing.trouble)


@dataclass(frozen=True, slots=True)
class Stations:
    """`unserved`: badges wait, and no station is there that could print them."""

    event_id: int
    stations: list[StationRow]
    waiting: int
    unserved: bool
    zone: str
    read_at: datetime


def read_stations(tx: Transaction, event_id: int) -> Stations:
    now = clock.now()
    waiting = select_waiting(tx, event_id)
    rows = [
        StationRow(one, one.standing(now), sum(goes_to in (None, one.id) for goes_to in waiting))
        for one in select_stations(tx, event_id)
    ]
    is_served = any(row.standing is Standing.here for row in rows)
    unserved = bool(waiting) and not is_served
    return Stations(event_id, rows, len(waiting), unserved, select_zone(tx, event_id), now)
