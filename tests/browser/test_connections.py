"""Requests to connect on two phones: they arrive, stand still and are answered without leaving the page."""

from __future__ import annotations

from typing import Any

from playwright.async_api import Locator, Page, expect

from netevent.connections import service
from netevent.notifications.inbox import TOASTS
from tests.browser.pages import Visits, is_live
from tests.browser.venue import Venue

# How often something begins to move in an element, and whether it is still the same one.
WATCH = """element => {
    element.arrivals = 0;
    element.addEventListener("animationstart", () => element.arrivals += 1);
}"""


async def open_phone(
    visits: Visits, venue: Venue, name: str, path: str = "/attendee/dashboard", **options: Any
) -> Page:
    page = await visits.open(path, venue.guests[name].email, **options)
    await is_live(page)
    return page


def card_path(venue: Venue, name: str) -> str:
    return f"/attendee/people/{venue.guests[name].id}"


def toast(page: Page, text: str) -> Locator:
    return page.locator("#toasts .toast").filter(has_text=text)


async def ask(venue: Venue, who: str, whom: str, message: str = "") -> None:
    """Another way to ask than through the server that is looked at: it tells no page."""
    one, other = venue.guests[who].id, venue.guests[whom].id
    await venue.database.transact(service.request, one, venue.event_id, other, message)


async def test_a_request_is_accepted_in_the_toast_and_both_phones_show_it(visits: Visits, venue: Venue):
    sanne = await open_phone(visits, venue, "Sanne", card_path(venue, "Łukasz"))
    łukasz = await open_phone(visits, venue, "Łukasz")
    jan = await open_phone(visits, venue, "Jan")

    await sanne.get_by_label("Message").fill("Your talk on bike data")
    await sanne.get_by_role("button", name="Connect").click()

    await expect(sanne.locator(".person")).to_contain_text("Asked")
    notifications = toast(łukasz, "Sanne van den Broek wants to connect")
    await expect(notifications).to_contain_text("Gemeente Utrecht · “Your talk on bike data”")
    await expect(łukasz.locator("#people-dot")).to_contain_text("1")
    await notifications.get_by_role("button", name="Accept").click()

    await expect(toast(sanne, "Łukasz Wiśniewski accepted. You are connected.")).to_be_visible()
    await expect(sanne.locator(".person")).to_contain_text("Connected")
    await expect(sanne.locator(".person").get_by_role("link", name="@example.org")).to_be_visible()
    await expect(łukasz.locator("#toasts")).to_be_empty()
    await expect(łukasz.locator("#people-dot .dot")).to_have_count(0)
    await expect(łukasz.get_by_text("Show this code at the door")).to_be_visible()
    await sanne.locator("#toasts").get_by_role("button", name="Close").click()
    await expect(sanne.locator("#toasts")).to_be_empty()
    await expect(jan.locator("#toasts")).to_be_empty()


async def test_a_toast_stands_still_when_another_one_comes(visits: Visits, venue: Venue):
    await ask(venue, "Sanne", "Łukasz")
    łukasz = await open_phone(visits, venue, "Łukasz", card_path(venue, "Françoise"))
    first = toast(łukasz, "Sanne")
    await first.evaluate(WATCH)
    await expect(first).to_be_visible()
    await first.evaluate("element => Promise.all(element.getAnimations().map(one => one.finished))")
    await first.evaluate("element => { element.arrivals = 0; }")
    await łukasz.get_by_label("Message").fill("Half of a")
    accept = first.get_by_role("button", name="Accept")
    await accept.focus()
    place = await first.bounding_box()

    jan = await open_phone(visits, venue, "Jan", card_path(venue, "Łukasz"))
    await jan.get_by_role("button", name="Connect").click()

    await expect(toast(łukasz, "Jan Jansen wants to connect")).to_be_visible()
    await expect(accept).to_be_focused()
    assert await first.evaluate("element => element.arrivals") == 0
    assert await first.bounding_box() == place
    await expect(łukasz.get_by_label("Message")).to_have_value("Half of a")


async def test_more_than_fit_are_one_line(visits: Visits, venue: Venue):
    for name in ("Sanne", "Jan", "Jan2", "Françoise", "Ada"):
        await ask(venue, name, "Łukasz")
    łukasz = await open_phone(visits, venue, "Łukasz")
    await expect(łukasz.locator("#toasts article")).to_have_count(TOASTS)
    await łukasz.get_by_role("link", name=f"and {5 - TOASTS} more").click()
    await expect(łukasz.locator("#requests-asking li")).to_have_count(5)
    await is_live(łukasz)
    await expect(łukasz.locator("#toasts")).to_be_empty()


async def test_a_toast_is_put_away_on_all_pages_and_the_request_waits(visits: Visits, venue: Venue):
    await ask(venue, "Sanne", "Łukasz")
    pages = [await open_phone(visits, venue, "Łukasz") for _ in range(2)]
    await toast(pages[0], "Sanne").get_by_role("button", name="Later").click()
    for page in pages:
        await expect(page.locator("#toasts")).to_be_empty()
        await expect(page.locator("#people-dot")).to_contain_text("1")


async def test_the_lists_of_both_move_by_themselves(visits: Visits, venue: Venue):
    requests = "/attendee/connection-requests"
    sanne = await open_phone(visits, venue, "Sanne", requests)
    łukasz = await open_phone(visits, venue, "Łukasz", requests)
    await expect(łukasz.get_by_text("Nobody waits for your answer")).to_be_visible()
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
    await ask(venue, "Sanne", "Łukasz")
    łukasz = await open_phone(visits, venue, "Łukasz")
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
    await expect(sanne.locator(".person")).to_contain_text("Asked")

    łukasz = await visits.open("/attendee/connection-requests", venue.guests["Łukasz"].email, **plain)
    await expect(łukasz.locator("#requests-asking")).to_contain_text("“On paper”")
    await łukasz.get_by_role("button", name="Accept").click()
    await expect(łukasz.locator("#requests-connected")).to_contain_text("Sanne")

    await sanne.reload()
    await sanne.get_by_role("link", name="Block").click()
    await sanne.get_by_role("button", name="Block").click()
    await expect(sanne.get_by_text("Łukasz Wiśniewski")).to_be_visible()
    await łukasz.goto(card_path(venue, "Sanne"))
    await expect(łukasz.get_by_text("There is nobody here")).to_be_visible()
    await sanne.get_by_role("button", name="Unblock").click()
    await expect(sanne.get_by_text("You blocked nobody")).to_be_visible()
