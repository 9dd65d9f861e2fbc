"""Printing at the door in two browsers: a desk asks, the station prints, and the desk sees it."""

from __future__ import annotations

from uuid import uuid4

import pypdfium2
from playwright.async_api import Page, expect

from netevent.badges.devices.service import NewLink
from netevent.badges.stations import service
from netevent.badges.stations.station import Station
from netevent.documents.badges.formats import Format
from tests.browser.conftest import OpenDesk
from tests.browser.pages import Visits, keep_answers, shown, typed
from tests.browser.venue import Venue

Form = dict[str, str | float | bool]
# In place of a printer: the dialogue is closed at once.
PRINTER = """
window.printed = 0;
window.print = () => {
  window.printed += 1;
  setTimeout(() => window.dispatchEvent(new Event("afterprint")));
};
"""
# Without it only the socket tells of a badge.
NO_SIGN_OF_LIFE = """
const every = window.setInterval;
window.setInterval = (act, after) => after === 15000 ? 0 : every(act, after);
"""


async def new_station(venue: Venue) -> NewLink[Station]:
    return await venue.database.transact(service.add, venue.event_id, "Hall", Format.roll_62)


async def open_station(visits: Visits, made: NewLink[Station], script: str = "") -> Page:
    page = await visits.open("/")
    await page.add_init_script(PRINTER + script)
    await page.goto(f"{visits.base_url}/print/open/{made.token}")
    return page


async def test_a_badge_goes_from_the_desk_to_the_printer_and_the_desk_sees_it(
    open_desk: OpenDesk, visits: Visits, venue: Venue
):
    station = await open_station(visits, await new_station(venue), NO_SIGN_OF_LIFE)
    assert station.url.endswith("/print"), "the token stands in no address"
    await expect(station.locator("#print-station")).to_have_attribute("data-now", "ready")
    await station.get_by_label("This browser prints without asking").check()
    desk = await open_desk()
    await keep_answers(desk)
    await expect(desk.locator("#desk-stations")).to_contain_text("ready")
    await typed(desk, venue.link("Łukasz"))
    await shown(desk, "checked_in", "Łukasz Wiśniewski")
    await desk.get_by_role("button", name="Print badge").click()
    jobs = desk.locator("#desk-print-jobs")
    await expect(jobs).to_contain_text("Łukasz Wiśniewski")
    await expect(jobs).to_contain_text("printed at")
    assert await station.evaluate("window.printed") == 1

    await typed(desk, venue.link("Łukasz"))
    await shown(desk, "already_checked_in")
    await desk.get_by_role("button", name="Print badge").click()
    await expect(desk.locator("#desk-print-note")).to_contain_text("Print it again?")
    assert await station.evaluate("window.printed") == 1
    await desk.get_by_role("button", name="Print again").click()
    await expect(jobs.locator("[data-job-state=printed]")).to_have_count(2)
    assert await station.evaluate("window.printed") == 2


async def test_badges_that_follow_each_other_closely_all_come_out_at_once(
    open_desk: OpenDesk, visits: Visits, venue: Venue
):
    """None waits for the sign of life."""
    station = await open_station(visits, await new_station(venue), NO_SIGN_OF_LIFE)
    await expect(station.locator("#print-station")).to_have_attribute("data-now", "ready")
    await station.get_by_label("This browser prints without asking").check()
    desk = await open_desk()
    token = await desk.locator('meta[name="csrf-token"]').get_attribute("content")
    for printed, guest in enumerate(venue.guests.values(), 1):
        form: Form = {"attendee_id": guest.id, "request_id": str(uuid4()), "csrf_token": token or ""}
        answer = await desk.request.post(f"/staff/{venue.event_id}/badges/print", form=form)
        assert answer.ok
        await station.wait_for_function("wanted => window.printed >= wanted", arg=printed)


async def test_a_station_that_was_closed_prints_what_waited_when_it_opens_again(
    open_desk: OpenDesk, visits: Visits, venue: Venue
):
    made = await new_station(venue)
    station = await open_station(visits, made)
    await expect(station.locator("#print-station")).to_have_attribute("data-now", "ready")
    desk = await open_desk()
    await keep_answers(desk)
    await typed(desk, venue.link("Łukasz"))
    await desk.get_by_role("button", name="Print badge").click()
    await expect(station.locator("#print-station")).to_have_attribute("data-now", "asking")
    await station.goto("about:blank")
    await expect(desk.locator("#desk-print-jobs [data-job-state=waiting]")).to_have_count(1)
    again = await open_station(visits, made)
    await expect(again.locator("#print-station")).to_have_attribute("data-now", "asking")
    await again.get_by_role("button", name="Yes").click()
    await expect(desk.locator("#desk-print-jobs [data-job-state=printed]")).to_have_count(1)


async def test_a_second_page_of_a_station_says_so_and_may_take_over(visits: Visits, venue: Venue):
    made = await new_station(venue)
    first = await open_station(visits, made)
    await expect(first.locator("#print-station")).to_have_attribute("data-now", "ready")
    second = await open_station(visits, made)
    await expect(second.locator("#print-station")).to_have_attribute("data-now", "elsewhere")
    await second.get_by_role("button", name="Print here instead").click()
    await expect(second.locator("#print-station")).to_have_attribute("data-now", "ready")


async def test_a_second_page_goes_on_by_itself_when_the_first_is_gone(visits: Visits, venue: Venue):
    """As after a computer was switched off and on: nobody is there to press a button."""
    made = await new_station(venue)
    first = await open_station(visits, made)
    await expect(first.locator("#print-station")).to_have_attribute("data-now", "ready")
    second = await open_station(visits, made)
    await second.clock.install()
    await second.reload()
    await expect(second.locator("#print-station")).to_have_attribute("data-now", "elsewhere")
    await second.clock.run_for(16_000)
    await expect(second.locator("#print-station")).to_have_attribute("data-now", "elsewhere")
    await first.goto("about:blank")
    await expect(second.locator("[data-standing=away]")).to_have_count(1)
    await second.clock.run_for(16_000)
    await expect(second.locator("#print-station")).to_have_attribute("data-now", "ready")


async def test_the_page_that_is_printed_has_the_size_of_the_label(
    open_desk: OpenDesk, visits: Visits, venue: Venue
):
    station = await open_station(visits, await new_station(venue))
    await expect(station.locator("#print-station")).to_have_attribute("data-now", "ready")
    await station.evaluate("window.print = () => {}")  # the dialogue stays open
    desk = await open_desk()
    await keep_answers(desk)
    await typed(desk, venue.link("Łukasz"))
    await desk.get_by_role("button", name="Print badge").click()
    await expect(station.locator("#print-sheet img")).to_have_count(1)
    pdf = await station.pdf(prefer_css_page_size=True)
    assert sizes_of(pdf) == [(62, 100)]


def sizes_of(pdf: bytes) -> list[tuple[int, int]]:
    """Of its pages, in millimetres."""
    points = 72 / 25.4
    return [
        (round(page.get_width() / points), round(page.get_height() / points))
        for page in pypdfium2.PdfDocument(pdf)
    ]
