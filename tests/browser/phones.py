"""What two people do with their phones: scan, ask, answer, propose; and a lock that takes the socket away.

For `test_two_phones`, with JavaScript and without.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import vobject
from icalendar import Calendar
from playwright.async_api import Locator, Page, WebSocketRoute, expect

from netevent.core import clock
from netevent.core.clock import local
from tests.browser.pages import is_live
from tests.browser.venue import ZONE

AGENDA = "/appointments"
MESSAGE, PLACE, NOTES = "Your talk on bike data", "The coffee bar", "Bring the counts of May"
SLOTS = "#slots input[name=start]"
MARK, MARKED = "() => { window.stayed = true; }", "() => window.stayed === true"
LOST = 1001
# The event of the tests has begun and lasts eight hours.
IN_HOURS = timedelta(hours=6)


@dataclass
class Lock:
    """A phone's socket, which the lock takes away and keeps away. What was sent meanwhile is lost to it."""

    is_on: bool = False
    open: list[WebSocketRoute] = field(default_factory=list)

    async def connect(self, socket: WebSocketRoute) -> None:
        if self.is_on:
            await socket.close(code=LOST)
            return
        socket.connect_to_server()
        self.open.append(socket)

    async def lock(self, page: Page) -> None:
        self.is_on = True
        await page.context.set_offline(True)
        while self.open:
            await self.open.pop().close(code=LOST)
        await expect(page.locator("html")).to_have_attribute("data-live", "paused")

    async def wake(self, page: Page) -> None:
        self.is_on = False
        await page.context.set_offline(False)
        await is_live(page)


# ---- what the two do ------------------------------------------------------------------------------------


async def scan_by_hand(page: Page, code: str) -> None:
    await page.get_by_label("Badge code").fill(code)
    await page.get_by_role("button", name="Show").click()
    await ask_on_the_sheet(page)


async def ask_on_the_sheet(page: Page) -> None:
    sheet = page.locator("#scan-sheet")
    await sheet.get_by_label("Message").fill(MESSAGE)
    await sheet.get_by_role("button", name="Connect").click()
    await expect(sheet).to_contain_text("Your request has been sent")


async def propose(page: Page) -> None:
    """From the other one's card, for hours later: no reminder comes into the test."""
    await page.get_by_role("link", name="Propose an appointment").click()
    await page.wait_for_url("**/appointments/new?*")
    await page.goto(f"{page.url}&day={local(clock.now() + IN_HOURS, ZONE).date()}")
    await page.locator(SLOTS).last.check()
    await page.get_by_role("textbox", name="Another place").fill(PLACE)
    await page.get_by_label("Notes").fill(NOTES)
    await page.get_by_role("button", name="Propose").click()
    await expect(page.locator(".meeting")).to_contain_text("proposed")


async def accept(toasts: Locator) -> None:
    await toasts.get_by_role("button", name="Accept").click()


async def put_away(toasts: Locator) -> None:
    await toasts.get_by_role("button", name="Close").click()
    await expect(toasts).to_have_count(0)


async def is_in_the_calendar(page: Page, other: str) -> None:
    """The file of the appointment, as the link gives it, and that of the whole agenda."""
    await page.locator("#agenda").get_by_role("link", name=f"Appointment with {other}").click()
    one = await page.get_by_role("link", name="Add to my calendar").get_attribute("href")
    assert one
    for path in (one, f"{AGENDA}/agenda.ics"):
        answer = await page.request.get(path)
        (event,) = Calendar.from_ical(await answer.text()).events
        assert (str(event["SUMMARY"]), str(event["LOCATION"])) == (f"Appointment with {other}", PLACE)
        assert str(event["STATUS"]) == "CONFIRMED"


# ---- where they look ------------------------------------------------------------------------------------


def requests(page: Page) -> Locator:
    return page.locator("#toasts article[id^=connection]")


def proposals(page: Page) -> Locator:
    return page.locator("#toasts article[id^=appointment]")


async def stay_at(page: Page, path: str) -> None:
    """Open the page and mark it, for `stayed`."""
    await page.goto(path)
    await is_live(page)
    await page.evaluate(MARK)


async def stayed(*pages: Page) -> None:
    """Not one of them was loaded anew since it was marked."""
    assert [await page.evaluate(MARKED) for page in pages] == [True] * len(pages)


async def lockable(page: Page, path: str) -> Lock:
    lock = Lock()
    await page.unroute_all()
    await page.route_web_socket("**/live/**", lock.connect)
    await stay_at(page, path)
    return lock


async def listen_at(page: Page, path: str) -> list[str]:
    """Everything that the page's socket says from its opening on."""
    heard: list[str] = []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda text: heard.append(str(text))))
    await page.goto(path)
    await is_live(page)
    return heard


async def vcard(page: Page) -> Any:
    """The one that the button on the card gives."""
    async with page.expect_download() as download:
        await page.locator("a[href$='card.vcf']").click()
    path = await (await download.value).path()
    (card,) = vobject.readComponents(path.read_text())
    return card
