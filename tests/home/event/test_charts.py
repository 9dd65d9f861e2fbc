"""The arrivals of a day fit into their drawing, whatever the day was like."""

from collections.abc import Mapping
from datetime import datetime

import pytest

from netevent.core.clock import minute_of, utc
from netevent.home.event.charts import BARS_AT_MOST, FOOT, TICKS_AT_MOST, TOP, WIDTH, charts_of

ZONE = "Europe/Amsterdam"


def minute(day: int, hour: int, minutes: int = 0) -> int:
    return minute_of(utc(datetime.fromisoformat(f"2026-11-{day}T{hour:02}:{minutes:02}"), ZONE))


DAYS: Mapping[str, dict[int, int]] = {
    "one person": {minute(24, 9): 1},
    "a quiet hour": {minute(24, 9, number): number for number in range(1, 60, 7)},
    "a rush": {minute(24, 8): 900, minute(24, 8, 1): 1, minute(24, 16): 2},
    "from midnight to midnight": {minute(24, 0) + number: 1 for number in range(24 * 60)},
    "midnight's neighbours": {minute(24, 23, 59): 3, minute(24, 0): 2},
}


@pytest.mark.parametrize("day", DAYS)
def test_every_arrival_is_in_a_bar_and_every_bar_in_the_drawing(day: str):
    (chart,) = charts_of(DAYS[day], ZONE)
    assert sum(bar.arrivals for bar in chart.bars) == chart.arrivals == sum(DAYS[day].values())
    assert all(bar.x >= 0 and bar.x + chart.bar_width <= WIDTH for bar in chart.bars)
    assert all(bar.y >= TOP and bar.y + bar.height == FOOT and bar.height > 0 for bar in chart.bars)
    assert len(chart.bars) <= BARS_AT_MOST + 2
    assert 1 <= len(chart.ticks) <= TICKS_AT_MOST + 1
    assert all(0 <= tick.x <= WIDTH for tick in chart.ticks)


def test_each_day_has_a_chart_of_its_own_by_the_events_clock():
    late, early = minute(24, 23, 50), minute(25, 0, 10)
    first, second = charts_of({late: 2, early: 5}, ZONE)
    assert (first.arrivals, second.arrivals) == (2, 5)
    (elsewhere,) = charts_of({late: 2, early: 5}, "America/New_York")
    assert elsewhere.arrivals == 7


def test_the_busiest_bar_is_the_earlier_of_two_that_are_as_busy():
    (chart,) = charts_of({minute(24, 9): 4, minute(24, 9, 30): 4, minute(24, 9, 15): 1}, ZONE)
    assert chart.minutes == 1
    assert minute_of(chart.busiest.begins) == minute(24, 9)


def test_nobody_in_is_no_chart():
    assert charts_of({}, ZONE) == ()
