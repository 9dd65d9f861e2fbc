"""The pictures of registration and payment, for `screenshots.py`: a guest's phone, the organizer's laptop."""

from __future__ import annotations

from pictures import LAPTOP, PHONE, logged_in, take, visiting
from playwright.sync_api import Browser

from netevent.demo.story import ORGANIZER

GUEST = {"first_name": "Nina", "last_name": "Brandt", "email": "nina.brandt@example.org"}


def the_payments(browser: Browser, base_url: str) -> None:
    with visiting(browser, PHONE) as page:
        page.goto(f"{base_url}/event/register/DEMDAY")
        page.wait_for_selector("html[data-live=on]")
        take(page, "registration")
        page.click("text=General")
        for name, text in GUEST.items():
            page.fill(f"[name={name}]", text)
        page.click("text=Vegan")
        page.click("button.main:has-text('Register')")
        page.wait_for_selector(".order-pay")
        take(page, "order")
        page.click(".give-up button")
        page.wait_for_selector(".order-state.bad")
    with logged_in(browser, base_url, ORGANIZER, LAPTOP) as page:
        for name in ("payments", "orders"):
            page.goto(f"{base_url}/organizer/event/1/{name}")
            page.wait_for_selector("html[data-live=on]")
            take(page, name)
