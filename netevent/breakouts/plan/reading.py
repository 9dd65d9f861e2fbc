"""What the organizer's timetable shows: one day of the programme. Called by `breakouts.routes`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from netevent.breakouts.plan.days import beginning, dates_of
from netevent.breakouts.plan.grid import Grid, grid_of
from netevent.breakouts.queries import select_sessions
from netevent.core import clock
from netevent.core.clock import local
from netevent.core.database import Transaction
from netevent.core.errors import existing
from netevent.events.queries import select_event


@dataclass(frozen=True, slots=True)
class Plan:
    """`days` are all days with sessions, each with its midnight; `day` is the one that is shown."""

    day: str
    days: dict[str, datetime]
    grid: Grid
    tracks: dict[str, int]
    zone: str


def read_plan(tx: Transaction, event_id: int, day: str) -> Plan:
    """The day that was asked for, or else the next one that has something, or else the first."""
    zone = existing(select_event(tx, event_id)).zone
    sessions = select_sessions(tx, event_id)
    dates = dates_of(sessions, zone)
    shown = _shown(dates, day, local(clock.now(), zone).date())
    grid = grid_of(shown, sessions, zone)
    tracks = {box.session.track: box.session.colour for box in grid.boxes if box.session.track}
    return Plan(
        shown.isoformat(),
        {one.isoformat(): beginning(one, zone) for one in dates},
        grid,
        dict(sorted(tracks.items())),
        zone,
    )


def _shown(dates: list[date], asked: str, today: date) -> date:
    found = next((one for one in dates if one.isoformat() == asked), None)
    return found or next((one for one in dates if one >= today), None) or next(iter(dates), today)
