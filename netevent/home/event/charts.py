"""The arrivals of whole days as drawings, one for each day on which somebody came. Called by `reading`.

The bars of a day are as many minutes wide as makes them fit: a quiet morning and a long day both show.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from netevent.core.clock import local, moment_of

WIDTH, FOOT, TOP = 760, 168, 17
BARS_AT_MOST, TICKS_AT_MOST = 120, 8
# A day's chart shows an hour at least.
SHORTEST = 60
BAR_MINUTES = (1, 2, 5, 10, 15)
TICK_MINUTES = (15, 30, 60, 120, 180, 240)


@dataclass(frozen=True, slots=True)
class Bar:
    """Who came from `begins` on, within the chart's `minutes`."""

    x: int
    y: int
    height: int
    arrivals: int
    begins: datetime


@dataclass(frozen=True, slots=True)
class Tick:
    x: int
    at: datetime


@dataclass(frozen=True, slots=True)
class DayChart:
    """`busiest` is the highest bar; `arrivals` how many came on this day."""

    day: datetime
    minutes: int
    bar_width: int
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    arrivals: int
    busiest: Bar


def charts_of(by_minute: Mapping[int, int], zone: str) -> tuple[DayChart, ...]:
    """By the days of the event's zone."""

    def day_of(minute: int) -> date:
        return local(moment_of(minute), zone).date()

    days = groupby(sorted(by_minute), key=day_of)
    return tuple(_chart({minute: by_minute[minute] for minute in minutes}, zone) for _, minutes in days)


def _chart(by_minute: Mapping[int, int], zone: str) -> DayChart:
    span = max(max(by_minute) - min(by_minute) + 1, SHORTEST)
    minutes = _first_that_fits(BAR_MINUTES, span, BARS_AT_MOST)
    begin = min(by_minute) // minutes
    slots = span // minutes + 2
    slot = WIDTH // slots
    counted: dict[int, int] = defaultdict(int)
    for minute, people in by_minute.items():
        counted[minute // minutes - begin] += people
    top = max(*counted.values(), 4)
    bars = tuple(
        _bar(index * slot, counted[index], top, (begin + index) * minutes)
        for index in range(slots)
        if counted[index]
    )
    return DayChart(
        day=moment_of(min(by_minute)),
        minutes=minutes,
        bar_width=max(slot - 2, 2),
        bars=bars,
        ticks=_ticks(begin * minutes, slots * minutes, slot / minutes, zone),
        arrivals=sum(by_minute.values()),
        busiest=max(bars, key=lambda bar: (bar.arrivals, -bar.x)),
    )


def _bar(x: int, value: int, top: int, minute: int) -> Bar:
    height = max(round((FOOT - TOP) * value / top), 3)
    return Bar(x, FOOT - height, height, value, moment_of(minute))


def _ticks(begin: int, span: int, per_minute: float, zone: str) -> tuple[Tick, ...]:
    """At full hours, or parts of them, of the clock on the wall."""
    every = _first_that_fits(TICK_MINUTES, span, TICKS_AT_MOST)
    found = []
    for minute in range(begin, begin + span):
        wall = local(moment_of(minute), zone)
        if (wall.hour * 60 + wall.minute) % every == 0:
            found.append(Tick(round((minute - begin) * per_minute), moment_of(minute)))
    return tuple(found)


def _first_that_fits(sizes: Sequence[int], span: int, most: int) -> int:
    return next((size for size in sizes if span / size <= most), sizes[-1])
