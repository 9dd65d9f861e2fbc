"""The form of a proposal while somebody changes their mind: what is chosen never becomes something else."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from playwright.async_api import Page, expect
from sqlalchemy import update

from netevent.appointments import service
from netevent.appointments.appointment import Proposal
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.database.tables import events
from tests.browser.pages import Visits, is_live
from tests.browser.phones import SLOTS
from tests.browser.venue import Venue
from tests.factories import insert_connection, insert_point

POINT = "Meeting point 4"


@pytest.fixture
async def point_id(venue: Venue) -> int:
    return await insert_point(venue.database, venue.event_id, POINT)


@pytest.fixture
async def form(visits: Visits, venue: Venue, point_id: int) -> Page:
    """Sanne's, for an appointment with Łukasz tomorrow from ten to six; at eleven she meets Jan."""
    ten = clock.now().replace(hour=10, minute=0, second=0, microsecond=0) + timedelta(days=1)
    tomorrow = update(events).values(start_time=ten, end_time=ten + timedelta(hours=8))
    await venue.database.transact(lambda tx: tx.execute(tomorrow.where(events.c.id == venue.event_id)))
    sanne, łukasz = venue.guests["Sanne"], venue.guests["Łukasz"]
    await meet_there(venue, ten + timedelta(hours=1), None, "Sanne", "Jan")
    await insert_connection(venue.database, sanne.id, łukasz.id)
    page = await visits.open(f"/appointments/new?with={łukasz.id}", sanne.email)
    await is_live(page)
    return page


async def test_another_length_takes_no_other_time(form: Page):
    await form.locator(SLOTS).nth(1).check()  # a quarter past ten, of which no hour is free
    await choose_length(form, "60 min")
    await expect(form.locator(f"{SLOTS}:checked")).to_have_count(0)
    await form.get_by_role("button", name="Propose").click()
    await expect(form.get_by_text("Choose a time.")).to_be_visible()

    first = await form.locator(SLOTS).first.get_attribute("value")
    await form.locator(SLOTS).first.check()
    await choose_length(form, "15 min")
    assert await form.locator(f"{SLOTS}:checked").get_attribute("value") == first


async def test_a_place_that_is_taken_at_the_chosen_time_is_not_chosen_any_more(
    form: Page, venue: Venue, point_id: int
):
    start = await form.locator(SLOTS).last.get_attribute("value")
    await meet_there(venue, datetime.fromisoformat(start or ""), point_id)
    point = form.get_by_role("radio", name=POINT)
    await form.locator(SLOTS).first.check()
    await point.check()
    await expect(form.get_by_text("taken at that time")).to_have_count(0)
    await form.locator(SLOTS).last.check()
    await expect(form.get_by_text("taken at that time")).to_be_visible()
    await expect(point).to_be_disabled()
    await expect(point).not_to_be_checked()


async def choose_length(page: Page, text: str) -> None:
    choice = page.get_by_role("link", name=text)
    await choice.click()
    await expect(choice).to_have_attribute("aria-current", "true")


async def meet_there(
    venue: Venue, start: datetime, point_id: int | None, first: str = "Jan", second: str = "Ada"
) -> None:
    """Two people, by another way than through the server: the form does not hear of it."""
    one, other = venue.guests[first].id, venue.guests[second].id
    await insert_connection(venue.database, one, other)

    def agree(tx: Transaction) -> None:
        made = service.propose(tx, one, other, Proposal(start, 15, point_id, "The bar", ""))
        service.accept(tx, other, made, 1)

    await venue.database.transact(agree)
