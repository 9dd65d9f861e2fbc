"""The attendee's camera: badges before Chromium's fake one, by hand, and without JavaScript."""

from playwright.async_api import Page, expect
from sqlalchemy import select

from netevent.core.database.tables import badge_scans
from tests.browser.pages import Visits, is_live
from tests.browser.venue import Venue
from tests.conftest import FakeCamera, LaunchBrowser
from tests.servers.camera import Scene, empty, scratched, shows

SCAN = "/attendee/scan"
SANNE = "Sanne van den Broek"


async def scans(venue: Venue) -> set[tuple[str, str]]:
    """Who scanned whom, by the names of the venue."""
    names = {guest.id: name for name, guest in venue.guests.items()}
    statement = select(badge_scans.c.scanner_id, badge_scans.c.scanned_id).where(
        badge_scans.c.scanner_id.in_(names)
    )
    rows = await venue.database.read(lambda tx: tx.execute(statement).all())
    return {(names[row.scanner_id], names[row.scanned_id]) for row in rows}


class Phones:
    """Attendees' phones, each with a film of its own before the camera."""

    def __init__(self, venue: Venue, visits: Visits, launch: LaunchBrowser, film: FakeCamera) -> None:
        self.venue, self.visits, self.launch, self.film = venue, visits, launch, film

    async def scan(self, name: str, *scenes: Scene) -> Page:
        browser = await self.launch(camera=self.film(*scenes))
        return await self.visits.open(SCAN, self.venue.guests[name].email, browser=browser)


async def test_a_badge_before_the_camera_becomes_a_card_with_connect(
    venue: Venue, visits: Visits, launch_browser: LaunchBrowser, fake_camera: FakeCamera
):
    phones = Phones(venue, visits, launch_browser, fake_camera)
    page = await phones.scan("Łukasz", shows(venue.link("Sanne")))
    sheet = page.locator("#scan-sheet")
    await expect(sheet).to_contain_text(SANNE)
    await sheet.get_by_label("Message").fill("We met in the queue")
    await sheet.get_by_role("button", name="Connect").click()
    await expect(sheet).to_contain_text("Your request has been sent")
    await expect(page.locator("#scan-finder")).to_have_attribute("data-camera", "reading")
    assert await scans(venue) == {("Łukasz", "Sanne")}


async def test_two_phones_that_scan_each_other_are_connected(
    venue: Venue, visits: Visits, launch_browser: LaunchBrowser, fake_camera: FakeCamera
):
    phones = Phones(venue, visits, launch_browser, fake_camera)
    first = await phones.scan("Łukasz", shows(venue.link("Sanne")))
    await expect(first.locator("#scan-sheet")).to_contain_text(SANNE)
    second = await phones.scan("Sanne", shows(venue.link("Łukasz")))
    await expect(second.locator("#scan-sheet")).to_contain_text("You scanned each other")
    await expect(second.locator("#scan-sheet")).to_contain_text("Łukasz Wiśniewski")
    assert await scans(venue) == {("Łukasz", "Sanne"), ("Sanne", "Łukasz")}


async def test_foreign_and_broken_codes_are_named_and_the_next_badge_is_read(
    venue: Venue, visits: Visits, launch_browser: LaunchBrowser, fake_camera: FakeCamera
):
    phones = Phones(venue, visits, launch_browser, fake_camera)
    page = await phones.scan(
        "Łukasz",
        shows(f"HTTPS://ELSEWHERE.EXAMPLE/C/{venue.code('Jan')}", seconds=3),
        scratched(venue.link("Jan"), seconds=4),
        shows(venue.link("Sanne"), seconds=3),
    )
    await expect(page.locator("#scan-note")).to_contain_text("not from a badge of this event")
    await expect(page.locator("#scan-note")).to_contain_text("cannot be read")
    await expect(page.locator("#scan-sheet")).to_contain_text(SANNE)
    await expect(page.locator("#scan-note")).to_be_empty()
    assert await scans(venue) == {("Łukasz", "Sanne")}


