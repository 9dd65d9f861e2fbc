"""An order is paid in a browser, on the demo's payment page: what the page of the order says by itself."""

from __future__ import annotations

import asyncio
import re

from playwright.async_api import Page, expect

from tests.browser.pages import Visits, is_live
from tests.browser.shop import FREE, BrowserShop, address, another_tab, end, place, to_the_demo


async def ordered(visits: Visits, shop: BrowserShop, name: str = "Ada") -> Page:
    """The page of an order that waits to be paid."""
    page = await visits.open(shop.form)
    await place(page, shop, name)
    await is_live(page)
    return page


async def says(page: Page, text: str) -> None:
    await expect(page.locator(".order-state")).to_contain_text(text)


async def test_the_page_that_waits_says_by_itself_that_it_is_paid(visits: Visits, shop: BrowserShop):
    page = await ordered(visits, shop)
    await to_the_demo(page)
    waiting = await another_tab(page.context, shop.order)
    await says(waiting, "Waiting for your payment")
    await is_live(waiting)
    await waiting.evaluate("() => { window.wasNotReloaded = true; }")

    await end(page, "Pay")

    await says(waiting, "Paid. You are registered")
    await says(page, "Paid. You are registered")
    assert await waiting.evaluate("() => window.wasNotReloaded")


async def test_who_comes_back_before_the_money_has_paid_nothing(visits: Visits, shop: BrowserShop):
    page = await ordered(visits, shop)
    await to_the_demo(page)
    await page.get_by_role("link", name="Back to the order").click()
    await says(page, "Waiting for your payment")
    assert await shop.payments() == [("pending", "")]


async def test_a_payment_that_fails_is_tried_again(visits: Visits, shop: BrowserShop):
    page = await ordered(visits, shop)
    await to_the_demo(page)
    await end(page, "Let it fail")
    await expect(page.get_by_text("The payment did not go through")).to_be_visible()
    await to_the_demo(page)
    await end(page, "Pay")
    await says(page, "Paid. You are registered")
    assert await shop.payments() == [("failed", ""), ("paid", "")]


async def test_a_payment_and_then_the_order_are_called_off(visits: Visits, shop: BrowserShop):
    page = await ordered(visits, shop)
    await to_the_demo(page)
    await end(page, "Cancel the payment")
    await expect(page.get_by_role("button", name="Pay in the demo")).to_be_visible()
    await page.get_by_role("button", name="Cancel this registration").click()
    await says(page, "This registration is cancelled")
    await expect(page.locator(".order-pay")).to_have_count(0)


async def test_money_in_two_tabs_is_one_payment(visits: Visits, shop: BrowserShop):
    page = await ordered(visits, shop)
    other = await another_tab(page.context, shop.order)
    await to_the_demo(page)
    await to_the_demo(other)
    assert page.url == other.url
    await end(page, "Pay")
    await end(other, "Pay")
    await says(other, "Paid. You are registered")
    await expect(other.get_by_text("a second time")).to_have_count(0)
    assert await shop.payments() == [("paid", "")]


async def test_the_time_runs_out_and_of_late_money_the_first_finds_a_seat(visits: Visits, shop: BrowserShop):
    late, later = await ordered(visits, shop), await ordered(visits, shop, "Grace")
    for page in (late, later):
        await expect(page.locator("[data-countdown]")).to_have_text(re.compile(r"^1\d:\d\d$"))
    tabs = [await another_tab(page.context, shop.order) for page in (late, later)]
    for tab in tabs:
        await to_the_demo(tab)
    await shop.end_the_time()
    for page in (late, later):
        await says(page, "You did not pay in time")
        await expect(page.get_by_role("link", name="Register again")).to_be_visible()
    await shop.leave(1)

    for tab in tabs:
        await end(tab, "Pay")

    await says(late, "Paid. You are registered")
    await says(later, "You did not pay in time")
    await expect(later.get_by_text("€95.00 arrived when the seats were no longer held")).to_be_visible()
    assert await shop.payments() == [("paid", ""), ("paid", "late")]


async def test_the_invoice_of_what_was_paid_opens_as_a_pdf(visits: Visits, shop: BrowserShop):
    page = await ordered(visits, shop)
    await to_the_demo(page)
    await end(page, "Pay")
    async with page.expect_download() as saving:
        await page.get_by_role("link", name="Invoice").click()
    file = await (await saving.value).path()
    assert (await asyncio.to_thread(file.read_bytes)).startswith(b"%PDF-")
    stranger = await visits.open("/")
    answer = await stranger.request.get((await saving.value).url)
    assert answer.status == 404


async def test_without_javascript_one_pays_as_well(visits: Visits, shop: BrowserShop):
    page = await visits.open(shop.form, java_script_enabled=False)
    await place(page, shop)
    await expect(page.locator("[data-countdown]")).to_have_text(re.compile("^until "))
    await to_the_demo(page)
    await end(page, "Pay")
    await says(page, "Paid. You are registered")


async def test_a_mail_is_in_the_language_in_which_somebody_registered(visits: Visits, shop: BrowserShop):
    page = await visits.open(shop.form, locale="de-DE")
    await place(page, shop, type_name=FREE.name)
    await says(page, "Sie sind angemeldet")
    mails = await visits.open("/dev/mail")
    row = mails.locator("tr", has_text=address(shop, "Ada"))
    while not await row.count():
        await mails.reload()
    await row.get_by_role("link").first.click()
    await expect(mails.locator("main")).to_contain_text("Hallo Ada")
    await expect(mails.locator("main")).to_contain_text("Alles ist erledigt")
