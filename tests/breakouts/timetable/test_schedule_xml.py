"""The schedule.xml of frab and pretalx: what is read from it, and that what is written is read the same."""

from datetime import datetime, timedelta
from xml.etree import ElementTree

import pytest

from netevent.breakouts.timetable import (
    FaultReason,
    Reason,
    Timetable,
    UnreadableTimetable,
    read_schedule_xml,
    write_schedule_xml,
)
from netevent.core import clock
from tests.breakouts.timetable.sources import BERLIN, CONGRESS, at, event, schedule, session


@pytest.fixture(scope="module")
def congress() -> Timetable:
    return read_schedule_xml(CONGRESS.read_bytes(), BERLIN)


def one(*events: str, zone: str = BERLIN, **around: str):
    timetable = read_schedule_xml(schedule(*events, **around), zone)
    (found,) = timetable.sessions
    return found


def fault_of(*events: str, zone: str = BERLIN, **around: str) -> tuple[int, FaultReason, str]:
    timetable = read_schedule_xml(schedule(*events, **around), zone)
    (fault,) = timetable.faults
    return fault.row, fault.reason, fault.value


def test_all_of_a_real_congress_is_read_without_a_fault(congress: Timetable):
    assert len(congress.sessions) == 138
    assert congress.faults == ()
    assert congress.title == "31. Chaos Communication Congress"
    assert {one.room for one in congress.sessions} == {"Saal 1", "Saal 2", "Saal G", "Saal 6"}
    assert len({one.upstream_id for one in congress.sessions}) == 138


def test_session_has_what_the_event_says(congress: Timetable):
    first = congress.sessions[0]
    assert first.upstream_id == "29aecfd7-2e44-4f49-ab86-29b5e0877325"
    assert (first.name, first.room, first.track) == ("31C3 Opening Event", "Saal 1", "CCC")
    assert (first.start, first.end) == (at("2014-12-27 10:00"), at("2014-12-27 10:30"))
    assert first.presenters == ("erdgeist", "Geraldine de Bastion")
    assert first.seats is None


def test_times_of_a_real_congress_are_those_of_the_file(congress: Timetable):
    root = ElementTree.fromstring(CONGRESS.read_bytes())  # noqa: S314 - our own file
    said = {
        one.get("guid"): datetime.fromisoformat(one.findtext("date", "")) - timedelta(hours=1)
        for one in root.iter("event")
    }
    assert {one.upstream_id: one.start for one in congress.sessions} == {
        guid: moment.replace(tzinfo=None) for guid, moment in said.items()
    }


def test_night_is_found_by_the_day_as_well_as_by_the_date(congress: Timetable):
    """Without the dates of the events only the days and the times of the clock are left."""
    root = ElementTree.fromstring(CONGRESS.read_bytes())  # noqa: S314 - our own file
    for found in root.iter("event"):
        found.remove(found.find("date"))  # type: ignore[arg-type]  # each event has one
    assert read_schedule_xml(ElementTree.tostring(root), BERLIN).sessions == congress.sessions
    assert [one for one in congress.sessions if clock.local(one.start, BERLIN).hour < 4]


def test_real_congress_comes_back_equal_from_what_is_written(congress: Timetable):
    written = write_schedule_xml(congress.title, congress.zone, congress.sessions)
    again = read_schedule_xml(written, "Asia/Tokyo")
    assert again == congress


def test_written_file_has_the_form_that_other_programs_ask_for(congress: Timetable):
    root = ElementTree.fromstring(  # noqa: S314 - our own file
        write_schedule_xml(congress.title, congress.zone, congress.sessions)
    )
    assert [one.tag for one in root] == ["version", "conference", "day", "day", "day", "day"]
    assert [day.get("date") for day in root.iter("day")] == [f"2014-12-{day}" for day in (27, 28, 29, 30)]
    assert [day.get("index") for day in root.iter("day")] == ["1", "2", "3", "4"]
    events = list(root.iterfind("day/room/event"))
    asked = {"date", "start", "duration", "room", "slug", "title", "subtitle", "track", "type", "language"}
    asked |= {"abstract", "description", "persons", "links"}
    assert all({part.tag for part in one} == asked for one in events)
    for unique in ([one.get("id") for one in events], [one.findtext("slug") for one in events]):
        assert len(set(unique)) == len(events) == 138
    assert all(int(one.get("id", "")) > 0 for one in events)


def test_night_belongs_to_the_day_before_in_what_is_written(congress: Timetable):
    root = ElementTree.fromstring(  # noqa: S314 - our own file
        write_schedule_xml(congress.title, congress.zone, congress.sessions)
    )
    theirs = ElementTree.fromstring(CONGRESS.read_bytes())  # noqa: S314 - our own file
    assert days_of(root) == days_of(theirs)


