"""What came of an event, as its report tells it. Put together by `reading`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from netevent.breakouts.session import Session
from netevent.checkin.dashboard.dashboard import Counts
from netevent.core.clock import moment_of
from netevent.home.event.charts import DayChart


@dataclass(frozen=True, slots=True)
class ArrivalTimes:
    """Of those who are in: when the first and the last came, and the minute in which most did."""

    first: datetime
    last: datetime
    busiest: datetime
    most: int


@dataclass(frozen=True, slots=True)
class Report:
    """`connections` and `appointments` are counts: who met whom is the attendees' own."""

    counts: Counts
    arrivals: ArrivalTimes | None
    charts: tuple[DayChart, ...]
    sessions: tuple[Session, ...]
    connections: int
    appointments: int


def arrivals_of(by_minute: Mapping[int, int]) -> ArrivalTimes | None:
    """None where nobody is in. Of two minutes that were as busy, the earlier."""
    if not by_minute:
        return None
    busiest = max(by_minute, key=lambda minute: (by_minute[minute], -minute))
    return ArrivalTimes(
        moment_of(min(by_minute)), moment_of(max(by_minute)), moment_of(busiest), by_minute[busiest]
    )
