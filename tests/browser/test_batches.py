"""Many at once in the organizer's list: ticked, asked, done, undone; another browser follows."""

import re

from playwright.async_api import Page, expect

from tests.browser.pages import LAPTOP, Visits, is_live
from tests.browser.venue import Venue


async def rows_of_three(page: Page) -> list[str]:
    """Three who are expected, by the id of their rows."""
    expected = page.locator(".attendees tbody tr", has_text="expected")
    return [str(await expected.nth(place).get_attribute("id")) for place in range(3)]


async def test_three_are_set_to_not_attending_and_back_and_another_list_follows(visits: Visits, venue: Venue):
    office = await visits.open(f"{venue.dashboard}/attendees", venue.organizer, viewport=LAPTOP)
    other = await visits.open(f"{venue.dashboard}/attendees", venue.organizer, viewport=LAPTOP)
    await is_live(office)
    await is_live(other)
    rows = await rows_of_three(office)
    for row in rows:
        await office.locator(f"#{row}").get_by_role("checkbox").check()
    go_on = office.get_by_role("button", name="Go on with those ticked")
    await expect(go_on).to_contain_text("3")
    await office.get_by_label("What to do with several people").select_option("not_attending")
    await go_on.click()
    await expect(office.get_by_role("heading", level=1)).to_have_text("Set 3 people to not attending?")
    await office.get_by_role("button", name="Set to not attending").click()
    await expect(office.get_by_text("3 people do not attend now.")).to_be_visible()
    for row in rows:
        await expect(other.locator(f"#{row}")).to_contain_text("not attending")
    await office.reload()
    await office.get_by_role("button", name="Undo").click()
    await expect(office.get_by_text("3 people are as before.")).to_be_visible()
    for row in rows:
        await expect(other.locator(f"#{row}")).to_contain_text("expected")


async def test_without_javascript_ticks_a_choice_and_a_button_do(visits: Visits, venue: Venue):
    office = await visits.open(
        f"{venue.dashboard}/attendees", venue.organizer, viewport=LAPTOP, java_script_enabled=False
    )
    row = (await rows_of_three(office))[0]
    await office.locator(f"#{row}").get_by_role("checkbox").check()
    await office.get_by_label("What to do with several people").select_option("remove")
    await office.get_by_role("button", name="Go on with those ticked").click()
    await office.get_by_role("button", name="Remove from the event").click()
    undo = office.get_by_role("button", name="Undo")
    await expect(undo).to_be_visible()
    await undo.click()
    await expect(office.get_by_text("1 person is as before.")).to_be_visible()
    await office.get_by_role("link", name="Back to the list").click()
    await expect(office.locator(f"#{row}")).to_be_visible()


async def test_on_a_phone_all_that_are_found_are_counted_before(visits: Visits, venue: Venue):
    phone = await visits.open(f"{venue.dashboard}/attendees", venue.organizer)
    await is_live(phone)
    found = phone.get_by_role("button", name=re.compile("^Go on with all"))
    number = re.sub(r"\D", "", await found.inner_text())
    await phone.get_by_label("What to do with several people").select_option("attending")
    await found.click()
    await expect(phone.get_by_role("heading", level=1)).to_have_text(f"Set {number} people to attending?")
    await phone.get_by_role("link", name="Back to the list").click()
    await expect(found).to_be_visible()
