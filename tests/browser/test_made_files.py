"""A long batch of badges in Chromium: what its page shows comes by the socket, and survives a reload."""

from __future__ import annotations

import re

from playwright.async_api import Page, Request, expect

from netevent.attendees.writing import Details, NewAttendee, insert_attendees
from netevent.core.database import Transaction
from tests.browser.pages import LAPTOP, Visits, is_live
from tests.browser.venue import Venue

MANY = 2500
COMES_FURTHER = """than => {
    const told = /([0-9,]+) of 2,507 badges/.exec(document.querySelector(".made-file").textContent);
    const done = told ? Number(told[1].replace(",", "")) : 0;
    return done > than && done;
}"""


async def invite_many(venue: Venue) -> None:
    """Enough that it takes a while to draw their badges."""

    def invite(tx: Transaction) -> None:
        for first in range(0, MANY, 500):
            people = [
                NewAttendee(
                    Details(f"many{number}.{venue.event_code}@example.org", "Many", f"People{number}")
                )
                for number in range(first, first + 500)
            ]
            insert_attendees(tx, venue.event_id, people)

    await venue.database.transact(invite)


async def order(visits: Visits, venue: Venue) -> Page:
    address = f"{venue.dashboard}/badges/rectangular/download"
    page = await visits.open(address, venue.organizer, viewport=LAPTOP)
    await page.get_by_role("button", name="Make the PDF").click()
    await page.wait_for_url("**/files/*")
    await is_live(page)
    return page


def asked_for(page: Page) -> list[str]:
    """All that the page asks the server for from now on, but for what lies still."""
    asked: list[str] = []

    def note(request: Request) -> None:
        if "/static/" not in request.url:
            asked.append(request.url)

    page.on("request", note)
    return asked


async def comes_further(page: Page, than: int = 0) -> int:
    """How far it is, once it is further."""
    found = await page.wait_for_function(COMES_FURTHER, arg=than, timeout=60_000)
    return int(await found.json_value())


async def test_a_long_batch_comes_further_by_the_socket_alone_and_is_there_after_a_reload(
    visits: Visits, venue: Venue
):
    await invite_many(venue)
    page = await order(visits, venue)
    asked = asked_for(page)
    first = await comes_further(page)
    cancel = page.get_by_role("button", name="Cancel")
    await cancel.focus()
    second = await comes_further(page, than=first)
    await expect(cancel).to_be_focused()
    await expect(page.locator(".made-file")).to_contain_text(re.compile("(second|minute)s? left"))
    assert asked == [], "nobody asked the server"
    await page.reload()
    await is_live(page)
    asked.clear()
    await comes_further(page, than=second)
    await expect(page.locator(".made-file")).to_contain_text("The file is ready.", timeout=120_000)
    assert asked == []
    async with page.expect_download() as download:
        await page.get_by_role("link", name="Download").click()
    assert (await download.value).suggested_filename.endswith(".pdf")


async def test_a_cancel_stops_it_and_the_other_tab_sees_the_end(visits: Visits, venue: Venue):
    await invite_many(venue)
    page = await order(visits, venue)
    other = await page.context.new_page()
    await other.goto(page.url)
    await is_live(other)
    asked = asked_for(other)
    await comes_further(other)
    await page.get_by_role("button", name="Cancel").click()
    await page.wait_for_url("**/badges/rectangular/download*")
    await expect(other.locator(".made-file")).to_contain_text("This file was cancelled.")
    assert asked == []
    await other.reload()
    await expect(other.locator(".made-file")).to_contain_text("This file was cancelled.")
