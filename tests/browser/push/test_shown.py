"""What reaches a phone in a pocket: asked for by a tap, shown by the worker, closed once it was seen.

What of a phone is stood in for, and why: `push_phones`.
"""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.browser.pages import Visits, is_live
from tests.browser.phones import requests
from tests.browser.push.asking import ask, shows
from tests.browser.push_phones import Phone, take_phone
from tests.browser.venue import Venue
from tests.push.service import PushService

BADGE = "/attendee/dashboard"
REQUESTS = "/attendee/connection-requests"
SHOW = "(tag) => self.registration.showNotification('Earlier', { tag, data: {} })"


async def test_a_request_to_a_locked_phone_is_shown_and_a_tap_opens_it(
    łukasz: Phone, visits: Visits, venue: Venue
):
    await łukasz.lock()
    await ask(visits, venue)
    (told,) = await łukasz.is_given()
    await shows(łukasz, told["title"])
    (shown,) = await łukasz.notifications()
    assert "Sanne van den Broek" in shown["title"] + shown["body"]
    assert (shown["tag"], shown["lang"]) == (told["tag"], "en")

    address = await łukasz.tap(shown["tag"])
    assert address == told["url"]
    await shows(łukasz)
    page = await łukasz.wake(address)
    await expect(page.get_by_role("main")).to_contain_text("Sanne van den Broek")


async def test_an_open_page_shows_the_toast_and_the_phone_no_notification(
    łukasz: Phone, visits: Visits, venue: Venue
):
    await łukasz.page.goto(BADGE)
    await is_live(łukasz.page)
    await łukasz.page.bring_to_front()
    await ask(visits, venue)
    await expect(requests(łukasz.page)).to_be_visible()
    await łukasz.is_given()
    await łukasz.lock()
    await ask(visits, venue, who="Jan")
    (told,) = await łukasz.is_given()
    await shows(łukasz, told["title"])  # the later one alone


async def test_what_is_seen_on_one_phone_is_closed_on_the_other(
    łukasz: Phone, visits: Visits, service: PushService, venue: Venue
):
    other = await take_phone(visits, service, BADGE, venue.guests["Łukasz"].email)
    await other.allow()
    await łukasz.lock()
    await other.lock()
    await ask(visits, venue)
    for phone in (łukasz, other):
        (told,) = await phone.is_given()
        await shows(phone, told["title"])

    page = await other.wake(REQUESTS)
    await page.get_by_role("main").get_by_role("button", name="Decline").first.click()
    (closed,) = await łukasz.is_given()
    assert closed["do"] == "close"
    await shows(łukasz)


async def test_what_is_put_away_on_the_page_leaves_the_phones_own_list(
    łukasz: Phone, visits: Visits, venue: Venue
):
    await łukasz.page.goto(BADGE)
    await is_live(łukasz.page)
    await ask(visits, venue)
    toast = requests(łukasz.page)
    await expect(toast).to_be_visible()
    (told,) = await łukasz.sent(1)
    await łukasz.worker.evaluate(SHOW, told["tag"])
    await toast.get_by_role("button", name="Later").click()
    await expect(toast).to_have_count(0)
    await shows(łukasz)


@pytest.mark.parametrize(
    "hostile",
    [
        "no JSON at all",
        "null",
        '{"do": "show"}',
        '{"do": "close", "tags": "request-1"}',
        '{"do": "show", "title": {}, "body": []}',
        '["show"]',
    ],
)
async def test_what_is_no_message_of_ours_shows_nothing(łukasz: Phone, hostile: str):
    await łukasz.lock()
    await łukasz.give(hostile)
    await łukasz.give('{"do": "show", "title": "Last", "tag": "last-1", "dir": "up", "url": 7}')
    await shows(łukasz, "Last")


@pytest.mark.parametrize(
    "address", ["https://elsewhere.example/", "//elsewhere.example", "javascript:1", "http://["]
)
async def test_a_tap_never_leads_to_another_site(łukasz: Phone, address: str):
    await łukasz.lock()
    await łukasz.give(f'{{"do": "show", "title": "T", "tag": "t-1", "url": "{address}"}}')
    await shows(łukasz, "T")
    assert await łukasz.tap("t-1") == "/start"
