"""Makes the pictures of docs/screenshots from a running demo: `python scripts/screenshots.py http://localhost:8000`.

Start the demo (`make demo`) before it, and give its address. The pictures are of the real screens in a real
Chromium; only what the camera sees, and the face in the photo, are drawn. Start from a fresh demo: what is
changed is taken back, but the demo's attendee has then seen what was new, a mail lies at /dev/mail, and two
people have a printed badge.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from badge_screenshots import the_badges
from desks import open_desk, scan, undo
from message_screenshots import the_messages
from payment_screenshots import the_payments
from phone_screenshots import the_attendee
from pictures import FOLDER, LAPTOP, ROOT, SCHEMES, launched, logged_in, take
from playwright.sync_api import Browser, Page, sync_playwright
from printing_screenshots import the_printing
from session_screenshots import the_sessions

from netevent.core import clock
from netevent.demo.story import GATES, MORE_STAFF, ORGANIZER, STAFF, story

LIST = ROOT / "tests" / "data" / "attendees-with-faults.csv"


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit("usage: python scripts/screenshots.py http://localhost:8000")
    base_url = sys.argv[1].rstrip("/")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = launched(playwright, Path(folder))
        the_organizer(browser, base_url)
        the_sessions(browser, base_url)
        the_payments(browser, base_url)
        the_messages(browser, base_url)
        the_badges(browser, base_url)
        the_printing(browser, base_url)
        the_desk(browser, base_url)
        the_attendee(browser, base_url, Path(folder))
        browser.close()


def the_organizer(browser: Browser, base_url: str) -> None:
    with open_desk(browser, base_url, STAFF, GATES[0]), open_desk(browser, base_url, MORE_STAFF, GATES[1]):
        for scheme in SCHEMES:
            with logged_in(browser, base_url, ORGANIZER, LAPTOP, scheme) as page:
                dashboard(page, base_url, f"dashboard-{scheme}")
    with logged_in(browser, base_url, ORGANIZER, LAPTOP) as page:
        page.goto(f"{base_url}/organizer/event/1/attendees")
        take(page, "attendees")
        page.goto(f"{base_url}/organizer/event/1/meeting-points")
        take(page, "meeting-points")
        page.goto(f"{base_url}/organizer/event/1?show=checklist")
        page.wait_for_selector("html[data-live=on]")
        take(page, "checklist")
        page.goto(f"{base_url}/organizer/event/1?show=report")
        take(page, "report")
        page.goto(f"{base_url}/organizer/event/1/live")
        page.wait_for_selector("html[data-live=on]")
        take(page, "wall")
        page.goto(f"{base_url}/organizer/event/1/attendees")
        page.click("tr:has(.pill.yes) a.name >> nth=0")
        page.wait_for_selector("#one-attendee")
        take(page, "one-attendee")
        import_report(page, base_url)


def dashboard(page: Page, base_url: str, name: str) -> None:
    page.goto(f"{base_url}/organizer/event/1")
    page.wait_for_selector("html[data-live=on]")
    page.wait_for_selector(f"#event-desks :text('{MORE_STAFF.first_name}')")
    take(page, name)


def import_report(page: Page, base_url: str) -> None:
    """In an event of its own, which goes again: the demo's list stays what it is."""
    page.goto(f"{base_url}/organizer/event/create")
    page.fill("[name=name]", "Harbour Tech Evening")
    page.fill("[name=start]", "2030-05-14T18:00")
    page.fill("[name=end]", "2030-05-14T22:00")
    page.click("form.form .actions button")
    page.wait_for_url(re.compile(r"/organizer/event/[0-9]+$"))
    event_url = page.url
    page.goto(f"{event_url}/attendees/import")
    page.set_input_files("[name=file]", LIST)
    page.click("form.form .actions button")
    page.wait_for_selector("#import-preview button[value=import]")
    take(page, "import-preview")
    page.click("#import-preview button[value=import]")
    page.wait_for_selector(".import .notice.good")
    take(page, "import-report")
    page.goto(f"{event_url}/delete")
    page.fill("[name=name]", "Harbour Tech Evening")
    page.click("form.form button.danger")
    page.wait_for_url("**/organizer/dashboard")


def the_desk(browser: Browser, base_url: str) -> None:
    guests = story(clock.now()).guests
    expected = next(guest for guest in guests if guest.state == "expected")
    absent = next(guest for guest in guests if guest.state == "not_attending")
    with open_desk(browser, base_url, STAFF, GATES[0]) as page:
        page.wait_for_selector("[data-camera=reading]")
        page.wait_for_function("() => document.querySelector('#desk-finder video').currentTime > 0.5")
        take(page, "desk-waiting")
        scan(page, expected.code, "yes")
        take(page, "desk-in")
        scan(page, expected.code, "again")
        take(page, "desk-already")
        scan(page, absent.code, "no")
        take(page, "desk-stop")
        undo(page, expected.code)


if __name__ == "__main__":
    main()
