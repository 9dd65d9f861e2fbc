"""When the sessions of a table are: dates, times and durations as people write them."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from netevent.breakouts.timetable import FaultReason, Timetable, read_table_file
from tests.breakouts.timetable.sources import BERLIN, HEADERS, at, table


def read(content: bytes) -> Timetable:
    return read_table_file(content, "programme.csv", BERLIN)


def one_of(*row: str, headers: Sequence[str] = HEADERS):
    timetable = read(table(row, headers=headers))
    assert timetable.faults == ()
    return timetable.sessions[0]


@pytest.mark.parametrize(
    ("start", "utc"),
    [
        ("2026-11-27 09:30", "2026-11-27 08:30"),
        ("2026-11-27T09:30:00", "2026-11-27 08:30"),
        ("27-11-2026 09:30", "2026-11-27 08:30"),
        ("27-11-2026 9:30", "2026-11-27 08:30"),
        ("27/11/2026 09.30", "2026-11-27 08:30"),
        ("27.11.2026, 09:30 Uhr", "2026-11-27 08:30"),
        ("27.11.2026 9h30", "2026-11-27 08:30"),
        ("2026-11-27 09:30 PM", "2026-11-27 20:30"),
        ("2026-11-27 12:30 am", "2026-11-26 23:30"),
        ("2026-11-27T09:30:00+00:00", "2026-11-27 09:30"),
        ("2026-07-27 09:30", "2026-07-27 07:30"),
        ("2026-11-27 09:29:59.99", "2026-11-27 08:30"),
        ("01-12-2026 09:30", "2026-12-01 08:30"),
    ],
)
def test_start_is_read_as_people_write_it(start: str, utc: str):
    found = one_of("Talk", start, "0:45", headers=("Title", "Start", "Duration"))
    assert (found.start, found.end) == (at(utc), at(utc) + timedelta(minutes=45))


@pytest.mark.parametrize(
    ("duration", "minutes"),
    [
        ("0:45", 45), ("1:30:00", 90), ("45", 45), ("45 min", 45), ("90 Minuten", 90), ("1 h", 60),
        ("1h30", 90), ("1 h 30 min", 90), ("1.5 h", 90), ("1,5 uur", 90), ("2 hours", 120),
    ],
)  # fmt: skip
def test_duration_is_read_as_people_write_it(duration: str, minutes: int):
    found = one_of("Talk", "2026-11-27 09:30", duration, headers=("Title", "Start", "Duration"))
    assert found.end - found.start == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("day", "start", "end", "utc"),
    [
        ("2026-11-27", "09:30", "10:15", ("2026-11-27 08:30", "2026-11-27 09:15")),
        ("27.11.2026", "23:30", "00:30", ("2026-11-27 22:30", "2026-11-27 23:30")),
        ("27-11-2026", "22:00", "24:00", ("2026-11-27 21:00", "2026-11-27 23:00")),
        ("2026-11-27", "09:30 - 10:15", "", ("2026-11-27 08:30", "2026-11-27 09:15")),
        ("2026-11-27", "09:30–10:15", "", ("2026-11-27 08:30", "2026-11-27 09:15")),
    ],
)
def test_date_and_times_may_stand_in_columns_of_their_own(
    day: str, start: str, end: str, utc: tuple[str, str]
):
    found = one_of("Talk", day, start, end, headers=("Naam", "Datum", "Van", "Tot"))
    assert (found.start, found.end) == tuple(map(at, utc))


def test_end_goes_before_the_duration():
    headers = ("Title", "Start", "End", "Duration")
    found = one_of("Talk", "2026-11-27 09:30", "10:30", "0:15", headers=headers)
    assert found.end - found.start == timedelta(hours=1)


@pytest.mark.parametrize("duration", ["-0:45", "0:75", "a while", "0", "0:00", "99999999"])
def test_duration_that_is_none_is_a_fault(duration: str):
    row = ("Talk", "2026-11-27 09:30", duration)
    timetable = read(table(row, headers=("Title", "Start", "Duration")))
    assert timetable.sessions == ()
    assert timetable.faults[0].reason in (FaultReason.NOT_A_DURATION, FaultReason.ENDS_TOO_EARLY)


@pytest.mark.parametrize(
    ("start", "duration"),
    [
        ("2026-11-27 09:30{}x", "45"),
        ("2026-11-27{}09:30", "45"),
        ("2026-11-27 09:30", "1{}x"),
        ("{}", "1h{}m"),
    ],
)
def test_cell_full_of_spaces_costs_the_row_and_no_time(start: str, duration: str):
    """By the square of their number it would take hours: the test would not end."""
    row = ("Talk", start.format(" " * 100_000), duration.format(" " * 100_000))
    timetable = read(table(*[row] * 20, headers=("Title", "Start", "Duration")))
    assert (len(timetable.sessions), len(timetable.faults)) == (0, 20)


def test_spring_and_autumn_keep_their_length():
    """From 01:30 to 03:30 is one hour when the clocks go forward, and three when they go back."""
    rows = [("A", f"{day} 01:30", "03:30") for day in ("2026-03-29", "2026-10-25")]
    timetable = read(table(*rows, headers=("Title", "Start", "End")))
    assert [one.end - one.start for one in timetable.sessions] == [timedelta(hours=1), timedelta(hours=3)]


def test_end_in_the_hour_that_comes_twice_is_after_the_start():
    found = read(
        table(("A", "2026-10-25T02:30+02:00", "2026-10-25 02:15"), headers=("Title", "Start", "End"))
    )
    assert found.sessions[0].end == at("2026-10-25 01:15")
