"""The screens of what reaches people who are not looking, among the screenshots. Called by `screenshots`.

Nothing is sent for them: the demo has an announcement that was.
"""

from __future__ import annotations

from pictures import LAPTOP, PHONE, logged_in, take
from playwright.sync_api import Browser, Page

from netevent.demo.story import ATTENDEE, ORGANIZER

# With a little room above it.
SHOW_FROM = "title => window.scrollTo(0, title.getBoundingClientRect().top - 24)"


def the_messages(browser: Browser, base_url: str) -> None:
    with logged_in(browser, base_url, ORGANIZER, LAPTOP) as page:
        _writing(page, base_url)
        _result(page, base_url)
        page.goto(f"{base_url}/organizer/event/1/addresses")
        take(page, "addresses")
    with logged_in(browser, base_url, ATTENDEE, PHONE) as page:
        _notifications(page, base_url)


def _writing(page: Page, base_url: str) -> None:
    page.goto(f"{base_url}/organizer/event/1/announcements/new?ready=invitation")
    page.wait_for_selector("#announcement-count")
    page.locator("h2", has_text="What it says").evaluate(SHOW_FROM)
    take(page, "announcement-writing")


def _result(page: Page, base_url: str) -> None:
    """Of the only one that was sent."""
    page.goto(f"{base_url}/organizer/event/1/announcements")
    page.click("a:has-text('Lunch is on the quay')")
    page.wait_for_selector("html[data-live=on]")
    take(page, "announcement-result")


def _notifications(page: Page, base_url: str) -> None:
    """A browser without a window has refused notifications before anybody was asked; a phone has not."""
    page.add_init_script("Object.defineProperty(Notification, 'permission', { value: 'default' })")
    page.goto(f"{base_url}/attendee/notifications")
    page.wait_for_selector("button:has-text('Notify me'):visible")
    take(page, "notifications")
