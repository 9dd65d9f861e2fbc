"""The organizer gives a seat by hand, and the timetable beside it moves; both also without JavaScript."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from playwright.async_api import expect

from netevent.core import clock
from tests.browser.pages import Visits, is_live
from tests.browser.test_without_javascript import open_plain
from tests.browser.venue import Venue
from tests.factories import insert_session


@pytest.fixture
async def session_id(venue: Venue) -> int:
    return await insert_session(
        venue.database, venue.event_id, tomorrow(10), max_attendees=2, seats_held=1, location="Loft"
    )


def tomorrow(hour: int, minute: int = 0) -> datetime:
    """So that what comes after it is on the same day, whatever the time is now."""
    return clock.now().replace(hour=hour, minute=minute, second=0, microsecond=0) + timedelta(days=1)


async def test_a_seat_given_by_hand_shows_on_the_other_pages_without_a_reload(
    venue: Venue, visits: Visits, session_id: int
):
    people = await visits.open(f"{venue.dashboard}/breakout-sessions/{session_id}/people", venue.organizer)
    other = await visits.open(f"{venue.dashboard}/breakout-sessions/{session_id}/people", venue.organizer)
    plan = await visits.open(f"{venue.dashboard}/breakout-sessions?view=timetable", venue.organizer)
    phone = await visits.open("/attendee/breakout-sessions", venue.guests["Sanne"].email)
    for page in (people, other, plan, phone):
        await is_live(page)
    await expect(plan.locator(f"#session-{session_id}-box")).to_contain_text("0 of 2 seats")

    await people.get_by_role("searchbox").fill("sanne")
    await people.get_by_role("button", name="Give Sanne").first.click()
    await expect(people.locator("#people-said")).to_contain_text("has a seat.")
    await expect(people.locator("#session-people")).to_contain_text("1 person has a seat")
    await expect(other.locator("#session-people")).to_contain_text("1 person has a seat")
    await expect(plan.locator(f"#session-{session_id}-box")).to_contain_text("1 of 2 seats")
    await expect(phone.locator(f"#session-{session_id}")).to_contain_text("seat kept")
    await expect(people).to_have_url(f"{people.url.split('?')[0]}?q=sanne")

    await people.get_by_role("link", name="Take Sanne").first.click()
    await people.get_by_role("button", name="Take out").click()
    await expect(people.get_by_text("Nobody yet")).to_be_visible()
    await expect(plan.locator(f"#session-{session_id}-box")).to_contain_text("0 of 2 seats")


async def test_a_new_session_comes_into_the_timetable_by_itself(
    venue: Venue, visits: Visits, session_id: int
):
    plan = await visits.open(f"{venue.dashboard}/breakout-sessions?view=timetable", venue.organizer)
    await is_live(plan)
    await expect(plan.locator(".box")).to_have_count(1)
    form = await visits.open(f"{venue.dashboard}/breakout-sessions/{session_id}", venue.organizer)
    await form.get_by_role("button", name="Copy the session").click()
    await expect(plan.locator(".box")).to_have_count(2)


async def test_boxes_stand_at_their_time_and_on_a_phone_below_each_other(
    venue: Venue, visits: Visits, session_id: int
):
    await insert_session(venue.database, venue.event_id, tomorrow(10, 30), location="Quay", code="LATER")
    plan = await visits.open(f"{venue.dashboard}/breakout-sessions?view=timetable", venue.organizer)
    await is_live(plan)
    boxes = plan.locator(".box")
    await plan.set_viewport_size({"width": 1280, "height": 900})
    first, second = [await boxes.nth(number).bounding_box() for number in (0, 1)]
    assert first
    assert second
    assert first["x"] + first["width"] <= second["x"]
    assert first["y"] < second["y"] < first["y"] + first["height"]
    await plan.set_viewport_size({"width": 360, "height": 740})
    first, second = [await boxes.nth(number).bounding_box() for number in (0, 1)]
    assert first
    assert second
    assert first["x"] == second["x"]
    assert first["y"] + first["height"] <= second["y"]


async def test_without_javascript_somebody_is_looked_for_given_a_seat_and_taken_out(
    venue: Venue, visits: Visits, session_id: int
):
    page = await open_plain(
        visits, f"{venue.dashboard}/breakout-sessions/{session_id}/people?q=sanne", venue.organizer
    )
    await page.get_by_role("button", name="Give Sanne").first.click()
    await expect(page.locator("#session-people")).to_contain_text("1 person has a seat")
    await page.get_by_role("link", name="Take Sanne").first.click()
    await page.get_by_role("button", name="Take out").click()
    await expect(page.get_by_text("Nobody yet")).to_be_visible()