async def test_who_writes_a_message_is_not_disturbed_by_the_next_badge(
    venue: Venue, visits: Visits, launch_browser: LaunchBrowser, fake_camera: FakeCamera
):
    phones = Phones(venue, visits, launch_browser, fake_camera)
    page = await phones.scan(
        "Łukasz", shows(venue.link("Sanne"), seconds=4), shows(venue.link("Jan"), seconds=4), empty()
    )
    message = page.locator("#scan-message")
    await message.fill("Hello")
    name = (await page.locator("#scan-sheet .card-name").inner_text()).strip()
    await played(page)
    await expect(message).to_have_value("Hello")
    await expect(page.locator("#scan-sheet .card-name")).to_have_text(name)
    await page.locator("#scan-sheet").get_by_role("link", name="Next badge").click()
    await expect(page.locator("#scan-sheet .card-name")).to_be_visible()


async def played(page: Page) -> None:
    """Ten seconds of the film went by: both badges were in view."""
    seconds = "() => document.querySelector('#scan-finder video').currentTime"
    until = await page.evaluate(seconds) + 10
    await page.wait_for_function(
        "until => document.querySelector('#scan-finder video').currentTime > until", arg=until
    )


async def test_without_a_camera_the_code_is_typed(venue: Venue, visits: Visits):
    page = await visits.open(SCAN, venue.guests["Łukasz"].email)
    await is_live(page)
    await page.get_by_label("Badge code").fill("ZZZZZZZZZZ")
    await page.keyboard.press("Enter")
    await expect(page.locator("#scan-sheet")).to_contain_text("No badge at your event has this code")
    await page.get_by_label("Badge code").fill(venue.code("Sanne").lower())
    await page.keyboard.press("Enter")
    await expect(page.locator("#scan-sheet")).to_contain_text(SANNE)
    await page.context.set_offline(True)
    await page.locator("#scan-sheet").get_by_label("Message").fill("Kept")
    await page.locator("#scan-sheet").get_by_role("button", name="Connect").click()
    await expect(page.locator("#scan-note")).to_contain_text("The network is down")
    await expect(page.locator("#scan-message")).to_have_value("Kept")
    await page.context.set_offline(False)
    await page.locator("#scan-sheet").get_by_role("button", name="Connect").click()
    await expect(page.locator("#scan-sheet")).to_contain_text("Your request has been sent")
    await expect(page.locator("#scan-note")).to_be_empty()


async def test_the_phones_own_camera_app_opens_the_card(venue: Venue, visits: Visits):
    page = await visits.open(venue.link("Sanne"), venue.guests["Łukasz"].email)
    await expect(page.locator("#scan-sheet")).to_contain_text(SANNE)
    assert await scans(venue) == set()
    await page.get_by_role("button", name="Connect").click()
    await expect(page.locator("#scan-sheet")).to_contain_text("Your request has been sent")
    assert await scans(venue) == {("Łukasz", "Sanne")}


async def test_it_works_by_hand_without_javascript(venue: Venue, visits: Visits):
    page = await visits.open(SCAN, venue.guests["Łukasz"].email, java_script_enabled=False)
    await expect(page.locator("#scan-finder")).to_be_hidden()
    await page.get_by_label("Badge code").fill("nonsense")
    await page.get_by_role("button", name="Show").click()
    await expect(page.get_by_text("No badge at your event has this code")).to_be_visible()
    await expect(page.get_by_label("Badge code")).to_have_value("nonsense")
    await page.get_by_label("Badge code").fill(venue.link("Sanne"))
    await page.get_by_role("button", name="Show").click()
    await expect(page.locator("#scan-sheet")).to_contain_text(SANNE)
    await page.get_by_label("Message").fill("By hand")
    await page.get_by_role("button", name="Connect").click()
    await expect(page.locator("#scan-sheet")).to_contain_text("Your request has been sent")
    back = await visits.open(SCAN, venue.guests["Sanne"].email, java_script_enabled=False)
    await back.get_by_label("Badge code").fill(venue.code("Łukasz"))
    await back.get_by_role("button", name="Show").click()
    await expect(back.locator("#scan-sheet")).to_contain_text("You are now connected")
