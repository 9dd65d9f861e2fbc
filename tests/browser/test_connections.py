"""Requests to connect on two phones: they arrive, stand still and are answered without leaving the page."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.async_api import Locator, Page, expect

from netevent.connections import service
from tests.browser.pages import Visits, is_live
from tests.browser.venue import Venue
from tests.people_paths import person_path

# How often something begins to move in an element, and whether it is still the same one.
WATCH = """element => {
    element.arrivals = 0;
    element.addEventListener("animationstart", () => element.arrivals += 1);
}"""


HEIGHT = "element => element.getBoundingClientRect().height"
MARGIN = 12  # above a toast


async def open_phone(
    visits: Visits, venue: Venue, name: str, path: str = "/attendee/dashboard", **options: Any
) -> Page:
    page = await visits.open(path, venue.guests[name].email, **options)
    await is_live(page)
    return page


def card_path(venue: Venue, name: str) -> str:
    return person_path(venue.guests[name].id)


def toast(page: Page, text: str) -> Locator:
    return page.locator("#toasts .toast").filter(has_text=text)


async def ask(venue: Venue, who: str, whom: str, message: str = "") -> None:
    """Another way to ask than through the server that is looked at: it tells no page."""
    one, other = venue.guests[who].id, venue.guests[whom].id
    await venue.database.transact(service.request, one, venue.event_id, other, message)


async def connect(visits: Visits, venue: Venue, who: str, whom: str) -> None:
    """On the card, as everybody does; the other one's open pages are told."""
    page = await open_phone(visits, venue, who, card_path(venue, whom))
    await page.get_by_role("button", name="Connect").click()
    await expect(page.locator(".person")).to_contain_text("Request sent")


async def test_a_request_is_accepted_in_the_toast_and_both_phones_show_it(visits: Visits, venue: Venue):
    sanne = await open_phone(visits, venue, "Sanne", card_path(venue, "Łukasz"))
    łukasz = await open_phone(visits, venue, "Łukasz")
    jan = await open_phone(visits, venue, "Jan")

    await sanne.get_by_label("Message").fill("Your talk on bike data")
    await sanne.get_by_role("button", name="Connect").click()

    await expect(sanne.locator(".person")).to_contain_text("Request sent")
    notifications = toast(łukasz, "Sanne van den Broek wants to connect")
    await expect(notifications).to_contain_text("Gemeente Utrecht · “Your talk on bike data”")
    await expect(łukasz.locator("#people-dot")).to_contain_text("1")
    await notifications.get_by_role("button", name="Accept").click()

    await expect(toast(sanne, "Łukasz Wiśniewski accepted. You are now connected.")).to_be_visible()
    await expect(sanne.locator(".person")).to_contain_text("Connected")
    await expect(sanne.locator(".person").get_by_role("link", name="@example.org")).to_be_visible()
    await expect(łukasz.locator("#toasts")).to_be_empty()
    await expect(łukasz.locator("#people-dot .dot")).to_have_count(0)
    await expect(łukasz.get_by_text("Show this code at the door")).to_be_visible()
    await sanne.locator("#toasts").get_by_role("button", name="Close").click()
    await expect(sanne.locator("#toasts")).to_be_empty()
    await expect(jan.locator("#toasts")).to_be_empty()


async def test_a_toast_stands_still_when_another_one_comes(visits: Visits, venue: Venue):
    łukasz = await open_phone(visits, venue, "Łukasz", card_path(venue, "Françoise"))
    await connect(visits, venue, "Sanne", "Łukasz")
    first = toast(łukasz, "Sanne")
    await first.evaluate(WATCH)
    await expect(first).to_be_visible()
    await first.evaluate("element => Promise.all(element.getAnimations().map(one => one.finished))")
    await first.evaluate("element => { element.arrivals = 0; }")
    await łukasz.get_by_label("Message").fill("Half of a")
    accept = first.get_by_role("button", name="Accept")
    await accept.focus()
    place = await first.bounding_box()

    await connect(visits, venue, "Jan", "Łukasz")

    await expect(toast(łukasz, "Jan Jansen wants to connect")).to_be_hidden()
    await expect(łukasz.locator("#people-dot")).to_contain_text("2")
    await expect(accept).to_be_focused()
    assert await first.evaluate("element => element.arrivals") == 0
    assert await first.bounding_box() == place
    await expect(łukasz.get_by_label("Message")).to_have_value("Half of a")
    await accept.click()
    await expect(toast(łukasz, "Jan Jansen wants to connect")).to_be_visible()


async def test_what_waited_before_is_one_slim_line(visits: Visits, venue: Venue):
    for name in ("Sanne", "Jan", "Jan2", "Françoise", "Ada"):
        await ask(venue, name, "Łukasz")
    łukasz = await open_phone(visits, venue, "Łukasz")
    await expect(łukasz.locator("#toasts article")).to_have_count(5)
    await expect(łukasz.locator("#toasts article:visible")).to_have_count(0)
    await łukasz.locator("#waits").get_by_role("link", name="5 requests").click()
    await expect(łukasz.locator("#requests-asking li")).to_have_count(5)
    await is_live(łukasz)
    await expect(łukasz.locator("#waits a")).to_be_hidden()
    await expect(łukasz.locator("#toasts")).to_be_empty()


