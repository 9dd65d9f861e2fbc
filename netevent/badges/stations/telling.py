"""What a station's page or program is told: how it stands, and the badge that it is to print now."""

from __future__ import annotations

from typing import Any

from netevent.badges.print_jobs import queries
from netevent.badges.print_jobs.job import PrintJob
from netevent.badges.print_jobs.service import take_next
from netevent.badges.stations import working
from netevent.badges.stations.printing import label_of
from netevent.badges.stations.station import Station
from netevent.core import clock
from netevent.core.database import Transaction


def next_of(tx: Transaction, hashed: str, runner: str) -> tuple[Station, PrintJob | None, str, int]:
    """A sign of life, and what is to be printed now, for whom; and how many badges wait.

    Raises:
        StationGone, UsedElsewhere: as `working.stay`.
    """
    now = clock.now()
    station = working.stay(tx, hashed, runner, now)
    job = take_next(tx, station.id, now)
    name = queries.select_name(tx, job.attendee_id) if job else ""
    return station, job, name, queries.count_waiting(tx, station.event_id)


def told(station: Station, job: PrintJob | None, name: str, waiting: int, **addresses: str) -> dict[str, Any]:
    """As JSON. Lengths are millimetres."""
    width, height = label_of(station.paper)
    about = {
        "id": station.id,
        "event_id": station.event_id,
        "name": station.name,
        "format": station.format.value,
        "width": width,
        "height": height,
        "is_paused": station.is_paused,
        "waiting": waiting,
    }
    return {"station": about, "job": {"id": job.id, "name": name, **addresses} if job else None}
