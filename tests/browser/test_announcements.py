"""An organizer writes an announcement, sends it, and sees what became of it; another page follows."""

from playwright.async_api import expect

from tests.browser.pages import LAPTOP, Visits, is_live
from tests.browser.venue import Venue


async def test_what_is_written_is_seen_sent_and_followed_on_another_page(visits: Visits, venue: Venue):
    page = f"{venue.dashboard}/announcements"
    office = await visits.open(page, venue.organizer, viewport=LAPTOP)
    other = await visits.open(page, venue.organizer, viewport=LAPTOP)
    await is_live(other)
    await office.get_by_role("link", name="New announcement").click()
    await office.get_by_label("Who has not come in yet").check()
    await expect(office.locator("#announcement-count")).to_contain_text("would get it now")
    await office.get_by_label("Subject (English)").fill("The hall is open")
    await office.get_by_label("Text (English)").fill("Hello ")
    await office.get_by_role("button", name="Insert {first_name}").click()
    await expect(office.get_by_label("Text (English)")).to_have_value("Hello {first_name}")
    await office.reload()
    await expect(office.get_by_label("Subject (English)")).to_have_value("The hall is open")
    await expect(office.get_by_label("Who has not come in yet")).to_be_checked()
    await office.get_by_role("button", name="Save and look at it").click()
    await expect(office.get_by_text("The draft is saved.")).to_be_visible()
    mail = office.frame_locator(".mail-frame").locator("body")
    await expect(mail).to_contain_text("Hello")
    await expect(mail).not_to_contain_text("{first_name}")
    await expect(other.get_by_role("link", name="The hall is open")).to_be_visible()
    await office.get_by_role("link", name="Send now to").click()
    await office.get_by_role("button", name="Send now to").click()
    await expect(office.get_by_role("heading", name="Sent", exact=True)).to_be_visible()
    await expect(office.locator("#people li").first).to_be_visible()
    await expect(other.get_by_role("heading", name="Sent", exact=True)).to_be_visible()
