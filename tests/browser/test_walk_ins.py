"""A volunteer's phone that scans its way in, and somebody who is not on the list, on a phone of 360 px."""

from __future__ import annotations

import asyncio
from base64 import b64encode

import pytest
from playwright.async_api import Page, ViewportSize, expect
from sqlalchemy import update

from netevent.core.database.tables import staff
from tests.browser.conftest import REMEMBER
from tests.browser.pages import Visits
from tests.browser.test_printing import PRINTER, new_station, open_station
from tests.browser.venue import MAIN, Venue
from tests.servers.application import Server

SMALL = ViewportSize(width=360, height=740)
# What a camera finds in the picture of the screen, by the reader of the desk's own camera.
READ_PICTURE = """async base64 => {
    const bytes = Uint8Array.from(atob(base64), sign => sign.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const worker = new Worker("/static/js/camera/scan-worker.js");
    return new Promise(resolve => {
        worker.onmessage = ({ data }) => {
            if (data.ready) worker.postMessage({ id: 1, bitmap }, [bitmap]);
            else resolve(data.texts?.[0] ?? "");
        };
    });
}"""


@pytest.fixture
async def may_add(venue: Venue) -> None:
    """Marta adds people, too."""
    statement = update(staff).where(staff.c.event_id == venue.event_id).values(role="walk_ins")
    await venue.database.transact(lambda tx: tx.execute(statement))


async def adds(page: Page, venue: Venue, name: str, email: str = "") -> None:
    await page.goto(f"/staff/{venue.event_id}/walk-in")
    await page.get_by_label("Name").fill(name)
    await page.get_by_label("Email").fill(email)


async def test_a_volunteer_without_mail_scans_the_way_in_and_the_screen_says_so(venue: Venue, visits: Visits):
    office = await visits.open(f"{venue.dashboard}/staff/without-email", venue.organizer)
    await office.get_by_label("First name").fill("Noor")
    await office.get_by_role("button", name="Add and show the code").click()
    code = office.get_by_role("img", name="QR code that logs a phone in")
    await expect(code).to_be_visible()
    phone = await visits.open(await link_in(office, venue), viewport=SMALL)
    await expect(phone.get_by_role("heading", name="Welcome, Noor")).to_be_visible()
    await expect(code).to_be_visible()
    await phone.get_by_role("button", name="Log in").click()
    await expect(phone.locator("#desk")).to_be_attached()
    await expect(office.locator("#log-in-state")).to_contain_text("Noor is logged in on Chrome")
    await expect(code).to_be_hidden()


async def test_a_removed_volunteer_is_out_at_once(venue: Venue, visits: Visits):
    office = await visits.open(f"{venue.dashboard}/staff/without-email", venue.organizer)
    await office.get_by_label("First name").fill("Noor")
    await office.get_by_role("button", name="Add and show the code").click()
    await expect(office.get_by_role("img", name="QR code that logs a phone in")).to_be_visible()
    phone = await visits.open(await link_in(office, venue), viewport=SMALL)
    await phone.get_by_role("button", name="Log in").click()
    await expect(phone.locator("#desk")).to_be_attached()
    await office.goto(office.url.removesuffix("/code") + "/remove")
    await office.get_by_role("main").get_by_role("button", name="Remove").click()
    await expect(phone.get_by_role("button", name="Log in")).to_be_visible()


@pytest.mark.usefixtures("may_add")
async def test_who_is_not_on_the_list_is_in_with_three_taps(venue: Venue, visits: Visits):
    page = await visits.open(venue.desk, venue.marta, viewport=SMALL)
    await page.locator("#desk-gate-question").get_by_role("button", name=MAIN).click()
    other = await visits.open(venue.desk, venue.organizer)
    await page.get_by_role("link", name="Not on the list? Add").first.click()
    await page.get_by_label("Name").fill("Vera van Dam")
    await page.locator(".walk-in-types button").first.click()
    answer = page.locator(".answer.yes")
    await expect(answer).to_contain_text("Vera van Dam")
    await expect(answer).to_contain_text(MAIN)
    await expect(other.locator("#door-last-scans li").first).to_contain_text("Vera van Dam")


@pytest.mark.usefixtures("may_add")
async def test_without_a_station_their_badge_is_printed_by_this_device(venue: Venue, visits: Visits):
    page = await visits.open(venue.desk, venue.marta, viewport=SMALL)
    await page.add_init_script(PRINTER)
    await adds(page, venue, "Vera van Dam")
    await page.locator(".walk-in-types button").first.click()
    await page.get_by_role("button", name="Print badge").click()
    answer = page.locator(".answer.yes")
    await expect(answer).to_contain_text("Printing the badge of Vera van Dam on this device.")
    await page.wait_for_function("() => window.printed === 1")
    await page.get_by_role("button", name="Print badge").click()
    await expect(answer).to_contain_text("Print it again?")
    await page.get_by_role("button", name="Print again").click()
    await page.wait_for_function("() => window.printed === 2")


