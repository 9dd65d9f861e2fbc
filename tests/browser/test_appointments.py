"""Two phones agree on an appointment, live; and the same without JavaScript."""

from datetime import timedelta
from typing import Any

import pytest
from playwright.async_api import Page, expect
from sqlalchemy import update

from netevent.appointments import service
from netevent.appointments.appointment import Proposal
from netevent.core import clock
from netevent.core.database.tables import events
from tests.browser.pages import Visits, is_live
from tests.browser.venue import Venue
from tests.factories import insert_connection, insert_point


@pytest.fixture
async def venue(venue: Venue) -> Venue:
    """Tomorrow from nine to five in UTC; three guests know each other, and there is a meeting point."""
    start = (clock.now() + timedelta(days=1)).replace(hour=9, minute=0, second=0, microsecond=0)
    times = update(events).where(events.c.id == venue.event_id)
    values = {"start_time": start, "end_time": start + timedelta(hours=8), "time_zone": "UTC"}
    await venue.database.transact(lambda tx: tx.execute(times.values(values)))
    await insert_point(venue.database, venue.event_id)
    for one, other in (("Sanne", "Łukasz"), ("Françoise", "Łukasz")):
        await insert_connection(venue.database, venue.guests[one].id, venue.guests[other].id)
    return venue


async def open_as(visits: Visits, venue: Venue, name: str, path: str, **options: Any) -> Page:
    page = await visits.open(path, venue.guests[name].email, **options)
    if "java_script_enabled" not in options:
        await is_live(page)
    return page


def form_with(venue: Venue, name: str) -> str:
    return f"/appointments/new?with={venue.guests[name].id}"


async def fill(page: Page) -> None:
    await page.get_by_label("11:15").check(force=True)
    await page.get_by_label("Meeting point 4").check()
    await page.get_by_role("button", name="Propose").click()
    await expect(page.get_by_text("has not answered yet")).to_be_visible()


async def propose(venue: Venue, by: str, to: str, hour: int) -> int:
    start = (clock.now() + timedelta(days=1)).replace(hour=hour, minute=0, second=0, microsecond=0)
    proposal = Proposal(start, 15, place="The coffee bar")
    ids = venue.guests[by].id, venue.guests[to].id
    return await venue.database.transact(service.propose, *ids, proposal)


async def test_an_appointment_is_proposed_and_agreed_on_two_phones_without_a_reload(
    visits: Visits, venue: Venue
):
    lukasz = await open_as(visits, venue, "Łukasz", "/attendee/dashboard")
    sanne = await open_as(visits, venue, "Sanne", form_with(venue, "Łukasz"))
    await sanne.get_by_label("Notes").fill("About maps")
    await sanne.get_by_role("link", name="30 min").click()
    await expect(sanne.get_by_role("link", name="30 min")).to_have_attribute("aria-current", "true")
    await expect(sanne.get_by_label("Notes")).to_have_value("About maps")
    await fill(sanne)
    toast = lukasz.locator("#toasts .toast")
    await expect(toast).to_contain_text("Sanne van den Broek proposes an appointment")
    await expect(toast).to_contain_text("11:15 · 30 min · Meeting point 4")
    await toast.get_by_role("button", name="Accept").click()
    await expect(toast).to_have_count(0)
    await expect(lukasz.locator("#next-for-you")).to_contain_text("confirmed")
    await expect(sanne.locator("main .pill")).to_have_text("confirmed")
    await expect(sanne.locator("#toasts")).to_contain_text("Łukasz Wiśniewski accepted")
    await sanne.get_by_role("button", name="Close").click()
    await expect(sanne.locator("#toasts .toast")).to_have_count(0)


async def test_a_toast_that_stands_stays_the_same_with_its_focus_when_another_arrives(
    visits: Visits, venue: Venue
):
    lukasz = await open_as(visits, venue, "Łukasz", "/attendee/dashboard")
    await fill(await open_as(visits, venue, "Sanne", form_with(venue, "Łukasz")))
    first = lukasz.locator("#toasts .toast").first
    await first.evaluate("toast => { toast.stands = true; }")
    accept = lukasz.get_by_role("button", name="Accept Sanne")
    await accept.focus()
    francoise = await open_as(visits, venue, "Françoise", form_with(venue, "Łukasz"))
    await fill(francoise)
    await expect(lukasz.locator("#toasts .toast")).to_have_count(2)
    assert await first.evaluate("toast => toast.stands") is True
    await expect(accept).to_be_focused()


async def test_a_place_that_is_taken_cannot_be_chosen(visits: Visits, venue: Venue):
    sanne = await open_as(visits, venue, "Sanne", form_with(venue, "Łukasz"))
    await fill(sanne)
    lukasz = await open_as(visits, venue, "Łukasz", "/appointments")
    await lukasz.get_by_role("button", name="Accept").first.click()
    await expect(lukasz.locator("#agenda")).to_contain_text("Sanne")
    await insert_connection(venue.database, venue.guests["Françoise"].id, venue.guests["Jan"].id)
    francoise = await open_as(visits, venue, "Françoise", form_with(venue, "Jan"))
    await francoise.get_by_label("11:15").check(force=True)
    await expect(francoise.get_by_label("Meeting point 4")).to_be_disabled()
    await francoise.get_by_label("11:30").check(force=True)
    await expect(francoise.get_by_label("Meeting point 4")).to_be_enabled()


async def test_without_javascript_all_of_it_works_by_reloading(visits: Visits, venue: Venue):
    sanne = await open_as(visits, venue, "Sanne", form_with(venue, "Łukasz"), java_script_enabled=False)
    await sanne.get_by_role("link", name="15 min").click()
    await fill(sanne)
    lukasz = await open_as(visits, venue, "Łukasz", "/appointments", java_script_enabled=False)
    await expect(lukasz.locator("main")).to_contain_text("Waiting for your answer")
    await lukasz.get_by_role("link", name="Reschedule").click()
    await lukasz.get_by_label("14:00").check(force=True)
    await lukasz.get_by_role("button", name="Propose").click()
    await sanne.reload()
    await sanne.get_by_role("button", name="Accept").click()
    await expect(sanne.locator("#agenda")).to_contain_text("14:00")
    await sanne.locator("#agenda a.name").click()
    await sanne.get_by_text("Cancel the appointment").click()
    await sanne.get_by_role("button", name="Yes, cancel it").click()
    await lukasz.goto("/appointments")
    await expect(lukasz.locator("#agenda")).to_contain_text("Nothing planned yet")
