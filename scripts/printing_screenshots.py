"""Printing at the door, among the screenshots: the print station, the desk that asks it, and the kiosk.

Called by `screenshots`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from desks import open_desk, scan, undo
from pictures import LAPTOP, logged_in, take, visiting
from playwright.sync_api import Browser, Page

from netevent.core import clock
from netevent.demo.people import Guest
from netevent.demo.printing import STATION_TOKEN
from netevent.demo.story import GATES, ORGANIZER, STAFF, story

# Nothing comes out: the dialogue is closed at once.
PRINTER = """
window.print = () => setTimeout(() => window.dispatchEvent(new Event("afterprint")));
"""


def the_printing(browser: Browser, base_url: str) -> None:
    at_the_desk, at_the_kiosk = [one for one in story(clock.now()).guests if one.state == "expected"][1:3]
    with _station(browser, base_url) as station:
        _the_organizers(browser, base_url)
        _the_desk(browser, base_url, station, at_the_desk)
        _the_kiosk(browser, base_url, station, at_the_kiosk)
    with open_desk(browser, base_url, STAFF, GATES[0]) as desk:
        undo(desk, at_the_kiosk.code)


def _the_organizers(browser: Browser, base_url: str) -> None:
    with logged_in(browser, base_url, ORGANIZER, LAPTOP) as page:
        page.goto(f"{base_url}/organizer/event/1/badges/stations")
        page.wait_for_selector("html[data-live=on]")
        take(page, "print-stations")


def _the_desk(browser: Browser, base_url: str, station: Page, guest: Guest) -> None:
    with open_desk(browser, base_url, STAFF, GATES[0]) as desk:
        scan(desk, guest.code, "yes")
        desk.click("#desk-answer button[form=desk-print]")
        station.wait_for_selector("[data-now=asking]")
        take(station, "print-station")
        station.click("[data-act=printed]")
        desk.wait_for_selector("#desk-print-jobs [data-job-state=printed]")
        desk.keyboard.press("Escape")
        desk.locator("#desk-print-jobs").scroll_into_view_if_needed()
        take(desk, "desk-printing")
        undo(desk, guest.code)


def _the_kiosk(browser: Browser, base_url: str, station: Page, guest: Guest) -> None:
    with visiting(browser, LAPTOP) as kiosk:
        kiosk.goto(_new_link(browser, base_url))
        kiosk.click("main form button")
        kiosk.wait_for_selector("#kiosk-finder[data-camera=reading]")
        take(kiosk, "kiosk")
        kiosk.fill("#kiosk-code-field", guest.code)
        kiosk.press("#kiosk-code-field", "Enter")
        kiosk.wait_for_selector("h1:has-text('Are you')")
        take(kiosk, "kiosk-sure")
        kiosk.click("main button.main")
        kiosk.wait_for_selector("h1:has-text('Welcome')")
        take(kiosk, "kiosk-done")
    station.click("[data-act=printed]")
    station.wait_for_selector("[data-now=ready]")


@contextmanager
def _station(browser: Browser, base_url: str) -> Iterator[Page]:
    with visiting(browser, LAPTOP) as page:
        page.add_init_script(PRINTER)
        page.goto(f"{base_url}/print/open/{STATION_TOKEN}")
        page.wait_for_selector("[data-now=ready]")
        yield page


def _new_link(browser: Browser, base_url: str) -> str:
    with logged_in(browser, base_url, ORGANIZER, LAPTOP) as page:
        page.goto(f"{base_url}/organizer/event/1/badges/kiosks/1")
        page.click("button:has-text('Make a new link')")
        page.wait_for_selector(".station-link")
        return page.input_value(".copy-box input")