@pytest.mark.parametrize("width", [320, 360, 390])
async def test_what_waits_and_what_arrives_takes_at_most_a_quarter_of_the_screen(
    visits: Visits, venue: Venue, width: int
):
    for name in ("Sanne", "Jan", "Jan2", "Françoise"):
        await ask(venue, name, "Łukasz", "Your talk on bike data, and what came of it in all these years")
    screen = {"width": width, "height": 640}
    łukasz = await open_phone(visits, venue, "Łukasz", viewport=screen)
    await expect(łukasz.locator("#waits a")).to_be_visible()
    assert await łukasz.locator(".toasts").evaluate(HEIGHT) <= 160
    await connect(visits, venue, "Ada", "Łukasz")
    await expect(łukasz.locator("#toasts article:visible")).to_have_count(1)
    await expect(łukasz.locator("#waits a")).to_be_hidden()
    assert await łukasz.locator(".toasts").evaluate(HEIGHT) <= 160 + MARGIN


async def test_a_toast_is_put_away_on_all_pages_and_the_request_waits(visits: Visits, venue: Venue):
    pages = [await open_phone(visits, venue, "Łukasz") for _ in range(2)]
    await connect(visits, venue, "Sanne", "Łukasz")
    await expect(toast(pages[1], "Sanne")).to_be_visible()
    await toast(pages[0], "Sanne").get_by_role("button", name="Later").click()
    for page in pages:
        await expect(page.locator("#toasts")).to_be_empty()
        await expect(page.locator("#people-dot")).to_contain_text("1")
        await expect(page.locator("#waits")).to_contain_text("1 request")


async def test_the_lists_of_both_move_by_themselves(visits: Visits, venue: Venue):
    requests = "/attendee/connection-requests"
    sanne = await open_phone(visits, venue, "Sanne", requests)
    łukasz = await open_phone(visits, venue, "Łukasz", requests)
    await expect(łukasz.get_by_text("No requests are waiting for your answer")).to_be_visible()
    third = await open_phone(visits, venue, "Sanne", card_path(venue, "Łukasz"))
    await third.get_by_role("button", name="Connect").click()
    await expect(sanne.locator("#requests-asked")).to_contain_text("Łukasz")
    asking = łukasz.locator("#requests-asking")
    await expect(asking).to_contain_text("Sanne")

    await sanne.get_by_role("button", name="Withdraw").click()
    await expect(asking).not_to_contain_text("Sanne")
    await expect(sanne.locator("#requests-asked")).to_have_count(0)
    await third.get_by_role("button", name="Connect").click()
    await asking.get_by_role("button", name="Accept").click()
    for page, other in ((sanne, "Łukasz"), (łukasz, "Sanne")):
        await expect(page.locator("#requests-connected")).to_contain_text(other)


async def test_a_button_that_comes_too_late_says_so(visits: Visits, venue: Venue):
    łukasz = await open_phone(visits, venue, "Łukasz")
    await connect(visits, venue, "Sanne", "Łukasz")
    await expect(toast(łukasz, "Sanne")).to_be_visible()
    sanne, other = venue.guests["Sanne"].id, venue.guests["Łukasz"].id
    card = await venue.database.read(service.find_card, sanne, venue.event_id, other)
    await venue.database.transact(service.withdraw, sanne, card.connection_id)
    await toast(łukasz, "Sanne").get_by_role("button", name="Accept").click()
    await expect(łukasz.get_by_role("alert")).to_contain_text("withdrawn in the meantime")
    await expect(toast(łukasz, "Sanne")).to_have_count(0)


async def test_without_scripts_everything_goes_by_pages(visits: Visits, venue: Venue):
    plain: dict[str, Any] = {"java_script_enabled": False}
    sanne = await visits.open(card_path(venue, "Łukasz"), venue.guests["Sanne"].email, **plain)
    await sanne.get_by_label("Message").fill("On paper")
    await sanne.get_by_role("button", name="Connect").click()
    await expect(sanne.locator(".person")).to_contain_text("Request sent")

    łukasz = await visits.open("/attendee/connection-requests", venue.guests["Łukasz"].email, **plain)
    await expect(łukasz.locator("#requests-asking")).to_contain_text("“On paper”")
    await łukasz.get_by_role("button", name="Accept").click()
    await expect(łukasz.locator("#requests-connected")).to_contain_text("Sanne")

    await sanne.reload()
    await sanne.get_by_role("link", name="Block").click()
    await sanne.get_by_role("button", name="Block").click()
    await expect(sanne.get_by_text("Łukasz Wiśniewski")).to_be_visible()
    await łukasz.goto(card_path(venue, "Sanne"))
    await expect(łukasz.get_by_text("This person cannot be found here")).to_be_visible()
    await sanne.get_by_role("button", name="Unblock").click()
    await expect(sanne.get_by_text("You have not blocked anyone")).to_be_visible()
