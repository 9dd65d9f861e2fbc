"""A seat is taken on a phone: the presenter's pages and the wall of the room follow, without a reload."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.async_api import Page, expect

from netevent.core import clock
from tests.browser.pages import LAPTOP, PHONE, Visits, is_live
from tests.browser.venue import Venue
from tests.factories import insert_presenter, insert_session

PROGRAMME = "/attendee/breakout-sessions"
NAME = "Open data on the street"
# What the last row reads, in pixels.
LARGE = 100


@pytest.fixture
async def session_id(venue: Venue) -> int:
    soon = clock.now().replace(microsecond=0) + timedelta(hours=2)
    made = await insert_session(venue.database, venue.event_id, soon, max_attendees=2, location="Loft")
    await insert_presenter(venue.database, made, await venue.organizer_id())
    return made


def page_of(session_id: int) -> str:
    return f"/presenter/session/{session_id}"


async def register(page: Page, session_id: int) -> None:
    await is_live(page)
    await page.locator(f"#session-{session_id}").get_by_role("button").first.click()


async def test_dashboard_session_and_wall_follow_a_registration(
    venue: Venue, visits: Visits, session_id: int
):
    dashboard = await visits.open("/presenter/dashboard", venue.organizer)
    session = await visits.open(page_of(session_id), venue.organizer)
    wall = await visits.open(f"{page_of(session_id)}/projector", venue.organizer)
    for page in (dashboard, session, wall):
        await is_live(page)
    await dashboard.set_viewport_size(PHONE)
    await expect(dashboard.get_by_text("0 of 2")).to_be_visible()
    await expect(wall.get_by_text("2 seats left")).to_be_visible()
    await expect(session.get_by_text("Nobody is registered yet")).to_be_visible()

    sanne = venue.guests["Sanne"]
    await register(await visits.open(PROGRAMME, sanne.email), session_id)
    await expect(dashboard.get_by_text("1 of 2")).to_be_visible()
    await expect(wall.get_by_text("1 seat left")).to_be_visible()
    await expect(session.get_by_role("listitem").filter(has_text=sanne.name)).to_be_visible()

    for name in ("Łukasz", "Jan"):
        await register(await visits.open(PROGRAMME, venue.guests[name].email), session_id)
    await expect(dashboard.get_by_text("2 of 2")).to_be_visible()
    await expect(wall.get_by_text("1 person is waiting")).to_be_visible()
    await expect(session.get_by_text("On the waiting list")).to_be_visible()
    await expect(wall.locator("main")).not_to_contain_text(sanne.name)


async def test_what_is_searched_for_in_the_roster_stays_while_it_moves(
    venue: Venue, visits: Visits, session_id: int
):
    session = await visits.open(page_of(session_id), venue.organizer)
    await register(await visits.open(PROGRAMME, venue.guests["Sanne"].email), session_id)
    await expect(session.get_by_text(venue.guests["Sanne"].name)).to_be_visible()
    await session.get_by_role("searchbox").fill("zzz")
    await expect(session.get_by_text("No people found")).to_be_visible()
    await register(await visits.open(PROGRAMME, venue.guests["Jan"].email), session_id)
    await expect(session.get_by_text("2 of 2")).to_be_visible()
    await expect(session.get_by_text("No people found")).to_be_visible()
    await session.get_by_role("searchbox").fill("")
    await expect(session.get_by_text(venue.guests["Jan"].name)).to_be_visible()


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1920, 1080)])
async def test_the_wall_is_read_from_the_last_row_and_fits(
    venue: Venue, visits: Visits, session_id: int, width: int, height: int
):
    wall = await visits.open(f"{page_of(session_id)}/projector", venue.organizer)
    await wall.set_viewport_size({"width": width, "height": height})
    await is_live(wall)  # drawn once more when its socket opens
    seats = wall.get_by_text("2 seats left")
    assert await seats.evaluate("element => parseFloat(getComputedStyle(element).fontSize)") >= LARGE
    background = await wall.evaluate("() => getComputedStyle(document.documentElement).backgroundColor")
    assert float(background.removeprefix("oklch(").split()[0]) < 0.3
    assert await wall.evaluate(
        """() => document.documentElement.scrollWidth <= innerWidth
        && document.documentElement.scrollHeight <= innerHeight"""
    )


async def test_a_message_is_written_sent_and_listed(venue: Venue, visits: Visits, session_id: int):
    await register(await visits.open(PROGRAMME, venue.guests["Sanne"].email), session_id)
    page = await visits.open(page_of(session_id), venue.organizer)
    await page.set_viewport_size(LAPTOP)
    await expect(page.get_by_text(venue.guests["Sanne"].name)).to_be_visible()
    await page.get_by_role("link", name="Write to them").click()
    await page.get_by_label("Your message").fill("Bring a laptop.")
    await page.get_by_role("button", name="Send").click()
    await expect(page.get_by_text("Your message is on its way to 1 person.")).to_be_visible()
    await expect(page.get_by_text("Bring a laptop.")).to_be_visible()
