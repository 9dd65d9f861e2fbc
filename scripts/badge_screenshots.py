"""The screens of badges and of printing at the door, among the screenshots. Called by `screenshots`."""

from __future__ import annotations

from pictures import LAPTOP, PHONE, logged_in, take
from playwright.sync_api import Browser, Page

from netevent.demo.story import ATTENDEE, ORGANIZER


def the_badges(browser: Browser, base_url: str) -> None:
    with logged_in(browser, base_url, ORGANIZER, LAPTOP) as page:
        page.goto(f"{base_url}/organizer/event/1/badges")
        page.wait_for_load_state("networkidle")
        take(page, "badges")
        page.goto(f"{base_url}/organizer/event/1/badges/rectangular/download")
        take(page, "badges-print")
        _stations(page, base_url)
    with logged_in(browser, base_url, ATTENDEE, PHONE) as page:
        page.goto(f"{base_url}/attendee/badge")
        page.wait_for_load_state("networkidle")
        take(page, "own-badge")


def _stations(page: Page, base_url: str) -> None:
    address = f"{base_url}/organizer/event/1/badges/stations"
    page.goto(address)
    page.fill("[name=name]", "Entrance left")
    page.click("form.form .actions button")
    page.goto(address)
    page.wait_for_selector("html[data-live=on]")
    take(page, "print-stations")
