"""The event's page in a browser: the checklist ticks while one looks, and the poster fits one sheet."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.async_api import FloatRect, Locator, Page, expect
from sqlalchemy import update

from netevent.core import clock
from netevent.core.database.tables import events
from tests.browser.pages import LAPTOP, Visits, is_live
from tests.browser.venue import Venue

# Pixels: A4 without the margins of the poster.
SHEET = {"width": 687, "height": 1016}


async def change(venue: Venue, **values: object) -> None:
    statement = update(events).where(events.c.id == venue.event_id).values(**values)
    await venue.database.transact(lambda tx: tx.execute(statement))


async def open_checklist(visits: Visits, venue: Venue) -> Page:
    start = clock.now() + timedelta(days=7)
    await change(venue, start_time=start, end_time=start + timedelta(hours=8))
    page = await visits.open(venue.dashboard, venue.organizer, viewport=LAPTOP)
    await is_live(page)
    return page


async def box_of(part: Locator) -> FloatRect:
    box = await part.bounding_box()
    assert box is not None
    return box


async def test_a_step_that_is_done_elsewhere_ticks_here_and_the_page_stays(venue: Venue, visits: Visits):
    page = await open_checklist(visits, venue)
    points = page.locator(".steps li", has_text="Meeting points")
    await expect(points).to_contain_text("optional")
    button = points.get_by_role("link", name="Name places")
    await button.focus()
    await page.evaluate("() => { window.wasNotReloaded = true; }")

    phone = await visits.open(f"{venue.dashboard}/meeting-points", venue.organizer)
    await phone.locator("form.tile textarea[name=names]").fill("Blue sofa")
    await phone.get_by_role("main").get_by_role("button", name="Add").click()

    await expect(points).to_contain_text("done")
    await expect(points).to_contain_text("1 meeting point")
    await expect(button).to_be_focused()
    assert await page.evaluate("() => window.wasNotReloaded")


async def test_the_public_card_stands_beside_the_list_and_below_it_on_a_phone(venue: Venue, visits: Visits):
    page = await open_checklist(visits, venue)
    steps, card = page.locator("[id$=-steps]"), page.locator(".public-card")
    wide = await box_of(steps), await box_of(card)
    await page.set_viewport_size({"width": 360, "height": 900})
    narrow = await box_of(steps), await box_of(card)
    assert wide[0]["x"] + wide[0]["width"] <= wide[1]["x"]
    assert narrow[0]["y"] + narrow[0]["height"] <= narrow[1]["y"]


@pytest.mark.parametrize("name", ["Fair", "Smart Cities Summit " * 10, "国際会議" * 50])
async def test_the_poster_is_one_sheet_with_nothing_but_itself(venue: Venue, visits: Visits, name: str):
    await change(venue, name=name[:200].strip(), location="Jaarbeurs, Jaarbeursplein 6, 3521 AL Utrecht")
    page = await visits.open(f"{venue.dashboard}/poster", venue.organizer, viewport=SHEET)
    await page.emulate_media(media="print")
    assert await page.evaluate("() => document.documentElement.scrollHeight") <= SHEET["height"]
    assert await page.evaluate("() => document.documentElement.scrollWidth") <= SHEET["width"]
    await expect(page.get_by_role("button")).to_have_count(0)
    await expect(page.get_by_role("link")).to_have_count(0)
    assert (await box_of(page.locator(".poster .code svg")))["width"] >= 350


async def test_the_poster_is_printed_by_its_button(venue: Venue, visits: Visits):
    page = await visits.open(f"{venue.dashboard}/poster", venue.organizer)
    await page.evaluate("() => { window.print = () => { window.wasPrinted = true; }; }")
    await page.get_by_role("button", name="Print").click()
    await page.wait_for_function("() => window.wasPrinted")


async def test_who_deletes_the_event_is_led_to_the_others(venue: Venue, visits: Visits):
    """Deleting closes the event's pages, this one too: it must not reload before the answer is there."""
    page = await visits.open(f"{venue.dashboard}/delete", venue.organizer, viewport=LAPTOP)
    await is_live(page)
    label = await page.locator("form.tile .help", has_text="Type").inner_text()
    await page.locator("input[name=name]").fill(label.strip(' .Type“”"'))
    await page.get_by_role("button", name="Delete event").click()
    await page.wait_for_url("**/organizer/dashboard")
