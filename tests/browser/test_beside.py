"""A person beside the list on a laptop: opened, changed and closed while the list stays what it is."""

from __future__ import annotations

import re

from playwright.async_api import Dialog, Locator, Page, expect

from tests.browser.pages import LAPTOP, PHONE, Visits, is_live
from tests.browser.venue import Venue


async def opened(visits: Visits, venue: Venue) -> Page:
    page = await visits.open(f"{venue.dashboard}/attendees", venue.organizer, viewport=LAPTOP)
    await is_live(page)
    return page


def beside(page: Page) -> Locator:
    return page.locator("#person-beside")


async def test_a_click_opens_the_person_and_closing_leaves_the_list_as_it_was(visits: Visits, venue: Venue):
    guest = venue.guests["Sanne"]
    page = await opened(visits, venue)
    listed = page.url
    row = page.locator(f"#attendee-{guest.id}-row")
    await row.get_by_role("checkbox").check()
    place = await row.bounding_box()
    await row.get_by_role("link", name=guest.name).click()
    await expect(beside(page).get_by_role("heading", name=guest.name)).to_be_focused()
    await expect(page).to_have_url(re.compile(f"/attendees/{guest.id}$"))
    now = await row.bounding_box()
    assert place
    assert now
    assert abs(place["y"] - now["y"]) < 2, "nothing jumps"
    await page.keyboard.press("Escape")
    await expect(beside(page)).to_be_hidden()
    await expect(page).to_have_url(listed)
    await expect(row.get_by_role("link", name=guest.name)).to_be_focused()
    await expect(row.get_by_role("checkbox")).to_be_checked()


async def test_the_form_shows_its_errors_and_saves_there(visits: Visits, venue: Venue):
    guest = venue.guests["Sanne"]
    page = await opened(visits, venue)
    name = page.locator(f"#attendee-{guest.id}-row a.name")
    await name.focus()
    await page.keyboard.press("Enter")
    field = beside(page).get_by_label("First name")
    await field.fill("")
    await page.keyboard.press("Enter")
    await expect(beside(page).locator(".summary")).to_be_focused()
    await expect(field).to_have_attribute("aria-invalid", "true")
    await field.fill("Suzanne")
    await beside(page).get_by_role("button", name="Save").click()
    await expect(beside(page).get_by_text("The changes have been saved.")).to_be_visible()
    await expect(name).to_have_text("Suzanne van den Broek")
    await beside(page).get_by_role("button", name="Close").click()
    await expect(name).to_be_focused()


async def test_what_is_not_saved_is_not_lost_without_a_question(visits: Visits, venue: Venue):
    page = await opened(visits, venue)
    asked: list[str] = []

    async def stay(dialog: Dialog) -> None:
        asked.append(dialog.message)
        await dialog.dismiss()

    page.on("dialog", stay)
    await page.locator(f"#attendee-{venue.guests['Sanne'].id}-row a.name").click()
    await beside(page).get_by_label("First name").fill("Half a na")
    for leave in (page.keyboard.press("Escape"), page.go_back()):
        await leave
        await expect(page).to_have_url(re.compile(r"/attendees/\d+$"))
        await expect(beside(page).get_by_label("First name")).to_have_value("Half a na")
    assert asked == ["Your changes are not saved. Close without saving?"] * 2


async def test_what_cannot_be_sent_stays_and_can_be_sent_again(visits: Visits, venue: Venue):
    page = await opened(visits, venue)
    await page.locator(f"#attendee-{venue.guests['Sanne'].id}-row a.name").click()
    await beside(page).get_by_label("First name").fill("Suzanne")
    await page.context.set_offline(True)
    await beside(page).get_by_role("button", name="Save").click()
    await expect(beside(page).get_by_text("The server cannot be reached.")).to_be_visible()
    await page.context.set_offline(False)
    await beside(page).get_by_role("button", name="Save").click()
    await expect(beside(page).get_by_text("The changes have been saved.")).to_be_visible()
    await expect(beside(page).get_by_text("The server cannot be reached.")).to_be_hidden()


async def test_the_way_back_and_forth_and_the_next_person(visits: Visits, venue: Venue):
    sanne, jan = venue.guests["Sanne"], venue.guests["Jan"]
    page = await opened(visits, venue)
    listed = page.url
    for guest in (sanne, jan):
        await page.locator(f"#attendee-{guest.id}-row a.name").click()
        await expect(beside(page).get_by_role("heading", name=guest.name)).to_be_visible()
    await page.go_back()
    await expect(beside(page)).to_be_hidden()
    await expect(page).to_have_url(listed)
    await page.go_forward()
    await expect(page.get_by_role("heading", level=1, name=jan.name)).to_be_visible()


async def test_a_phone_opens_the_whole_page(visits: Visits, venue: Venue):
    guest = venue.guests["Sanne"]
    page = await visits.open(f"{venue.dashboard}/attendees", venue.organizer, viewport=PHONE)
    await is_live(page)
    await page.locator(f"#attendee-{guest.id}-row a.name").click()
    await expect(page.get_by_role("heading", level=1, name=guest.name)).to_be_visible()