def days_of(root: ElementTree.Element) -> dict[str | None, str | None]:
    return {one.get("guid"): day.get("date") for day in root.iter("day") for one in day.iter("event")}


def test_numbers_of_events_stay_when_others_are_added():
    talk = session(upstream_id="talk")
    alone = write_schedule_xml("C", BERLIN, [talk])
    beside = write_schedule_xml("C", BERLIN, [session(upstream_id="other"), talk])
    assert number_of(alone, "talk") == number_of(beside, "talk") != number_of(beside, "other")


def number_of(written: bytes, guid: str) -> str | None:
    root = ElementTree.fromstring(written)  # noqa: S314 - our own file
    return next(one.get("id") for one in root.iter("event") if one.get("guid") == guid)


@pytest.mark.parametrize(
    "awkward",
    [
        session(name="<script>\"&amp;'</script>", room="A & B <x>", track="]]>", upstream_id="<&'\">"),
        session(description="Generic<T> &amp; <b>bold</b>\n\n- a list\n<!-- seen -->"),
        session(description="AT&T & Co < 3 > 2"),
        session(seats=40, presenters=("Łukasz Żółć", "李小龍")),
        session(room="", track="", presenters=()),
        session(end=at("2026-11-29 08:30")),
        session(start=at("2026-03-28 23:30"), end=at("2026-03-29 03:00")),
        session(start=at("2026-10-25 00:30"), end=at("2026-10-25 01:30")),
    ],
    ids=["signs", "markup", "ampersand", "seats", "nothing", "two days", "spring", "autumn"],
)
def test_awkward_session_comes_back_equal(awkward):
    assert read_schedule_xml(write_schedule_xml("C", BERLIN, [awkward]), "Asia/Tokyo").sessions == (awkward,)


def test_characters_that_no_xml_holds_are_left_out_when_writing():
    written = write_schedule_xml("C", BERLIN, [session(name="a\x00b\x0bc\uffff")])
    assert read_schedule_xml(written, BERLIN).sessions[0].name == "abc"


def test_half_past_midnight_without_a_date_is_on_the_next_day_of_the_calendar():
    found = one(event(date="", start="00:30"))
    assert found.start == at("2014-12-27 23:30")
    assert one(event(date="", start="23:30")).start == at("2014-12-27 22:30")


def test_morning_before_the_first_session_of_a_day_stays_on_that_day():
    """05:00 on the next day would be after the end of the day."""
    assert one(event(date="", start="05:00")).start == at("2014-12-27 04:00")


def test_day_that_says_no_bounds_is_taken_by_its_date():
    assert one(event(date="", start="00:30"), day='date="2014-12-27"').start == at("2014-12-26 23:30")


def test_date_with_an_offset_goes_before_the_zone():
    assert one(event(date="2014-12-27T12:00:00-05:00")).start == at("2014-12-27 17:00")
    assert one(event(date="2014-12-27T12:00:00Z")).start == at("2014-12-27 12:00")


def test_zone_of_the_file_goes_before_that_of_the_event():
    place = "<title>C</title><time_zone_name>Asia/Tokyo</time_zone_name>"
    assert one(event(date="2014-12-27T12:00:00"), conference=place).start == at("2014-12-27 03:00")
    assert one(event(date="2014-12-27T12:00:00")).start == at("2014-12-27 11:00")


@pytest.mark.parametrize("zone", ["../../etc/passwd", "Mars/Olympus", ""])
def test_zone_that_is_none_leaves_that_of_the_event(zone: str):
    place = f"<title>C</title><time_zone_name>{zone}</time_zone_name>"
    timetable = read_schedule_xml(schedule(event(date="2014-12-27T12:00:00"), conference=place), BERLIN)
    assert timetable.zone == BERLIN
    assert timetable.sessions[0].start == at("2014-12-27 11:00")


@pytest.mark.parametrize(
    ("duration", "minutes"), [("00:45", 45), ("1:05", 65), ("1:02:03", 1563), ("26:00", 1560)]
)
def test_duration_is_hours_and_minutes_or_days_before_them(duration: str, minutes: int):
    found = one(event(duration=duration))
    assert found.end - found.start == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ({"duration": "-01:00"}, FaultReason.NOT_A_DURATION),
        ({"duration": "an hour"}, FaultReason.NOT_A_DURATION),
        ({"duration": "9" * 400 + ":00"}, FaultReason.NOT_A_DURATION),
        ({"duration": "00:00"}, FaultReason.ENDS_TOO_EARLY),
        ({"duration": "60:00:00"}, FaultReason.LASTS_TOO_LONG),
        ({"duration": ""}, FaultReason.END_MISSING),
        ({"date": "", "start": ""}, FaultReason.START_MISSING),
        ({"date": "2014-02-30T12:00:00+01:00"}, FaultReason.NOT_A_TIME),
        ({"date": "0001-01-01T00:00:00+14:00"}, FaultReason.NOT_A_TIME),
        ({"date": "9999-12-31T23:59:00-14:00"}, FaultReason.NOT_A_TIME),
        ({"date": "", "start": "25:61"}, FaultReason.NOT_A_TIME),
        ({"date": "2014-12-27T12:00:00+99:99"}, FaultReason.NOT_A_TIME),
        ({"date": "2026-03-29T02:30:00"}, FaultReason.SKIPPED_TIME),
        ({"title": ""}, FaultReason.NAME_MISSING),
    ],
)
def test_event_that_cannot_be_read_costs_itself_only(parts: dict[str, str], reason: FaultReason):
    timetable = read_schedule_xml(schedule(event("g1", **parts), event("g2")), BERLIN)
    assert [one.upstream_id for one in timetable.sessions] == ["g2"]
    assert [(one.row, one.reason, one.costs_session) for one in timetable.faults] == [(1, reason, True)]
    assert "%" not in timetable.faults[0].text


