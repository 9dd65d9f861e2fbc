"""The attendee's screens among the screenshots. Called by `screenshots`."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from pictures import PHONE, logged_in, portrait, take, visiting
from playwright.sync_api import Browser, Locator, Page

from netevent.core import clock
from netevent.demo.meetings import ACQUAINTANCES
from netevent.demo.people import Guest
from netevent.demo.story import ATTENDEE, OTHER_ATTENDEE, story

MESSAGE = "Your talk on field research: coffee at the quay?"
MAIL_SECONDS = 30


def the_attendee(browser: Browser, base_url: str, folder: Path) -> None:
    with logged_in(browser, base_url, ATTENDEE, PHONE) as page:
        _what_waits(page, base_url)
        page.goto(f"{base_url}/attendee/dashboard")
        _is_live(page)
        take(page, "attendee-badge")
        _people(page, base_url)
        _programme(page, base_url)
        _about_me(page, base_url, folder)
        _camera(page, base_url)
        _toast(browser, page, base_url)
    with logged_in(browser, base_url, ATTENDEE, PHONE, "dark") as page:
        _agenda(page, base_url, "agenda-dark")
    _personal_page(browser, base_url)


def _what_waits(page: Page, base_url: str) -> None:
    """These two first: what they show has been seen by the time of the later pages."""
    page.goto(f"{base_url}/attendee/connection-requests")
    _agenda(page, base_url, "agenda")
    page.goto(f"{base_url}/attendee/connection-requests")
    _is_live(page)
    take(page, "requests")


def _agenda(page: Page, base_url: str, name: str) -> None:
    page.goto(f"{base_url}/appointments")
    _is_live(page)
    page.wait_for_function("() => !document.querySelector('.toast')")
    take(page, name)


def _people(page: Page, base_url: str) -> None:
    page.goto(f"{base_url}/attendee/people")
    _is_live(page)
    take(page, "people")
    page.goto(f"{base_url}/attendee/people/find?q=studio")
    _is_live(page)
    take(page, "find-people")
    _card(page, base_url)
    address = page.locator("a[href^='/appointments/new']").first.get_attribute("href")
    page.goto(f"{base_url}{address}&minutes=30")
    page.locator(".choices.times .choice").nth(3).click()
    _is_live(page)
    take(page, "propose")


def _programme(page: Page, base_url: str) -> None:
    """As it is: a seat taken for the picture would stay."""
    page.goto(f"{base_url}/attendee/breakout-sessions")
    _is_live(page)
    take(page, "programme")


def _card(page: Page, base_url: str) -> None:
    """The card of a connection about whom the demo has a note."""
    acquaintance = next(one for one in ACQUAINTANCES if one.note)
    guest = story(clock.now()).guests[acquaintance.guest]
    page.goto(f"{base_url}/attendee/people")
    page.locator("#people-list .name", has_text=f"{guest.first_name} {guest.last_name}").first.click()
    page.wait_for_selector("article.person")
    _is_live(page)
    take(page, "card")


def _about_me(page: Page, base_url: str, folder: Path) -> None:
    for path, name in (
        ("profile", "profile"),
        ("profile/preview", "as-others-see-me"),
        ("privacy", "privacy"),
    ):
        page.goto(f"{base_url}/attendee/{path}")
        _is_live(page)
        take(page, name)
    page.goto(f"{base_url}/attendee/photo")
    page.set_input_files("#photo", portrait(folder))
    page.wait_for_selector("#photo-cropper:not([hidden])")
    for _ in range(3):
        page.press("#photo-crop", "+")
    page.evaluate("() => document.activeElement.blur()")
    page.locator("#photo-cropper").scroll_into_view_if_needed()
    take(page, "photo")


def _camera(page: Page, base_url: str) -> None:
    page.goto(f"{base_url}/attendee/scan")
    page.wait_for_selector("[data-camera=reading]")
    page.wait_for_function("() => document.querySelector('video').currentTime > 0.5")
    take(page, "scan")


def _toast(browser: Browser, page: Page, base_url: str) -> None:
    """The second attendee's phone, while the first one asks; who then thinks better of it."""
    with logged_in(browser, base_url, OTHER_ATTENDEE, PHONE) as other:
        other.goto(f"{base_url}/attendee/dashboard")
        _is_live(other)
        page.goto(f"{base_url}/attendee/people/find?q={OTHER_ATTENDEE.first_name}+{OTHER_ATTENDEE.last_name}")
        page.locator("#people-found .name").first.click()
        page.fill("textarea[name=message]", MESSAGE)
        page.click("button[formaction='/attendee/connections']")
        toast = other.locator("#toasts .toast", has_text=ATTENDEE.first_name)
        toast.wait_for()
        take(other, "toast")
        page.click("button[formaction$='/withdraw']")
        toast.wait_for(state="detached")


def _personal_page(browser: Browser, base_url: str) -> None:
    """By its link in a mail, as somebody from a list that was brought in gets there."""
    address = _invited_guest().email
    with visiting(browser, PHONE) as page:
        page.goto(f"{base_url}/dev/mail")
        sent = _mails_to(page, address).count()
        page.goto(f"{base_url}/attendee/request-link")
        page.fill("[name=email]", address)
        page.click("form.form .actions button")
        page.goto(_link_in_mail(page, base_url, address, sent))
        take(page, "personal-page")


def _invited_guest() -> Guest:
    """Who has no password, is expected and reads English."""
    guests = story(clock.now()).guests
    return next(guest for guest in guests if guest.state == "expected" and guest.language == "en")


def _link_in_mail(page: Page, base_url: str, address: str, sent: int) -> str:
    """Of the newest mail, once there are more than were `sent` before: it goes out by itself."""
    for _ in range(MAIL_SECONDS):
        page.goto(f"{base_url}/dev/mail")
        if _mails_to(page, address).count() > sent:
            _mails_to(page, address).first.locator("a").click()
            found = re.search(r"https?://\S+/attendee/personal/\S+", page.inner_text(".letter"))
            assert found is not None
            return found[0]
        page.wait_for_timeout(1000)
    sys.exit("The mail with the personal link did not come.")


def _mails_to(page: Page, address: str) -> Locator:
    return page.locator("tr", has_text=address)


def _is_live(page: Page) -> None:
    page.wait_for_selector("html[data-live=on]")
