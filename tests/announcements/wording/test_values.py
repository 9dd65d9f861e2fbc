"""What stands in the place of the placeholders, in the language of who reads it and the zone of the event."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import select

from netevent.agenda.calendar.service import find_agenda
from netevent.announcements.audiences.queries import Person
from netevent.announcements.wording.values import BADGE, example_values, values_for
from netevent.core.database import Transaction
from netevent.core.database.tables import attendees
from netevent.events.queries import select_event
from netevent.registration.personal_link.service import find_holder
from netevent.resources import resource_path
from tests.announcements.announcing import BASE, LINKS, SECRET, Desk

START, END = datetime(2026, 11, 24, 8, 30), datetime(2026, 11, 24, 16, 30)  # noqa: DTZ001 - UTC, as kept


@pytest.mark.usefixtures("catalogues")
@pytest.mark.parametrize(
    ("language", "date"),
    [
        ("en", "Tuesday, 24 November 2026, 09:30 to 17:30"),
        ("nl", "dinsdag 24 november 2026, 09:30 tot 17:30"),
        ("de", "Dienstag, 24. November 2026, 09:30 bis 17:30"),
    ],
)
async def test_the_date_is_written_in_the_readers_language_and_the_events_zone(
    desk: Desk, language: str, date: str
):
    await desk.change_event(start_time=START, end_time=END, time_zone="Europe/Amsterdam")
    event = await desk.database.read(select_event, desk.event_id)
    assert event is not None
    values = example_values(event, Person(0, "Anna", "A", "", language), BASE)
    assert values["date"] == date
    assert (values["event"], values["place"]) == ("Smart Cities Summit", "Jaarbeurs, Utrecht")


async def test_an_example_makes_and_ends_nobodys_link(desk: Desk):
    anna = await desk.person("Anna", confirmation_token="t" * 64)
    event = await desk.database.read(select_event, desk.event_id)
    assert event is not None
    values = example_values(event, Person(anna, "Anna", "A", "anna@example.org", "en"), BASE)
    assert values["link"] == f"{BASE}/attendee/personal/example"
    assert values["calendar"].endswith("/calendar/example.ics")
    statement = select(attendees.c.confirmation_token).where(attendees.c.id == anna)
    assert await desk.database.read(lambda tx: tx.execute(statement).scalar()) == "t" * 64


async def test_the_own_addresses_open_the_own_pages(desk: Desk):
    anna = await desk.person("Anna")

    def work(tx: Transaction) -> tuple[str, str, str]:
        event = select_event(tx, desk.event_id)
        assert event is not None
        values = values_for(tx, event, Person(anna, "Anna", "A", "anna@example.org", "en"), LINKS, BASE)
        return values["badge"], values["link"], values["calendar"]

    badge, link, calendar = await desk.database.transact(work)
    assert badge == f"{link}#badge"
    holder = await desk.database.read(find_holder, link.rsplit("/", 1)[1])
    assert holder.attendee_id == anna
    token = calendar.removeprefix(f"{BASE}/calendar/").removesuffix(".ics")
    assert (await desk.database.read(find_agenda, token, SECRET)) is not None


def test_the_personal_page_has_the_place_that_the_badges_link_leads_to():
    page = (resource_path("templates") / "home" / "personal.html").read_text()
    assert f'id="{BADGE.removeprefix("#")}"' in page