@pytest.mark.usefixtures("may_add")
async def test_their_badge_comes_out_at_the_station_and_the_answer_says_so(venue: Venue, visits: Visits):
    station = await open_station(visits, await new_station(venue))
    await station.get_by_label("This browser prints without asking").check()
    page = await visits.open(venue.desk, venue.marta, viewport=SMALL)
    await page.evaluate(REMEMBER, [f"print-on-check-in.{venue.event_id}", "yes"])
    await adds(page, venue, "Vera van Dam")
    await page.locator(".walk-in-types button").first.click()
    jobs = page.locator(".answer.yes #desk-print-jobs")
    await expect(jobs.locator("[data-job-state=printed]")).to_contain_text("Vera van Dam")
    assert await station.evaluate("window.printed") == 1


@pytest.mark.usefixtures("may_add")
async def test_a_desk_that_prints_nothing_asks_for_no_badge_of_theirs(venue: Venue, visits: Visits):
    page = await visits.open(venue.desk, venue.marta, viewport=SMALL)
    await page.evaluate(REMEMBER, [f"printer.{venue.event_id}", "none"])
    await adds(page, venue, "Vera van Dam")
    await page.locator(".walk-in-types button").first.click()
    await expect(page.locator(".answer.yes")).to_contain_text("Vera van Dam")
    await expect(page.get_by_role("button", name="Print badge")).to_be_hidden()


@pytest.mark.usefixtures("may_add")
async def test_a_badge_that_was_asked_for_without_a_network_waits_for_the_desk(
    venue: Venue, visits: Visits, server: Server
):
    station = await open_station(visits, await new_station(venue))
    await station.get_by_label("This browser prints without asking").check()
    page = await visits.open(venue.desk, venue.marta, viewport=SMALL)
    await adds(page, venue, "Vera van Dam")
    await page.locator(".walk-in-types button").first.click()
    await expect(page.locator(".answer.yes")).to_contain_text("Vera van Dam")
    await page.context.set_offline(True)
    await page.get_by_role("button", name="Print badge").click()
    await expect(page.locator(".answer.yes")).to_contain_text("as soon as the network is back")
    await page.context.set_offline(False)
    await page.goto(venue.desk)
    await expect(page.locator("#desk-print-jobs [data-job-state=printed]")).to_contain_text("Vera van Dam")
    assert await station.evaluate("window.printed") == 1


@pytest.mark.usefixtures("may_add")
async def test_enter_in_the_form_adds_nobody(venue: Venue, visits: Visits):
    page = await visits.open(venue.desk, venue.marta, viewport=SMALL)
    await adds(page, venue, "Vera van Dam")
    await page.get_by_label("Name").press("Enter")
    await expect(page.locator(".answer")).to_have_count(0)
    assert await venue.inside() == 0


@pytest.mark.usefixtures("may_add")
async def test_without_a_network_nobody_is_added_and_nothing_typed_is_lost(
    venue: Venue, visits: Visits, server: Server
):
    page = await visits.open(venue.desk, venue.marta, viewport=SMALL)
    await adds(page, venue, "Vera van Dam", "vera@example.com")
    await asyncio.to_thread(server.kill)
    await page.locator(".walk-in-types button").first.click()
    await expect(page.get_by_role("alert")).to_contain_text("No network: nobody was added.")
    await expect(page.get_by_label("Name")).to_have_value("Vera van Dam")
    await asyncio.to_thread(server.start)
    await page.locator(".walk-in-types button").first.click()
    await expect(page.locator(".answer.yes")).to_contain_text("Vera van Dam")
    assert await venue.inside() == 1


@pytest.mark.usefixtures("may_add")
async def test_whose_address_is_known_is_checked_in_with_one_tap(venue: Venue, visits: Visits):
    page = await visits.open(venue.desk, venue.marta, viewport=SMALL)
    await adds(page, venue, "Somebody", venue.guests["Sanne"].email)
    await page.locator(".walk-in-types button").first.click()
    await expect(page.get_by_text("is on the list already.")).to_be_visible()
    await page.get_by_role("button", name=f"Check in {venue.guests['Sanne'].name}").click()
    await expect(page.locator(".answer.yes")).to_contain_text(venue.guests["Sanne"].name)


@pytest.mark.usefixtures("may_add")
async def test_without_javascript_the_form_adds_as_well(venue: Venue, visits: Visits):
    page = await visits.open(venue.desk, venue.marta, java_script_enabled=False)
    await adds(page, venue, "Vera van Dam")
    await page.locator(".walk-in-types button").first.click()
    await expect(page.locator(".answer.yes")).to_contain_text("Vera van Dam")
    assert await venue.inside() == 1


async def link_in(office: Page, venue: Venue) -> str:
    """The link in the code on the screen, as a camera reads it."""
    picture = b64encode(await office.screenshot()).decode()
    link: str = await office.evaluate(READ_PICTURE, picture)
    assert link.startswith(f"{venue.base_url}/staff/join/")
    return link.removeprefix(venue.base_url)
