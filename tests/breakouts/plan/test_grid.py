"""A day of the programme as a grid: which sessions are on it, and where each box stands."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import combinations
from pathlib import Path

import pytest

from netevent.breakouts.plan.days import dates_of
from netevent.breakouts.plan.grid import Box, Grid, grid_of
from netevent.breakouts.session import Session
from netevent.breakouts.timetable.reading import read_timetable
from netevent.core.clock import local, utc

BERLIN = "Europe/Berlin"
FRIDAY, SATURDAY, SUNDAY = date(2026, 11, 27), date(2026, 11, 28), date(2026, 11, 29)
CONGRESS = Path(__file__).parents[2] / "data" / "schedule-31c3.xml"


def session(start: str, minutes: int, room: str = "Loft", zone: str = BERLIN, number: int = 0) -> Session:
    """`start` is on the clock on the wall: ``27 23:30`` of November 2026."""
    begins = utc(datetime.strptime(f"2026-11-{start}", "%Y-%m-%d %H:%M"), zone)  # noqa: DTZ007 - on the wall
    return a_session(begins, begins + timedelta(minutes=minutes), room, number)


def a_session(start: datetime, end: datetime, room: str, number: int = 0) -> Session:
    return Session(
        id=number,
        event_id=1,
        code=f"S{number}",
        name=f"Session {number}",
        description="",
        start=start,
        end=end,
        room=room,
        capacity=None,
        held=0,
        taken=0,
        waiting=0,
    )


def only(grid: Grid) -> Box:
    (box,) = grid.boxes
    return box


def hours(grid: Grid, zone: str = BERLIN) -> list[str]:
    return [f"{local(hour.start, zone):%H:%M}" for hour in grid.hours]


def covered(box: Box) -> set[tuple[int, int]]:
    rows, columns = range(box.row, box.row + box.rows), range(box.column, box.column + box.columns)
    return {(row, column) for row in rows for column in columns}


def check(grid: Grid) -> None:
    """No box lies on another, each is in its room's columns, and within the grid."""
    for one, other in combinations(grid.boxes, 2):
        assert not covered(one) & covered(other), (one.session.name, other.session.name)
    rooms = {room.name: room for room in grid.rooms}
    for box in grid.boxes:
        room = rooms[box.session.room]
        assert room.column <= box.column
        assert box.column + box.columns <= room.column + room.columns <= grid.columns
        assert box.row + box.rows <= grid.rows


def test_a_box_stands_at_its_time_and_is_as_tall_as_it_lasts():
    box = only(grid_of(FRIDAY, [session("27 09:30", 45)], BERLIN))
    assert (box.row, box.rows, box.column, box.columns) == (6, 9, 0, 1)


def test_minutes_between_two_steps_lay_no_box_on_the_next_one():
    some = [session("27 09:00", 7, number=1), session("27 09:07", 3, number=2), session("27 09:10", 1)]
    grid = grid_of(FRIDAY, some, BERLIN)
    check(grid)
    assert [box.rows for box in grid.boxes] == [1, 1, 1]
    assert grid.columns == 1


def test_rooms_stand_as_people_count_and_those_without_a_room_come_last():
    some = [session("27 09:00", 30, room) for room in ("", "Room 10", "room 2", "Loft")]
    grid = grid_of(FRIDAY, some, BERLIN)
    assert [room.name for room in grid.rooms] == ["Loft", "room 2", "Room 10", ""]
    assert [room.column for room in grid.rooms] == [0, 1, 2, 3]


def test_sessions_that_overlap_in_a_room_stand_side_by_side_and_the_others_take_its_whole_width():
    some = [
        session("27 09:00", 60, number=1),
        session("27 09:30", 60, number=2),
        session("27 09:45", 15, number=3),
        session("27 10:00", 15, number=4),
        session("27 11:00", 30, number=5),
        session("27 11:10", 30, number=6),
        session("27 13:00", 30, number=7),
        session("27 09:00", 60, "Quay", number=8),
    ]
    grid = grid_of(FRIDAY, some, BERLIN)
    check(grid)
    boxes = {box.session.id: box for box in grid.boxes}
    assert [boxes[number].column for number in (1, 2, 3, 4)] == [0, 1, 2, 0]
    assert [(boxes[number].column, boxes[number].columns) for number in (5, 6)] == [(0, 1), (1, 2)]
    assert (boxes[7].column, boxes[7].columns) == (0, 3)
    assert (boxes[8].column, boxes[8].columns) == (3, 1)