def test_time_that_comes_twice_is_the_first_and_remarked():
    timetable = read_schedule_xml(schedule(event(date="2026-10-25T02:30:00")), BERLIN)
    assert timetable.sessions[0].start == at("2026-10-25 00:30")
    assert [(one.reason, one.costs_session) for one in timetable.faults] == [
        (FaultReason.TIME_COMES_TWICE, False)
    ]


def test_event_without_a_guid_is_known_by_its_id():
    assert one(event("")).upstream_id == "7"


def test_second_event_with_a_guid_stays_out():
    assert fault_of(event("g1"), event("g1", title="Again")) == (2, FaultReason.CODE_TWICE, "g1")


def test_room_is_that_of_the_event_or_else_that_around_it():
    assert one(event(room="Foyer")).room == "Foyer"
    assert one(event()).room == "Hall"


def test_session_without_any_room_has_none_and_no_fault():
    timetable = read_schedule_xml(schedule(event("g1"), event("g2"), room=""), BERLIN)
    assert [one.room for one in timetable.sessions] == ["", ""]
    assert timetable.faults == ()


def test_sessions_in_one_room_at_one_time_are_both_taken_and_remarked():
    later = event("g2", title="Late", date="2014-12-27T12:30:00+01:00")
    timetable = read_schedule_xml(schedule(event("g1", title="Early"), later), BERLIN)
    assert len(timetable.sessions) == 2
    assert [(one.row, one.reason, one.value) for one in timetable.faults] == [
        (2, FaultReason.ROOM_TAKEN, "Early")
    ]


def test_session_that_starts_when_another_one_ends_is_not_remarked():
    later = event("g2", date="2014-12-27T13:00:00+01:00")
    assert read_schedule_xml(schedule(event("g1"), later), BERLIN).faults == ()


def test_title_past_the_limit_is_cut_and_said():
    timetable = read_schedule_xml(schedule(event(title="x" * 2_000)), BERLIN)
    assert timetable.sessions[0].name == "x" * 255
    (fault,) = timetable.faults
    assert (fault.reason, fault.limit, fault.costs_session) == (FaultReason.CUT, 255, False)
    assert fault.text == f"Only the first 255 characters are kept of “{'x' * 99}…”."


def test_title_at_the_limit_is_whole():
    timetable = read_schedule_xml(schedule(event(title="x" * 255)), BERLIN)
    assert timetable.sessions[0].name == "x" * 255
    assert timetable.faults == ()


def test_track_and_description_are_cut_where_their_columns_end():
    timetable = read_schedule_xml(schedule(event(track="t" * 101, description="d" * 16_001)), BERLIN)
    assert (len(timetable.sessions[0].track), len(timetable.sessions[0].description)) == (100, 16_000)
    assert [one.limit for one in timetable.faults] == [16_000, 100]


def test_guid_past_the_limit_costs_the_session():
    assert fault_of(event("g" * 256)) == (1, FaultReason.CODE_TOO_LONG, "")


def test_description_is_subtitle_abstract_and_description_without_repeats():
    found = one(event(subtitle="Sub", abstract="About <i>this</i>", description="Sub"))
    assert found.description == "Sub\n\nAbout this"


def test_persons_are_presenters_once_each():
    persons = (
        "<persons><person id='1'>Ada</person><person id='2'> Ada </person><person name='Bob'/></persons>"
    )
    found = one(event().replace("</event>", f"{persons}</event>"))
    assert found.presenters == ("Ada", "Bob")


def test_more_sessions_than_a_programme_has_are_refused():
    events = [event(f"g{number}") for number in range(5_001)]
    with pytest.raises(UnreadableTimetable) as refused:
        read_schedule_xml(schedule(*events), BERLIN)
    assert refused.value.reason is Reason.TOO_MANY_SESSIONS
    assert len(read_schedule_xml(schedule(*events[:5_000]), BERLIN).sessions) == 5_000
