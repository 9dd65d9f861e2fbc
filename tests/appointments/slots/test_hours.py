"""The grid: which quarters there are, also at night and when the clocks change."""

from datetime import date, datetime, timedelta

import pytest

from netevent.appointments.slots import hours
from netevent.appointments.slots.hours import EventHours
from netevent.core.clock import local

LONG_AGO = datetime(2020, 1, 1)  # noqa: DTZ001 - UTC without a zone, as every time here
ZONE = "Europe/Amsterdam"
DAY = date(2026, 11, 24)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def event_hours(start: str, end: str | None, zone: str = ZONE) -> EventHours:
    return EventHours.of(moment(start), moment(end) if end else None, zone)


def starts(one: EventHours, day: date = DAY, minutes: int = 15, **given: object) -> list[str]:
    busy = given.get("busy", set())
    now = given.get("now", LONG_AGO)
    found = hours.free_starts(one, day, minutes, busy, now)  # type: ignore[arg-type]  # from the test itself
    return [local(start, one.zone).strftime("%H:%M") for start in found]


def test_slots_lie_within_the_event():
    found = starts(event_hours("2026-11-24 08:30", "2026-11-24 16:00"))  # 09:30 to 17:00 there
    assert (found[0], found[-1], len(found)) == ("09:30", "16:45", 30)


def test_a_longer_appointment_ends_within_the_event_too():
    assert starts(event_hours("2026-11-24 08:30", "2026-11-24 16:00"), minutes=60)[-1] == "16:00"


def test_an_event_that_starts_off_the_grid_opens_at_its_first_whole_slot():
    found = starts(event_hours("2026-11-24 08:37:20", "2026-11-24 10:07"))
    assert (found[0], found[-1]) == ("09:45", "10:45")


def test_nobody_meets_in_the_nights_between_the_days():
    one = event_hours("2026-11-23 09:00", "2026-11-25 16:00")
    found = starts(one)
    assert (found[0], found[-1]) == ("08:00", "21:45")
    assert starts(one, minutes=30)[-1] == "21:30"


def test_an_event_that_begins_or_ends_at_night_has_that_night():
    one = event_hours("2026-11-24 05:30", "2026-11-24 23:30")  # 06:30 to 00:30 there
    assert starts(one)[0] == "06:30"
    assert starts(one)[-1] == "23:45"
    assert starts(one, DAY + timedelta(days=1)) == ["00:00", "00:15"]
    assert starts(one, minutes=60)[-1] == "23:30"  # over midnight


def test_the_nights_of_a_longer_event_stay_closed_but_for_its_own():
    one = event_hours("2026-11-23 05:00", "2026-11-25 22:00")
    assert starts(one, date(2026, 11, 23))[0] == "06:00"
    assert starts(one, date(2026, 11, 23))[-1] == "21:45"
    assert starts(one)[0] == "08:00"
    assert starts(one, date(2026, 11, 25))[-1] == "22:45"


def test_an_event_without_an_end_lasts_a_day():
    one = event_hours("2026-11-24 09:00", None)
    assert starts(one)[-1] == "21:45"
    assert starts(one, DAY + timedelta(days=1))[-1] == "09:45"


def test_what_is_past_is_not_offered():
    one = event_hours("2026-11-24 08:00", "2026-11-24 16:00")
    assert starts(one, now=moment("2026-11-24 11:45"))[0] == "13:00"


def test_what_is_taken_is_not_offered_nor_what_reaches_into_it():
    one = event_hours("2026-11-24 08:00", "2026-11-24 11:00")
    busy = set(hours.slots_of(moment("2026-11-24 09:00"), 30))
    assert starts(one, busy=busy, minutes=30) == [
        "09:00",
        "09:15",
        "09:30",
        "10:30",
        "10:45",
        "11:00",
        "11:15",
        "11:30",
    ]


@pytest.mark.parametrize(
    ("day", "there", "slots"),
    [("2026-03-29", "the night is an hour shorter", 92), ("2026-10-25", "an hour longer", 100)],
)
def test_a_day_on_which_the_clocks_change_has_its_own_number_of_slots(day: str, there: str, slots: int):
    one = event_hours(f"{day} 00:00", f"{day} 22:30")
    assert len(hours._slots_of(one, date.fromisoformat(day))) == slots, there
    assert "08:00" in starts(one, date.fromisoformat(day))


def test_the_hour_that_comes_twice_is_offered_twice():
    one = event_hours("2026-10-24 20:00", "2026-10-25 03:00")  # a night event; 02:00 comes twice
    found = starts(one, date(2026, 10, 25))
    assert found.count("02:15") == 2


def test_the_hour_that_does_not_come_is_not_offered():
    one = event_hours("2026-03-28 21:00", "2026-03-29 03:00")
    found = starts(one, date(2026, 3, 29))
    assert "01:45" in found
    assert "03:00" in found
    assert not [start for start in found if start.startswith("02")]


def test_days_are_those_of_the_events_own_calendar_that_are_to_come():
    one = event_hours("2026-11-23 23:30", "2026-11-26 10:00")  # the 24th there
    assert list(hours.days(one, LONG_AGO)) == [date(2026, 11, day) for day in (24, 25, 26)]
    assert list(hours.days(one, moment("2026-11-25 23:30"))) == [date(2026, 11, 26)]
    assert list(hours.days(one, moment("2026-11-27 10:00"))) == []


@pytest.mark.parametrize(
    ("start", "minutes"),
    [
        ("2026-11-24 09:07", 15),
        ("2026-11-24 09:00:30", 15),
        ("2026-11-24 09:00", 20),
        ("2026-11-24 09:00", 0),
        ("2026-11-24 07:45", 15),
        ("2026-11-24 15:45", 30),
        ("2026-11-25 09:00", 15),
    ],
)
def test_a_time_off_the_grid_or_outside_the_event_is_impossible(start: str, minutes: int):
    one = event_hours("2026-11-24 08:00", "2026-11-24 16:00")
    assert hours.is_possible(one, moment("2026-11-24 09:00"), 60, LONG_AGO)
    assert not hours.is_possible(one, moment(start), minutes, LONG_AGO)
    assert not hours.is_possible(one, moment("2026-11-24 09:00"), 60, moment("2026-11-24 09:00"))


@pytest.mark.parametrize("zone", ["Asia/Kathmandu", "Australia/Lord_Howe", "America/St_Johns"])
def test_zones_with_odd_offsets_share_the_grid(zone: str):
    one = event_hours("2026-11-24 00:00", "2026-11-24 23:45", zone)
    assert {start[3:] for start in starts(one)} <= {"00", "15", "30", "45"}
