"""A session at the time of an appointment, in the browser: marked, asked about, kept or given up."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from playwright.async_api import expect
from sqlalchemy import update

from netevent.appointments import service
from netevent.appointments.appointment import Proposal
from netevent.core import clock
from netevent.core.database.tables import events
from tests.browser.pages import Visits, is_live
from tests.browser.phones import SLOTS
from tests.browser.venue import Venue
from tests.factories import insert_connection, insert_session

NAME = "Maps on a ferry"


@pytest.fixture
async def eleven(venue: Venue) -> datetime:
    """Tomorrow; the event is from ten to six, and Sanne and Łukasz know each other."""
    ten = clock.now().replace(hour=10, minute=0, second=0, microsecond=0) + timedelta(days=1)
    tomorrow = update(events).values(start_time=ten, end_time=ten + timedelta(hours=8))
    await venue.database.transact(lambda tx: tx.execute(tomorrow.where(events.c.id == venue.event_id)))
    await insert_connection(venue.database, venue.guests["Sanne"].id, venue.guests["Łukasz"].id)
    return ten + timedelta(hours=1)


@pytest.mark.parametrize("scripts", [True, False])
async def test_who_proposes_sees_the_mark_and_is_asked_once(
    venue: Venue, visits: Visits, eleven: datetime, scripts: bool
):
    sanne, other = venue.guests["Sanne"], venue.guests["Łukasz"]
    await insert_session(venue.database, venue.event_id, eleven, 30, sanne.id, name=NAME)
    address = f"/appointments/new?with={other.id}"
    page = await visits.open(address, sanne.email, java_script_enabled=scripts)
    if scripts:
        await is_live(page)
    await expect(page.get_by_text(f"At the same time: {NAME}, ")).to_be_visible()
    marked = page.locator(f"{SLOTS}[value='{eleven:%Y-%m-%dT%H:%M}']")
    await marked.check()
    await page.get_by_label("Another place").last.fill("The bar")
    await page.get_by_role("button", name="Propose").click()
    question = page.get_by_role("alert")
    await expect(question).to_contain_text(f"At the same time you have: {NAME}")
    await expect(marked).to_be_checked()
    await question.get_by_role("button", name="Keep both").click()
    await expect(page.get_by_role("button", name="Withdraw the proposal")).to_be_visible()
    visits.faults.all.clear()  # Chromium reports the 409 as a fault; that it comes is right


async def test_who_accepts_in_the_agenda_is_asked_on_a_page_and_gives_the_seat_up(
    venue: Venue, visits: Visits, eleven: datetime
):
    sanne, lukasz = venue.guests["Sanne"], venue.guests["Łukasz"]
    session = await insert_session(venue.database, venue.event_id, eleven, 30, lukasz.id, name=NAME)
    proposal = Proposal(eleven, 15, None, "The bar", "")
    await venue.database.transact(service.propose, sanne.id, lukasz.id, proposal)
    page = await visits.open("/appointments", lukasz.email)
    await is_live(page)
    await page.get_by_role("button", name="Accept Sanne").click()
    await expect(page.get_by_role("heading", name="Accept the appointment?")).to_be_visible()
    await page.get_by_role("button", name=f"Give up {NAME}").click()
    await expect(page.locator("#agenda")).to_contain_text("Sanne")
    await expect(page.locator("#agenda")).not_to_contain_text(NAME)
    await page.goto("/attendee/breakout-sessions")
    await expect(page.locator(f"#session-{session}").get_by_role("button", name="Register")).to_be_visible()
    visits.faults.all.clear()  # the same
