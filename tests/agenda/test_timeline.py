"""The timeline: days of the event's zone, what overlaps, what is over, and how late it is."""

from __future__ import annotations

from datetime import datetime, timedelta

from netevent.agenda.timeline import (
    Agenda,
    Entry,
    State,
    looks_the_same_until,
    next_entries,
    timeline,
)
from netevent.core.i18n.localized import LocalizedText

NOON = datetime(2026, 11, 24, 12)  # noqa: DTZ001 - UTC without a zone, as every time here


def entry(number: int, hours: float, minutes: int = 60, state: State = State.agreed) -> Entry:
    start = NOON + timedelta(hours=hours)
    return Entry(number, start, start + timedelta(minutes=minutes), f"Entry {number}", "", state, NOON)


def agenda(*entries: Entry, zone: str = "Europe/Amsterdam") -> Agenda:
    return Agenda(1, LocalizedText("Smart Cities Summit"), zone, "en", entries)


def test_days_are_those_of_the_event_and_not_of_utc():
    late = agenda(entry(1, 10.5), entry(2, 11.5))  # 23:30 and, the next day, 00:30 in Amsterdam
    days = timeline(late, NOON)
    assert [[line.entry.id for line in day.lines] for day in days] == [[1], [2]]
    assert len(timeline(agenda(entry(1, 10.5), entry(2, 11.5), zone="UTC"), NOON)) == 1


def test_the_line_of_now_stands_before_what_is_to_come_and_on_no_other_day():
    first, second = timeline(agenda(entry(1, -3), entry(2, -0.5), entry(3, 1), entry(4, 24)), NOON)
    assert (first.now_before, second.now_before) == (2, None)
    assert [(line.is_past, line.is_now) for line in first.lines] == [
        (True, False),
        (False, True),
        (False, False),
    ]


def test_what_overlaps_names_the_other_and_what_follows_at_once_does_not():
    (day,) = timeline(agenda(entry(1, 1, 60), entry(2, 1.5, 30), entry(3, 2)), NOON)
    assert [[other.id for other in line.overlapping] for line in day.lines] == [[2], [1], []]


def test_what_was_cancelled_or_is_only_proposed_is_not_on_the_timeline():
    gone = agenda(entry(1, 1, state=State.cancelled), entry(2, 1, state=State.proposed), entry(3, 1))
    (day,) = timeline(gone, NOON)
    assert [(line.entry.id, line.overlapping) for line in day.lines] == [(3, ())]


def test_next_are_three_beginning_with_what_goes_on():
    coming = next_entries(agenda(entry(1, -2), entry(2, -0.5), *(entry(n, n) for n in range(3, 8))), NOON)
    assert [one.id for one in coming] == [2, 3, 4]


def test_a_timeline_looks_the_same_until_something_begins_or_ends_or_the_day_does():
    assert looks_the_same_until(agenda(entry(1, -0.5), entry(2, 2)), NOON) == NOON + timedelta(minutes=30)
    assert looks_the_same_until(agenda(), NOON) == NOON + timedelta(hours=11)  # midnight in Amsterdam


def test_what_is_over_collides_with_nothing():
    (day,) = timeline(agenda(entry(1, -1, 50), entry(2, -0.5, 90)), NOON)
    assert [[other.id for other in line.overlapping] for line in day.lines] == [[2], []]
