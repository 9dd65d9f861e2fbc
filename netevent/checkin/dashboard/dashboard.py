"""What desks and dashboards show: the numbers of one event, worked out from what the database says.

Made by `checkin.dashboard.queries`, shown by the fragments of `templates/checkin/`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from netevent.checkin.scan import Outcome
from netevent.core.clock import moment_of

# The chart: bars of one minute, what was and what comes at this rate.
PAST_MINUTES = 45
FUTURE_MINUTES = 30
RATE_MINUTES = 5
CHART_WIDTH, CHART_HEIGHT, CHART_FOOT = 760, 190, 168


@dataclass(frozen=True, slots=True)
class TypeCount:
    """How many of a type are in, of those who are coming."""

    name: str
    checked_in: int
    coming: int


@dataclass(frozen=True, slots=True)
class GateCount:
    name: str
    checked_in: int


@dataclass(frozen=True, slots=True)
class Counts:
    """Distinct people, as of a time. Checked-in people count as in, whatever they said about attending."""

    event_id: int
    zone: str
    as_of: datetime
    types: tuple[TypeCount, ...]
    gates: tuple[GateCount, ...]
    checked_in: int
    coming: int
    not_attending: int

    @property
    def expected(self) -> int:
        """Who is still to come."""
        return self.coming - self.checked_in

    @property
    def percent(self) -> int:
        return 100 * self.checked_in // self.coming if self.coming else 0


@dataclass(frozen=True, slots=True)
class Bar:
    """A minute of the chart, in the units of its drawing."""

    x: int
    y: int
    height: int
    arrivals: int
    minute: datetime
    is_future: bool


@dataclass(frozen=True, slots=True)
class Tick:
    x: int
    minute: datetime


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Arrivals by minute around now, and what they promise."""

    event_id: int
    zone: str
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    now_x: int
    last_minute: int
    all_in_by: datetime | None


@dataclass(frozen=True, slots=True)
class ScanRow:
    """A line of the journal, as lists show it. By the scan that `can_be_undone` its owner is in now.

    `code` is what was read where it belongs to nobody here.
    """

    id: int
    outcome: Outcome
    attendee_id: int | None
    first_name: str
    last_name: str
    organisation: str
    type_name: str
    gate: str
    by: str
    at: datetime
    can_be_undone: bool
    code: str = ""

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


@dataclass(frozen=True, slots=True)
class Desk:
    gate: str
    name: str


@dataclass(frozen=True, slots=True)
class GateDesks:
    """A gate with the desks that are open there, and its arrivals in the last minutes."""

    gate: str
    people: tuple[str, ...]
    per_minute: float


def arrivals(
    event_id: int, zone: str, by_minute: dict[int, int], still: int, this_minute: int, last_minute: int
) -> Arrivals:
    """The chart from the arrivals of each minute; `still` is how many people are yet to come.

    `last_minute` came in the last sixty seconds, wherever the clock's minutes begin.
    """
    rate = _rate(by_minute, this_minute)
    future = _future(rate, still)
    minutes = range(this_minute - PAST_MINUTES + 1, this_minute + FUTURE_MINUTES + 1)
    values = [by_minute.get(m, 0) if m <= this_minute else future.get(m - this_minute, 0) for m in minutes]
    step = CHART_WIDTH // len(values)
    top = max([*values, 4])
    bars = tuple(
        _bar(index * step, value, top, minute, minute > this_minute)
        for index, (minute, value) in enumerate(zip(minutes, values, strict=True))
    )
    ticks = tuple(Tick(bar.x, bar.minute) for bar in bars if bar.minute.minute % 15 == 0)
    all_in_by = moment_of(this_minute + len(future)) if future and still > 0 else None
    return Arrivals(event_id, zone, bars, ticks, PAST_MINUTES * step, last_minute, all_in_by)


def _rate(by_minute: dict[int, int], this_minute: int) -> float:
    """People a minute over the last whole minutes."""
    recent = sum(by_minute.get(this_minute - back, 0) for back in range(RATE_MINUTES))
    return recent / RATE_MINUTES


def _future(rate: float, still: int) -> dict[int, int]:
    """What comes in each of the next minutes if it goes on like this; empty when hardly anyone comes."""
    if rate < 1:
        return {}
    coming: dict[int, int] = {}
    minute = 1
    while still > 0 and minute <= 24 * 60:
        coming[minute] = min(round(rate), still)
        still -= coming[minute]
        minute += 1
    return coming


def _bar(x: int, value: int, top: int, minute: int, is_future: bool) -> Bar:
    height = max(round((CHART_FOOT - 17) * value / top), 3 if value else 1)
    return Bar(x, CHART_FOOT - height, height, value, moment_of(minute), is_future)
