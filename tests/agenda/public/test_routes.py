"""The programme for everybody: there where the organizer shows it, and nowhere else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from icalendar import Calendar
from quart import Quart
from sqlalchemy import update

from netevent.breakouts.timetable import read_schedule_xml
from netevent.core import clock
from netevent.core.database.tables import events
from tests.breakouts.importing.uploads import text
from tests.conftest import LogIn
from tests.door import Door
from tests.factories import insert_session

PAGE, XML, CALENDAR = "/event/EVENT1/programme", "/event/EVENT1/schedule.xml", "/event/EVENT1/programme.ics"
HTMX = {"HX-Request": "true"}


async def change_event(door: Door, **values: Any) -> None:
    statement = update(events).where(events.c.id == 1).values(**values)
    await door.database.transact(lambda tx: tx.execute(statement))


@pytest.fixture
async def shown(door: Door) -> Door:
    await change_event(door, has_public_programme=True)
    soon = clock.now().replace(microsecond=0) + timedelta(hours=1)
    described = "**Bold** <script>alert(1)</script> [x](javascript:alert(1))"
    await insert_session(
        door.database, 1, soon, 45, 1, name="Locks", description=described, location="Crane room",
        max_attendees=3, presenter_names="Ada\nBob",
    )  # fmt: skip
    await insert_session(door.database, 1, soon, 45, name="Queues", location="Harbour room")
    return door


@pytest.mark.parametrize("path", [PAGE, XML, CALENDAR])
async def test_it_is_nowhere_unless_the_organizer_shows_it(
    app: Quart, door: Door, log_in_as: LogIn, path: str
):
    assert (await app.test_client().get(path)).status_code == 404
    olga, _ = await log_in_as("olga")
    assert (await olga.get(path)).status_code == 404
    await change_event(door, has_public_programme=True)
    assert (await app.test_client().get(path)).status_code == 200
    assert (await app.test_client().get(path.replace("EVENT1", "EVENT2"))).status_code == 404
    assert (await app.test_client().get(path.replace("EVENT1", "event1"))).status_code == 200
    assert (await app.test_client().get(path.replace("EVENT1", "NO'ONE"))).status_code == 404


async def test_a_guest_reads_it_and_may_keep_it_for_a_minute(app: Quart, shown: Door):
    answer = await app.test_client().get(PAGE)
    page = await text(answer)
    assert answer.headers["Cache-Control"] == "private, max-age=60"
    assert "HX-Request" in answer.headers["Vary"]
    for said in ("Event 1", "Locks", "Crane room", "Ada and Bob", "2 seats left", "<strong>Bold</strong>"):
        assert said in page
    assert "<script>alert" not in page
    assert 'href="javascript' not in page
    assert "hx-ws:connect" not in page
    assert 'formaction="' not in page


async def test_who_is_logged_in_gets_a_page_that_nobody_keeps(shown: Door, log_in_as: LogIn):
    client, _ = await log_in_as("guest1")
    answer = await client.get(PAGE)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("asked", ["?q=queues", "?room=Harbour%20room", "?q=harbour"])
async def test_the_filter_shows_a_part_also_without_javascript(app: Quart, shown: Door, asked: str):
    client = app.test_client()
    for headers in ({}, HTMX):
        page = await text(await client.get(PAGE + asked, headers=headers))
        assert "Queues" in page
        assert '<p class="name">Locks' not in page
        assert ("<html" in page) == (not headers)


async def test_presenters_are_found_and_signs_of_markdown_are_not(app: Quart, shown: Door):
    client = app.test_client()
    assert "Locks" in await text(await client.get(f"{PAGE}?q=bob", headers=HTMX))
    assert "No sessions found" in await text(await client.get(f"{PAGE}?q=**", headers=HTMX))


@pytest.mark.parametrize(
    "closed", [{"is_open": False}, {"max_attendees": 12}, {"end_time": clock.now() - timedelta(minutes=1)}]
)
async def test_it_leads_to_the_registration_while_that_is_open(
    app: Quart, shown: Door, closed: dict[str, Any]
):
    client = app.test_client()
    assert "/register/attendee/EVENT1" in await text(await client.get(PAGE))
    await change_event(shown, **closed)
    assert "/register/attendee/EVENT1" not in await text(await client.get(PAGE))


async def test_its_files_hold_the_same_sessions_for_everybody(app: Quart, shown: Door):
    client = app.test_client()
    answer = await client.get(XML)
    assert answer.headers["Cache-Control"] == "public, max-age=60"
    read = read_schedule_xml(await answer.get_data(as_text=False), "UTC")
    assert {one.name for one in read.sessions} == {"Locks", "Queues"}
    answer = await client.get(CALENDAR)
    assert answer.headers["Cache-Control"] == "public, max-age=60"
    entries = Calendar.from_ical(await answer.get_data(as_text=False)).events
    assert {str(entry["SUMMARY"]) for entry in entries} == {"Locks", "Queues"}
    again = await client.get(CALENDAR, headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


async def test_codes_are_not_to_be_guessed(app: Quart, door: Door):
    client = app.test_client()
    answers = [(await client.get(f"/event/NOONE{number}/programme")).status_code for number in range(31)]
    assert answers == [404] * 30 + [429]
