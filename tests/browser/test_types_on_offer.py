"""The page on which an event sells its seats, in a browser: seats that move, a form for several people, and
the desk that takes the money. Paying online: `test_paying`.
"""

from __future__ import annotations

import pytest
from playwright.async_api import Page, ViewportSize, expect
from sqlalchemy import update

from netevent.core.database.tables import staff
from tests.browser.conftest import OpenDesk
from tests.browser.pages import Visits, is_live, keep_answers, settled, shown, typed
from tests.browser.shop import BrowserShop, address, fill, place, send
from tests.browser.test_accessibility import AXE, OVERFLOW, audited
from tests.browser.venue import MAIN, Venue

SMALL = ViewportSize(width=360, height=740)


async def test_seats_that_somebody_else_takes_go_while_one_types(visits: Visits, shop: BrowserShop):
    slow, quick = await visits.open(shop.form), await visits.open(shop.form)
    await is_live(slow)
    await fill(slow, shop, "Grace")
    await expect(slow.locator(".left")).to_contain_text("Whole day: 3 left")
    await slow.evaluate("() => { window.wasNotReloaded = true; }")
    await place(quick, shop)
    await expect(slow.locator(".left")).to_contain_text("Whole day: 2 left")
    await expect(slow.locator("#first_name")).to_have_value("Grace")
    await expect(slow.get_by_role("radio", name="Whole day")).to_be_checked()
    assert await slow.evaluate("() => window.wasNotReloaded")


async def test_without_javascript_two_register_on_a_small_phone(visits: Visits, shop: BrowserShop):
    page = await visits.open(shop.form, java_script_enabled=False, viewport=SMALL)
    await fill(page, shop, "Ada")
    await page.get_by_role("button", name="Register others too").click()
    await expect(page.locator("#first_name")).to_have_value("Ada")
    other = page.get_by_role("group", name="Person 2")
    await other.get_by_label("First name").fill("Grace")
    await other.get_by_label("Last name").fill("Hopper")
    await other.get_by_label("Email").fill(address(shop, "Grace"))
    await send(page)
    await expect(page.locator(".order-lines")).to_contain_text("Grace Hopper")
    await expect(page.locator(".order-lines .total")).to_contain_text("€190.00")


async def test_the_page_and_the_order_are_for_everybody(visits: Visits, shop: BrowserShop):
    page = await visits.open(shop.form, locale="de-DE", reduced_motion="reduce", viewport=SMALL)
    found = [f"form {fault}" for fault in await faults_of(page)]
    await place(page, shop)
    found += [f"order {fault}" for fault in await faults_of(page)]
    await page.get_by_role("button", name="Überweisung").click()
    await expect(page.locator(".order-state")).to_contain_text("Bitte überweisen Sie")
    found += [f"transfer {fault}" for fault in await faults_of(page)]
    assert found == [], "\n".join(found)


async def faults_of(page: Page) -> list[str]:
    """In light and dark, with nothing that runs over."""
    assert await page.locator("html").get_attribute("lang") == "de"
    await settled(page)
    await page.evaluate(AXE.read_text())
    wide = [f"runs over: {element}" for element in await page.evaluate(OVERFLOW)]
    return [*wide, *(fault for fault in await audited(page) if "obscured" not in fault)]


@pytest.fixture
async def takes_money(venue: Venue) -> None:
    """Marta takes money, too."""
    statement = update(staff).where(staff.c.email == venue.marta).values(role="money")
    await venue.database.transact(lambda tx: tx.execute(statement))


@pytest.mark.usefixtures("takes_money")
async def test_who_pays_at_the_desk_is_in_on_the_other_desk_too(
    visits: Visits, venue: Venue, shop: BrowserShop, open_desk: OpenDesk
):
    page = await visits.open(shop.form)
    await place(page, shop)
    await page.get_by_role("button", name="Pay at the desk").click()
    await expect(page.locator(".order-state")).to_contain_text("You pay at the desk")

    other = await open_desk(who=venue.noor)
    await expect(other.locator("#door-counters")).to_contain_text("0 in")
    desk = await open_desk()
    await keep_answers(desk)
    await typed(desk, venue.link_of(await shop.badge("Ada")))
    await shown(desk, "unpaid", "Not paid: €95.00")
    await desk.get_by_role("link", name="Take the money").click()
    await expect(desk.locator(".till .amount")).to_have_text("€95.00")
    # The page has read by now at which gate this phone stands.
    await expect(desk.locator("[data-gate-of]")).to_have_value(str(venue.gates[MAIN]))
    await desk.get_by_role("button", name="Paid in cash").click()

    await expect(desk.locator(".answer.yes")).to_contain_text("Ada Byron")
    await expect(other.locator("#door-counters")).to_contain_text("1 in")
    await expect(page.locator(".order-state")).to_contain_text("Paid. You are registered")
    assert [scan.gate for scan in await venue.journal() if scan.outcome == "checked_in"] == [MAIN]
