"""The own profile on the phone, with and without JavaScript, and the way in without a password."""

from datetime import timedelta

from playwright.async_api import expect
from sqlalchemy import update

from netevent.core import clock
from netevent.core.credentials import token_hash
from netevent.core.database.tables import attendees
from tests.browser.pages import Visits
from tests.browser.venue import Venue


async def test_profile_is_written_by_keyboard_and_counted_as_it_is_typed(visits: Visits, venue: Venue):
    page = await visits.open("/attendee/profile", venue.guests["Łukasz"].email)
    await page.get_by_role("textbox", name="Introduction").focus()
    await page.keyboard.type("Rain")
    await expect(page.locator("#introduction-count")).to_have_text("4 of 1,000")
    await page.keyboard.press("Tab")
    await expect(page.get_by_label("Who sees your introduction")).to_be_focused()
    await page.keyboard.type("Nob")
    await page.get_by_role("textbox", name="LinkedIn").fill("linkedin.com/in/lukasz")
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("Your profile has been saved.")).to_be_visible()
    await expect(page.get_by_label("Who sees your introduction")).to_have_value("nobody")
    await page.get_by_role("link", name="How others see me").click()
    await expect(page.get_by_role("link", name="LinkedIn")).to_have_attribute(
        "href", "https://www.linkedin.com/in/lukasz"
    )
    await expect(page.get_by_role("main")).not_to_contain_text("Rain")


async def test_profile_attendance_and_deletion_work_without_javascript(visits: Visits, venue: Venue):
    page = await visits.open("/attendee/profile", venue.guests["Sanne"].email, java_script_enabled=False)
    await page.get_by_label("Phone", exact=False).first.fill("call me")
    await page.get_by_role("textbox", name="Role").fill("Engineer")
    await page.get_by_role("button", name="Save").click()
    await expect(page.get_by_role("alert")).to_contain_text("A phone number can contain only digits")
    await expect(page.get_by_role("textbox", name="Role")).to_have_value("Engineer")

    await page.get_by_role("link", name="Attendance").click()
    await page.get_by_role("button", name="I am not attending").click()
    await expect(page.get_by_text("You said that you are not attending")).to_be_visible()

    await page.goto("/attendee/privacy/delete")
    await page.get_by_label("Yes, delete everything about me").check()
    await page.get_by_role("button", name="Delete my account").click()
    await expect(page.get_by_role("heading", name="Your account has been deleted")).to_be_visible()


async def test_personal_link_opens_the_page_and_a_button_the_rest(visits: Visits, venue: Venue):
    token = "p" * 43
    link = {
        "confirmation_token": token_hash(token),
        "confirmation_expires_at": clock.now() + timedelta(days=1),
    }
    whose = update(attendees).where(attendees.c.id == venue.guests["Łukasz"].id)
    await venue.database.transact(lambda tx: tx.execute(whose.values(**link)))
    page = await visits.open(f"/attendee/personal/{token}")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.headers.get("referer", "")))
    await page.reload()
    await expect(page.get_by_role("img", name="QR code of your badge")).to_be_visible()
    await page.get_by_role("button", name="Open everything on this phone").click()
    await expect(page.get_by_role("navigation", name="Main navigation")).to_be_visible()
    assert not [referer for referer in sent if token in referer]
