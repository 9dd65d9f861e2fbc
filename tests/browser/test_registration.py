"""The public form in two browsers: the seats move while somebody types, and nothing is lost."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, WebSocketRoute, expect
from sqlalchemy import select, update

from netevent.core.database.tables import attendee_types, events
from tests.browser.pages import Visits, is_live
from tests.browser.venue import Venue
from tests.registration.orders.shop import open_shop

ADA = {
    "First name": "Ada",
    "Last name": "Byron",
    "Email": "ada@example.org",
    "Password": "a calm long password",
}


@pytest.fixture
async def form(venue: Venue) -> str:
    """The address of the form of an event with two seats left."""
    event = events.c.id == venue.event_id
    taken = await venue.database.read(
        lambda tx: tx.execute(select(events.c.seats_taken).where(event)).scalar_one()
    )
    statement = update(events).where(event).values(max_attendees=taken + 2)
    await venue.database.transact(lambda tx: tx.execute(statement))
    return f"/register/attendee/{venue.event_code}"


async def type_in(page: Page, **changed: str) -> None:
    for label, text in (ADA | changed).items():
        await page.get_by_label(label, exact=label == "Password").fill(text)


async def register(page: Page) -> None:
    await page.get_by_role("main").get_by_role("button", name="Register").click()
    await expect(page.get_by_role("heading", level=1)).not_to_have_text("Register")


async def place_of_button(page: Page) -> float:
    box = await page.get_by_role("main").get_by_role("button", name="Register").bounding_box()
    assert box is not None
    return box["y"]


async def test_a_registration_in_one_browser_moves_the_seats_in_another(visits: Visits, form: str):
    quick, slow = await visits.open(form), await visits.open(form)
    await is_live(slow)
    seats = slow.locator("#seats-left")
    await expect(seats).to_have_text("2")
    await slow.evaluate("() => { window.wasNotReloaded = true; }")
    await type_in(slow, **{"First name": "Grace"})
    await slow.get_by_label("Last name").focus()
    before = await place_of_button(slow)

    await type_in(quick)
    await register(quick)

    await expect(seats).to_have_text("1")
    await expect(slow.get_by_label("First name")).to_have_value("Grace")
    await expect(slow.get_by_label("Last name")).to_be_focused()
    assert await place_of_button(slow) == before
    assert await slow.evaluate("() => window.wasNotReloaded")
    await expect(slow.locator("#live-status")).to_contain_text("Live, as of")


async def test_a_page_without_its_socket_says_so_and_asks_by_itself(visits: Visits, form: str):
    polite, quick = await visits.open("/"), await visits.open(form)
    await polite.route_web_socket("**/live/**", hang_up)
    await polite.goto(form)
    await expect(polite.locator("html")).to_have_attribute("data-live", "paused")
    await expect(polite.get_by_text("Live updates paused, as of")).to_be_visible()
    await type_in(polite, **{"First name": "Grace"})

    await type_in(quick)
    await register(quick)

    await expect(polite.locator("#seats-left")).to_have_text("1")
    await expect(polite.get_by_label("First name")).to_have_value("Grace")


async def hang_up(socket: WebSocketRoute) -> None:
    await socket.close(code=1013)


async def test_who_finds_the_event_full_sees_when_a_seat_is_free(visits: Visits, venue: Venue, form: str):
    quick = await visits.open(form)
    for number in range(2):
        await quick.goto(form)
        await type_in(quick, Email=f"ada{number}@example.org")
        await register(quick)
    late = await visits.open(form)
    await is_live(late)
    await expect(late.get_by_text("The event is full")).to_be_visible()
    await expect(late.locator("#seat-free")).to_be_empty()

    organizer = await visits.open(f"/organizer/event/{venue.event_id}/edit", venue.organizer)
    field = organizer.locator("input[name=max_attendees]")
    await field.fill(str(int(await field.input_value()) + 1))
    await field.press("Enter")

    await late.get_by_role("link", name="A seat is free").click()
    await expect(late.get_by_label("First name")).to_be_visible()


async def test_a_type_that_sells_out_says_so_in_its_card_and_nothing_is_lost(visits: Visits, venue: Venue):
    shop = await open_shop(venue.database, capacity=None)
    single = update(attendee_types).where(attendee_types.c.id == shop.general).values(capacity=1)
    await venue.database.transact(lambda tx: tx.execute(single))
    code = select(events.c.code).where(events.c.id == shop.event_id)
    form = f"/event/register/{await venue.database.read(lambda tx: tx.execute(code).scalar_one())}"
    quick, slow = await visits.open(form), await visits.open(form)
    await is_live(slow)
    await slow.get_by_role("radio", name="General").check()
    await slow.get_by_label("First name").fill("Grace")
    await expect(slow.get_by_text("sold out, waiting list")).to_be_hidden()

    await quick.get_by_role("radio", name="General").check()
    for label in ("First name", "Last name", "Email"):
        await quick.get_by_label(label).fill(ADA[label])
    await quick.get_by_role("button", name="Continue to payment").click()
    await expect(quick.get_by_text("Your seats are held for you")).to_be_visible()

    await expect(slow.get_by_text("sold out, waiting list")).to_be_visible()
    await expect(slow.get_by_text("You are put on the waiting list")).to_be_visible()
    await expect(slow.get_by_role("button", name="Join the waiting list")).to_be_visible()
    await expect(slow.get_by_role("radio", name="General")).to_be_checked()
    await expect(slow.get_by_label("First name")).to_have_value("Grace")
