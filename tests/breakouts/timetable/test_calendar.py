"""A programme for calendars, read back by a program that reads calendars."""

from datetime import UTC, timedelta
from typing import Any

from icalendar import Calendar

from netevent.breakouts.timetable import read_schedule_xml, write_calendar
from netevent.breakouts.timetable.timetable import TimetableSession
from tests.breakouts.timetable.sources import BERLIN, CONGRESS, at, session


def written(*sessions: TimetableSession, changed: str = "2026-11-01 12:00", prefix: str = "event-3") -> bytes:
    return write_calendar(
        "Programme",
        sessions,
        base_url="https://net.example:8443/x",
        uid_prefix=prefix,
        changed_at=at(changed),
    )


def entries(content: bytes) -> list[Any]:
    return Calendar.from_ical(content).walk("VEVENT")


def test_every_session_is_one_entry():
    sessions = read_schedule_xml(CONGRESS.read_bytes(), BERLIN).sessions
    found = entries(written(*sessions))
    assert [one["SUMMARY"] for one in found] == [one.name for one in sessions]
    assert [one["DTSTART"].dt.replace(tzinfo=None) for one in found] == [one.start for one in sessions]
    assert {one["DTSTART"].dt.utcoffset() for one in found} == {timedelta(0)}
    assert len({one["UID"] for one in found}) == 138


def test_entry_has_times_room_presenters_and_description():
    (entry,) = entries(written(session(presenters=("Ada", "Bob"), description="About it")))
    assert (entry["DTSTART"].dt, entry["DTEND"].dt) == (
        at("2026-11-27 08:30").replace(tzinfo=UTC),
        at("2026-11-27 09:15").replace(tzinfo=UTC),
    )
    assert entry["LOCATION"] == "Hall"
    assert entry["DESCRIPTION"] == "Ada, Bob\n\nAbout it"
    assert b"DTSTART:20261127T083000Z" in written(session())


def test_entry_is_known_by_its_code_whatever_else_changes():
    before, after = session(), session(name="New", start=at("2026-11-28 08:30"), end=at("2026-11-28 09:30"))
    assert [one["UID"] for one in entries(written(before))] == ["event-3-a-1@net.example"]
    assert entries(written(before))[0]["UID"] == entries(written(after))[0]["UID"]
    assert entries(written(before, prefix="event-4"))[0]["UID"] != entries(written(before))[0]["UID"]


def test_same_programme_gives_the_same_bytes_and_a_later_one_a_later_stamp():
    assert written(session()) == written(session())
    assert written(session()) != written(session(), changed="2026-11-02 12:00")


def test_nothing_in_a_text_becomes_a_property():
    hostile = "Talk\r\nATTENDEE:mailto:x@example.org\x85BEGIN:VEVENT; a, b \\n"
    (entry,) = entries(written(session(name=hostile, room=hostile, description=hostile, upstream_id=hostile)))
    assert "ATTENDEE" not in entry
    assert not [line for line in written(session(name=hostile)).splitlines() if line.startswith(b"ATTENDEE")]


def test_missing_room_and_description_are_left_out():
    (entry,) = entries(written(session(room="")))
    assert not {"LOCATION", "DESCRIPTION"} & set(entry)