def test_boxes_are_read_by_time():
    some = [session("27 11:00", 30, "A", number=1), session("27 09:00", 30, "B", number=2)]
    grid = grid_of(FRIDAY, [*some, session("27 11:00", 30, "C", number=3)], BERLIN)
    assert [box.session.id for box in grid.boxes] == [2, 1, 3]


def test_hours_in_which_nothing_takes_place_are_left_out_when_they_are_several():
    some = [session("27 00:15", 60), session("27 10:00", 60), session("27 12:30", 30)]
    grid = grid_of(FRIDAY, some, BERLIN)
    assert hours(grid) == ["00:00", "01:00", "10:00", "11:00", "12:00"]
    assert [hour.after_pause for hour in grid.hours] == [False, False, True, False, False]
    assert [hour.row for hour in grid.hours] == [0, 12, 28, 40, 52]
    assert [box.row for box in grid.boxes] == [3, 28, 58]
    assert grid.rows == 64


def test_what_goes_on_past_midnight_belongs_to_the_day_on_which_it_begins():
    late = session("27 23:30", 120)
    assert dates_of([late], BERLIN) == [FRIDAY]
    grid = grid_of(FRIDAY, [late], BERLIN)
    assert hours(grid) == ["23:00", "00:00", "01:00"]
    assert (only(grid).row, only(grid).rows) == (6, 24)


def test_what_is_still_on_in_the_morning_is_on_the_next_day_too():
    days_long = session("27 18:00", 48 * 60)
    assert dates_of([days_long], BERLIN) == [FRIDAY, SATURDAY, SUNDAY]
    assert hours(grid_of(FRIDAY, [days_long], BERLIN))[-1] == "05:00"
    saturday = grid_of(SATURDAY, [days_long], BERLIN)
    assert (only(saturday).row, only(saturday).rows) == (0, 30 * 12)
    assert hours(grid_of(SUNDAY, [days_long], BERLIN))[-1] == "17:00"


def test_the_day_is_the_events_own():
    early = session("28 00:30", 30, zone=BERLIN)
    assert dates_of([early], BERLIN) == [SATURDAY]
    assert dates_of([early], "America/New_York") == [FRIDAY]
    assert hours(grid_of(FRIDAY, [early], "America/New_York"), "America/New_York") == ["18:00"]


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        (date(2026, 10, 25), ["00:00", "01:00", "02:00", "02:00", "03:00"]),
        (date(2026, 3, 29), ["00:00", "01:00", "03:00"]),
    ],
)
def test_when_the_clock_changes_the_hours_say_what_the_wall_says(day: date, shown: list[str]):
    midnight = utc(datetime(day.year, day.month, day.day), BERLIN)  # noqa: DTZ001 - on the wall
    four = utc(datetime(day.year, day.month, day.day, 4), BERLIN)  # noqa: DTZ001 - on the wall
    long = a_session(midnight, four, "Loft")
    grid = grid_of(day, [long], BERLIN)
    assert hours(grid) == shown
    assert only(grid).rows == len(shown) * 12


def test_a_day_without_sessions_is_an_empty_grid():
    grid = grid_of(FRIDAY, [], BERLIN)
    assert (grid.boxes, grid.rooms, grid.hours, grid.rows, grid.columns) == ((), (), (), 0, 0)


def test_a_congress_of_four_days_has_every_session_in_its_place():
    read = read_timetable(CONGRESS.read_bytes(), CONGRESS.name, BERLIN)
    sessions = [
        a_session(one.start, one.end, one.room, number) for number, one in enumerate(read.sessions, start=1)
    ]
    grids = [grid_of(day, sessions, BERLIN) for day in dates_of(sessions, BERLIN)]
    for grid in grids:
        check(grid)
    shown = [box.session.id for grid in grids for box in grid.boxes]
    assert (len(grids), len(shown), len(set(shown))) == (4, 138, 138)


def test_three_hundred_sessions_at_odd_times_lie_beside_each_other():
    some = [
        session(f"27 {8 + number % 13:02}:{number * 7 % 60:02}", 10 + number * 11 % 100, f"{number % 9}")
        for number in range(300)
    ]
    grid = grid_of(FRIDAY, some, BERLIN)
    check(grid)
    assert len(grid.boxes) == 300
