"""Two attendees want one seat: who is too late waits, and moves up when the other one gives it up."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.async_api import Locator, Page, Response, expect

from netevent.core import clock
from tests.browser.pages import Visits, is_live, stand_still
from tests.browser.test_without_javascript import open_plain
from tests.browser.venue import Venue
from tests.factories import insert_session

PROGRAMME = "/attendee/breakout-sessions"
NAME = "Open data on the street"


@pytest.fixture
async def session_id(venue: Venue) -> int:
    soon = clock.now().replace(microsecond=0) + timedelta(hours=2)
    return await insert_session(venue.database, venue.event_id, soon, max_attendees=1, location="Loft")


def card(page: Page, session_id: int) -> Locator:
    return page.locator(f"#session-{session_id}")


async def test_the_one_who_waits_moves_up_without_a_reload(venue: Venue, visits: Visits, session_id: int):
    first = await visits.open(PROGRAMME, venue.guests["Sanne"].email)
    second = await visits.open(PROGRAMME, venue.guests["Łukasz"].email)
    office = await visits.open(f"{venue.dashboard}/breakout-sessions", venue.organizer)
    for page in (first, second, office):
        await is_live(page)
    await expect(card(second, session_id)).to_contain_text("1 seat left")
    await card(first, session_id).get_by_role("button", name="Register").click()
    await expect(card(first, session_id)).to_contain_text("seat kept")
    await expect(card(second, session_id)).to_contain_text("full")
    await expect(office.get_by_text("1 of 1 seats")).to_be_visible()

    await card(second, session_id).get_by_role("button", name=f"Join the waiting list {NAME}").click()
    await expect(card(second, session_id)).to_contain_text("next on the waiting list")
    await expect(office.get_by_text("1 person is waiting")).to_be_visible()

    await card(first, session_id).get_by_role("button", name="Give up").click()
    await expect(card(second, session_id)).to_contain_text("seat kept")
    await expect(second.locator("#toasts")).to_contain_text(f"You have a seat: {NAME}")
    await expect(office.get_by_text("1 person is waiting")).to_be_hidden()
    await expect(card(first, session_id).get_by_role("button", name="Join the waiting list")).to_be_visible()


async def test_what_is_searched_for_stays_when_the_page_goes_live(
    venue: Venue, visits: Visits, session_id: int
):
    page = await visits.open("/attendee/dashboard", venue.guests["Sanne"].email)
    async with page.expect_response(lambda answer: "q=zzz" in answer.url and _is_fetched(answer)):
        await page.goto(f"{PROGRAMME}?q=zzz")
    await expect(page.get_by_text("No sessions found")).to_be_visible()
    await expect(card(page, session_id)).to_have_count(0)


async def test_what_is_at_the_same_time_is_asked_about_on_the_card(
    venue: Venue, visits: Visits, session_id: int
):
    soon = clock.now().replace(microsecond=0) + timedelta(hours=2)
    sanne = venue.guests["Sanne"]
    other = await insert_session(venue.database, venue.event_id, soon, 45, sanne.id, name="Maps on a ferry")
    page = await visits.open(PROGRAMME, sanne.email)
    await is_live(page)
    await card(page, session_id).get_by_role("button", name="Register").click()
    question = card(page, session_id).get_by_role("alert")
    await expect(question).to_contain_text("At the same time you have: Maps on a ferry")
    await question.get_by_role("button", name="Give up Maps on a ferry").click()
    await expect(card(page, session_id)).to_contain_text("seat kept")
    await expect(card(page, other)).not_to_contain_text("seat kept")
    await card(page, other).get_by_role("button", name="Register").click()
    await card(page, other).get_by_role("button", name="Keep both").click()
    await expect(card(page, other)).to_contain_text("seat kept")
    await expect(card(page, session_id)).to_contain_text("seat kept")
    visits.faults.all.clear()  # Chromium reports the two 409 as faults; that they come is right


async def test_a_changed_programme_comes_by_itself_and_disturbs_nobody(
    venue: Venue, visits: Visits, session_id: int
):
    """The reader has opened a text and is typing; the filter stays, and so does the place of the keyboard."""
    page = await visits.open(PROGRAMME, venue.guests["Sanne"].email)
    office = await visits.open(f"{venue.dashboard}/breakout-sessions/{session_id}", venue.organizer)
    await is_live(page)
    words = page.get_by_role("searchbox")
    async with page.expect_response(lambda answer: "q=street" in answer.url and _is_fetched(answer)):
        await words.press_sequentially("street")
    await stand_still(page)  # it comes after a while; here once it was seen that there is something
    await office.get_by_label("Session name").fill("Open data on every street")
    await office.get_by_role("button", name="Save").click()
    await expect(page.get_by_text("The programme has changed.")).to_be_visible()
    await page.clock.resume()
    await expect(card(page, session_id)).to_contain_text("Open data on every street")
    await expect(page.get_by_text("The programme has changed.")).to_be_hidden()
    await expect(words).to_be_focused()
    await expect(words).to_have_value("street")


async def test_a_tap_shows_the_changed_programme_at_once_with_the_own_seats(
    venue: Venue, visits: Visits, session_id: int
):
    sanne = venue.guests["Sanne"]
    soon = clock.now().replace(microsecond=0) + timedelta(hours=2)
    about = {"name": "Maps on a ferry", "description": "Bring a boat."}
    own = await insert_session(venue.database, venue.event_id, soon, 45, sanne.id, **about)
    page = await visits.open(PROGRAMME, sanne.email)
    await page.evaluate("Math.random = () => 60")  # nothing comes by itself
    office = await visits.open(f"{venue.dashboard}/breakout-sessions/{own}", venue.organizer)
    await is_live(page)
    await card(page, own).get_by_text("About this session").click()
    await office.get_by_label("Session name").fill("Maps on two ferries")
    await office.get_by_role("button", name="Save").click()
    await page.get_by_role("button", name="Show it").click()
    await expect(card(page, own)).to_contain_text("Maps on two ferries")
    await expect(page.locator("#own-seats")).to_contain_text("Maps on two ferries")
    await expect(card(page, own).get_by_text("Bring a boat.")).to_be_visible()
    await expect(page.get_by_role("button", name="Show it")).to_be_hidden()


def _is_fetched(answer: Response) -> bool:
    return answer.request.resource_type == "fetch"


async def test_the_same_by_reloading_where_there_are_no_scripts(
    venue: Venue, visits: Visits, session_id: int
):
    first = await open_plain(visits, PROGRAMME, venue.guests["Sanne"].email)
    second = await open_plain(visits, PROGRAMME, venue.guests["Łukasz"].email)
    await card(first, session_id).get_by_role("button", name="Register").click()
    await expect(card(first, session_id)).to_contain_text("seat kept")
    await second.reload()
    await card(second, session_id).get_by_role("button", name="Join the waiting list").click()
    await expect(card(second, session_id)).to_contain_text("next on the waiting list")
    await card(first, session_id).get_by_role("button", name="Give up").click()
    await second.reload()
    await expect(card(second, session_id)).to_contain_text("seat kept")
