"""The report's numbers are those of the tables, and of this event alone."""

from datetime import datetime, timedelta

import pytest

from netevent.core import clock
from netevent.core.clock import minute_of
from netevent.home.event.reading import read_report
from netevent.home.event.report import Report, arrivals_of
from tests.agenda.agendas import ANNA, BEN, CARA, STRANGER, appoint, at
from tests.conftest import LogIn
from tests.door import SIDE_GATE, Door, badge
from tests.factories import insert_attendee, insert_connection, insert_session
from tests.registration.attendance.test_service import change_event

PAGE = "/organizer/event/1"
NINE = datetime.fromisoformat("2026-11-24T09:00")


async def report(door: Door, event_id: int = 1) -> Report:
    return await door.database.read(read_report, event_id)


async def come_in(door: Door, *at_minutes: int) -> datetime:
    """One guest after another, so many minutes after the first moment, which is given back."""
    begin = clock.now().replace(second=0, microsecond=0) - timedelta(hours=3)
    for number, minutes in enumerate(at_minutes, start=1):
        await door.scan(badge(number), scanned_at=begin + timedelta(minutes=minutes))
    return begin


@pytest.fixture
async def over(door: Door) -> datetime:
    """Four of ten came, at two gates; two had said that they would not. The moment of the first."""
    begin = await come_in(door, 0, 5, 5)
    await door.scan(badge(4), scanned_at=begin + timedelta(minutes=90), gate_id=SIDE_GATE)
    for number in (11, 12):
        await door.change_attendee(number, attendance_status="not_attending")
    now = clock.now()
    await change_event(door, start_time=now - timedelta(hours=9), end_time=now - timedelta(minutes=1))
    return begin


async def test_who_came_and_who_did_not_by_type_and_gate(door: Door, over: datetime):
    counts = (await report(door)).counts
    assert (counts.checked_in, counts.coming, counts.expected, counts.not_attending) == (4, 10, 6, 2)
    assert [(one.name, one.checked_in, one.coming) for one in counts.types] == [("VIP", 3, 3), ("", 1, 7)]
    assert [(one.name, one.checked_in) for one in counts.gates] == [("Main", 3), ("East", 1)]


async def test_first_last_and_busiest(door: Door, over: datetime):
    arrivals = (await report(door)).arrivals
    assert arrivals is not None
    minutes = [(one - over) // clock.MINUTE for one in (arrivals.first, arrivals.last, arrivals.busiest)]
    assert (minutes, arrivals.most) == ([0, 90, 5], 2)


async def test_who_was_let_in_by_mistake_did_not_come(door: Door, over: datetime):
    await door.undo(4)
    shown = await report(door)
    assert shown.counts.checked_in == sum(chart.arrivals for chart in shown.charts) == 3
    assert shown.arrivals is not None
    assert shown.arrivals.last == over + timedelta(minutes=5)


def test_of_two_minutes_as_busy_the_earlier_is_told():
    nine = minute_of(NINE)
    arrivals = arrivals_of({nine + 30: 4, nine: 4, nine + 10: 1})
    assert arrivals is not None
    assert (arrivals.busiest, arrivals.most) == (NINE, 4)
    assert arrivals_of({}) is None


async def test_only_what_was_agreed_is_counted_and_only_of_this_event(door: Door):
    other = await insert_attendee(door.database, 2)
    await insert_connection(door.database, ANNA, BEN)
    await insert_connection(door.database, ANNA, CARA, status="pending")
    await insert_connection(door.database, STRANGER, other)
    await appoint(door.database, at(-60))
    await appoint(door.database, at(60))
    await appoint(door.database, at(90), status="cancelled")
    await appoint(door.database, at(60), event_id=2, requester_id=STRANGER, target_id=other)
    shown = await report(door)
    assert (shown.connections, shown.appointments) == (1, 2)


async def test_the_page_shows_them_all(door: Door, log_in_as: LogIn, over: datetime):
    await insert_session(door.database, 1, at(-120), 45, ANNA, BEN, CARA, in_room=2, location="Loft")
    client, _ = await log_in_as("olga")
    page = await (await client.get(PAGE)).get_data(as_text=True)
    text = " ".join(page.split())
    assert 'aria-current="page">After the day</a>' in text
    assert '<dt>Came in</dt><dd><b class="number">4</b><br><span class="small muted">of 10 · 40%' in text
    assert '<dt>Did not come</dt><dd><b class="number">6</b>' in text
    assert "2 had said so" in text
    assert '<th scope="row">VIP</th><td>3</td><td>3</td><td>0</td>' in text
    assert '<th scope="row">Without a type</th><td>7</td><td>1</td><td>6</td>' in text
    assert "<td>3</td><td>2</td></tr>" in text  # of three who registered for the session, two came
    assert "people came in · most at" in text
    assert f'href="{PAGE}/attendees/excel/download"' in text
    assert f'href="{PAGE}/breakout-sessions/schedule.xml"' in text
    assert "The event is not over" not in text
    assert "hx-ws:connect" in text  # the counts in the navigation go on


async def test_no_name_of_anybody_stands_in_it(door: Door, log_in_as: LogIn, over: datetime):
    await insert_connection(door.database, ANNA, BEN)
    client, _ = await log_in_as("olga")
    assert "Guest1" not in await (await client.get(PAGE)).get_data(as_text=True)


async def test_before_anything_happened_it_says_what_will_stand_there(door: Door, log_in_as: LogIn):
    client, _ = await log_in_as("olga")
    page = await (await client.get(f"{PAGE}?show=report")).get_data(as_text=True)
    assert "The event is not over" in page
    assert "Nobody came in yet" in page
    assert "How many registered for each session" in page
