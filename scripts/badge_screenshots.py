"""The screens of badges, among the screenshots. Called by `screenshots`."""

from __future__ import annotations

from pictures import LAPTOP, PHONE, logged_in, take
from playwright.sync_api import Browser

from netevent.demo.story import ATTENDEE, ORGANIZER


def the_badges(browser: Browser, base_url: str) -> None:
    with logged_in(browser, base_url, ORGANIZER, LAPTOP) as page:
        page.goto(f"{base_url}/organizer/event/1/badges")
        page.wait_for_load_state("networkidle")
        take(page, "badges")
        page.goto(f"{base_url}/organizer/event/1/badges/rectangular/download")
        take(page, "badges-print")
    with logged_in(browser, base_url, ATTENDEE, PHONE) as page:
        page.goto(f"{base_url}/attendee/badge")
        page.wait_for_load_state("networkidle")
        take(page, "own-badge")
