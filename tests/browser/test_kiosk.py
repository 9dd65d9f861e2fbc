"""A check-in kiosk: scanned before its camera, typed without JavaScript, closed from afar, for everybody."""

from __future__ import annotations

from playwright.async_api import Browser, Page, expect

from netevent.badges.devices.service import NewLink
from netevent.badges.kiosks import service
from netevent.badges.kiosks.kiosk import Kiosk, Wish
from netevent.core.credentials import hash_password
from tests.browser.pages import LAPTOP, Visits, stand_still
from tests.browser.test_accessibility import faults_of
from tests.browser.venue import Venue
from tests.conftest import FakeCamera, LaunchBrowser
from tests.servers.camera import shows

PIN = "4711"


async def new_kiosk(venue: Venue) -> NewLink[Kiosk]:
    wish = Wish("Entrance left", None, None)
    return await venue.database.transact(service.add, venue.event_id, wish, await hash_password(PIN))


# The last page leads back after ten seconds; axe may need longer.
STAY = "() => { for (let timer = setTimeout(() => {}); timer > 0; timer--) clearTimeout(timer) }"


async def open_kiosk(
    visits: Visits, made: NewLink[Kiosk], *, browser: Browser | None = None, scripts: bool = True
) -> Page:
    """Where nothing moves, as axe looks at colours."""
    page = await visits.open(
        f"/kiosk/open/{made.token}",
        browser=browser,
        viewport=LAPTOP,
        java_script_enabled=scripts,
        reduced_motion="reduce",
    )
    await page.get_by_role("button", name="Start the kiosk").click()
    await expect(page.get_by_role("heading", name="Check in here")).to_be_visible()
    assert page.url.endswith("/kiosk"), "the token stands in no address"
    return page


async def typed(page: Page, letters: str, email: str) -> None:
    await page.get_by_label("First letters of your last name").fill(letters)
    await page.get_by_label("Email address").fill(email)
    await page.keyboard.press("Enter")


async def test_a_code_before_the_camera_is_one_check_in_however_long_it_stays(
    venue: Venue, visits: Visits, launch_browser: LaunchBrowser, fake_camera: FakeCamera
):
    browser = await launch_browser(camera=fake_camera(shows(venue.link("Łukasz"))))
    page = await open_kiosk(visits, await new_kiosk(venue), browser=browser)
    await expect(page.get_by_role("heading", name="Are you Łukasz?")).to_be_visible()
    await page.get_by_role("button", name="Yes, check me in").click()
    await expect(page.get_by_role("heading", name="Welcome, Łukasz")).to_be_visible()
    await page.get_by_role("link", name="Start again").click()
    await expect(page.locator("#kiosk-finder")).to_have_attribute("data-camera", "reading")
    await page.wait_for_function("() => document.querySelector('#kiosk-finder video').currentTime > 5")
    await expect(page.get_by_role("heading", name="Check in here")).to_be_visible()
    assert [line.outcome for line in await venue.journal()] == ["checked_in"]


async def test_it_works_without_javascript_for_who_types(venue: Venue, visits: Visits):
    page = await open_kiosk(visits, await new_kiosk(venue), scripts=False)
    await typed(page, "Broek", venue.guests["Łukasz"].email)
    await expect(page.get_by_role("alert")).to_contain_text("We could not find your registration.")
    await typed(page, "broek", venue.guests["Sanne"].email)
    await expect(page.get_by_role("heading", name="Are you Sanne?")).to_be_visible()
    await page.get_by_role("button", name="Yes, check me in").click()
    await expect(page.get_by_role("heading", name="Welcome, Sanne")).to_be_visible()
    assert await venue.inside() == 1


async def test_keys_of_a_scanner_go_into_the_field_and_the_last_page_leads_back(venue: Venue, visits: Visits):
    page = await open_kiosk(visits, await new_kiosk(venue))
    await page.evaluate("document.activeElement.blur()")
    await page.keyboard.type(venue.link("Jan"))
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", name="Are you Jan?")).to_be_visible()
    await stand_still(page)
    await page.get_by_role("button", name="Yes, check me in").click()
    await expect(page.get_by_role("heading", name="Welcome, Jan")).to_be_visible()
    await page.clock.run_for(9_000)
    await expect(page.get_by_role("heading", name="Welcome, Jan")).to_be_visible()
    await page.clock.run_for(2_000)
    await expect(page.get_by_role("heading", name="Check in here")).to_be_visible()


async def test_a_kiosk_that_is_removed_closes_its_page(venue: Venue, visits: Visits):
    made = await new_kiosk(venue)
    page = await open_kiosk(visits, made)
    await page.clock.install()
    await page.reload()
    await venue.database.transact(service.remove, venue.event_id, made.device.id)
    await page.clock.run_for(21_000)
    await expect(page.get_by_role("heading", name="This kiosk is closed.")).to_be_visible()


async def test_it_is_left_with_its_pin(venue: Venue, visits: Visits):
    page = await open_kiosk(visits, await new_kiosk(venue))
    await page.get_by_role("link", name="For the organizer").click()
    for pin, heading in ("0000", "Leave the kiosk"), (PIN, "Log in"):
        await page.get_by_label("PIN", exact=True).fill(pin)
        await page.get_by_role("button", name="Leave", exact=True).click()
        await expect(page.get_by_role("heading", name=heading)).to_be_visible()


async def test_its_pages_are_for_everybody(venue: Venue, visits: Visits):
    page = await open_kiosk(visits, await new_kiosk(venue))
    found = await faults_of(page)
    await page.goto("/kiosk")
    await typed(page, "jansen", "nobody@example.com")
    await expect(page.get_by_text("We could not find your registration.")).to_be_visible()
    found += await faults_of(page)
    await typed(page, "jansen", venue.guests["Jan"].email)
    await expect(page.get_by_role("heading", name="Are you Jan?")).to_be_visible()
    found += await faults_of(page)
    await page.get_by_role("button", name="Yes, check me in").click()
    await expect(page.get_by_role("heading", name="Welcome, Jan")).to_be_visible()
    await page.evaluate(STAY)
    found += await faults_of(page)
    await page.goto("/kiosk/leave")
    found += await faults_of(page)
    assert found == []
