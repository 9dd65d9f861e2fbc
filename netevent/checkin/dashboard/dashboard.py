"""What desks and dashboards show: the numbers of one event, worked out from what the database says.

Made by `checkin.dashboard.queries`, shown by the fragments of `templates/checkin/`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from netevent.checkin.dashboard import forecast
from netevent.checkin.dashboard.pace import OpenDeskPace
from netevent.checkin.scan import Outcome
from netevent.core.clock import moment_of

# The chart: bars of one minute, what was and what comes at this rate.
PAST_MINUTES = 45
FUTURE_MINUTES = 30
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
    """Arrivals by minute around now, and what they promise: `coming` in the next half hour.

    `all_in_by` is None where too few come to tell, and where the stream ends before all are in.
    """

    event_id: int
    zone: str
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    now_x: int
    last_minute: int
    per_minute: float
    coming: int
    is_easing: bool
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
    people: tuple[OpenDeskPace, ...]
    per_minute: float


@dataclass(frozen=True, slots=True)
class NotedPerson:
    """Somebody about whom the organizer told the entrance something, such as a guest of honour."""

    id: int
    first_name: str
    last_name: str
    note: str
    entered_at: datetime | None
    gate: str

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


@dataclass(frozen=True, slots=True)
class Noted:
    """Who of them came last, and who is still expected; some of each, and how many there are."""

    inside: tuple[NotedPerson, ...]
    expected: tuple[NotedPerson, ...]
    all_inside: int
    all_expected: int


def arrivals(
    event_id: int, zone: str, by_minute: dict[int, int], still: int, this_minute: int, last_minute: int
) -> Arrivals:
    """The chart from the arrivals of each minute; `still` is how many people are yet to come.

    `last_minute` came in the last sixty seconds, wherever the clock's minutes begin.
    """
    future = forecast.coming(by_minute, this_minute, still)
    minutes = range(this_minute - PAST_MINUTES + 1, this_minute + FUTURE_MINUTES + 1)
    values = [by_minute.get(m, 0) if m <= this_minute else future.get(m - this_minute, 0) for m in minutes]
    step = CHART_WIDTH // len(values)
    top = max([*values, 4])
    bars = tuple(
        _bar(index * step, value, top, minute, minute > this_minute)
        for index, (minute, value) in enumerate(zip(minutes, values, strict=True))
    )
    ticks = tuple(Tick(bar.x, bar.minute) for bar in bars if bar.minute.minute % 15 == 0)
    everybody = still > 0 and sum(future.values()) == still
    return Arrivals(
        event_id,
        zone,
        bars,
        ticks,
        now_x=PAST_MINUTES * step,
        last_minute=last_minute,
        per_minute=forecast.rate(by_minute, this_minute),
        coming=sum(people for minute, people in future.items() if minute <= FUTURE_MINUTES),
        is_easing=bool(future) and forecast.decay(by_minute, this_minute) < 1,
        all_in_by=moment_of(this_minute + max(future)) if everybody else None,
    )


def _bar(x: int, value: int, top: int, minute: int, is_future: bool) -> Bar:
    height = max(round((CHART_FOOT - 17) * value / top), 3 if value else 1)
    return Bar(x, CHART_FOOT - height, height, value, moment_of(minute), is_future)
