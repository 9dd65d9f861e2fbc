"""What an event's page shows, by the clock on the wall of the event and by nothing else."""

from datetime import datetime, timedelta

import pytest

from netevent.core.clock import utc
from netevent.core.i18n.localized import LocalizedText
from netevent.events.details import Details, Event
from netevent.home.event.faces import Face, asked_face, face_of

AUCKLAND = "Pacific/Auckland"


wall = datetime.fromisoformat


def event(start: datetime, end: datetime | None, zone: str) -> Event:
    details = Details("Summit", "", utc(start, zone), utc(end, zone) if end else None, zone, "", None, ())
    return Event(1, "SUMMIT", details, 0, LocalizedText("Summit", ()))


@pytest.mark.parametrize("zone", ["UTC", AUCKLAND, "America/Los_Angeles"])
@pytest.mark.parametrize(
    ("now", "face"),
    [
        (wall("2026-11-23T09:30"), Face.checklist),
        (wall("2026-11-23T23:59:59"), Face.checklist),
        (wall("2026-11-24T00:00"), Face.live),
        (wall("2026-11-24T09:30"), Face.live),
        (wall("2026-11-25T03:00"), Face.live),
        (wall("2026-11-25T17:00"), Face.live),
        (wall("2026-11-25T17:00:01"), Face.report),
        (wall("2027-01-01T00:00"), Face.report),
    ],
)
def test_the_day_begins_at_midnight_where_the_event_is(now: datetime, face: Face, zone: str):
    two_days = event(wall("2026-11-24T09:30"), wall("2026-11-25T17:00"), zone)
    assert face_of(two_days, utc(now, zone)) is face


def test_elsewhere_on_earth_it_is_another_day():
    noon = wall("2026-11-23T12:00")
    start, end = wall("2026-11-24T09:00"), wall("2026-11-24T17:00")
    assert face_of(event(start, end, AUCKLAND), noon) is Face.live
    assert face_of(event(start, end, "UTC"), noon) is Face.checklist


def test_an_event_without_an_end_is_over_a_day_after_its_start():
    start = wall("2026-11-24T09:00")
    endless = event(start, None, "UTC")
    assert face_of(endless, start + timedelta(hours=24)) is Face.live
    assert face_of(endless, start + timedelta(hours=24, seconds=1)) is Face.report


@pytest.mark.parametrize("word", ["", "LIVE", "poster", "../report", "0"])
def test_a_word_that_is_no_face_is_as_good_as_none(word: str):
    assert asked_face(word, Face.report) is Face.report
    assert asked_face("live", Face.report) is Face.live
