"""Scans that the network loses: kept on the device, and sent once when it is back."""

import asyncio

from playwright.async_api import Page, Route, expect

from tests.browser.conftest import OpenDesk
from tests.browser.pages import Visits, network_is_back, shown, typed
from tests.browser.venue import Venue
from tests.servers.application import Server

SCANS = "**/checkin"
KEPT = """() => new Promise(done => {
    indexedDB.open('netevent-desk').onsuccess = ({ target }) => {
        const scans = target.result.transaction('scans').objectStore('scans');
        scans.getAll().onsuccess = got => done(got.target.result.map(scan => scan.scan_id));
    };
})"""


async def answer_with(page: Page, status: int, body: str = "<h1>something else</h1>") -> None:
    """A box on the way answers in the server's place, whatever is scanned."""
    await page.route(SCANS, lambda route: route.fulfill(status=status, body=body, content_type="text/html"))


async def test_scans_without_a_server_wait_and_are_sent_once_in_their_order(
    open_desk: OpenDesk, venue: Venue, server: Server
):
    page = await open_desk()
    await typed(page, venue.link("Łukasz"))
    await shown(page, "checked_in")
    await asyncio.to_thread(server.kill)
    await typed(page, venue.link("Françoise"))
    await shown(page, "not_sent", "Not sent yet")
    await typed(page, venue.link("Sanne"))
    await expect(page.locator("#desk-waiting-count")).to_have_text("2")
    await asyncio.to_thread(server.start)
    await expect(page.locator("#desk-waiting")).to_be_hidden()
    codes = [scan.code for scan in await venue.journal()]
    assert codes == [venue.code(name) for name in ("Łukasz", "Françoise", "Sanne")]


async def test_waiting_scans_survive_a_reload_with_their_id(open_desk: OpenDesk, venue: Venue):
    page = await open_desk()
    await answer_with(page, 503)
    await typed(page, venue.link("Łukasz"))
    await shown(page, "not_sent")
    kept = await page.evaluate(KEPT)
    await page.reload()
    await expect(page.locator("#desk-waiting-count")).to_have_text("1")
    await page.unroute(SCANS)
    await network_is_back(page)
    await expect(page.locator("#desk-waiting")).to_be_hidden()
    assert [scan.scan_id for scan in await venue.journal()] == kept


async def test_a_scan_whose_answer_was_lost_is_sent_again_with_the_same_id(open_desk: OpenDesk, venue: Venue):
    page = await open_desk()
    sent: list[str | None] = []

    async def lose_the_answer(route: Route) -> None:
        sent.append(route.request.post_data)
        await route.fetch()
        await route.abort()

    async def pass_it_on(route: Route) -> None:
        sent.append(route.request.post_data)
        await route.continue_()

    await page.route(SCANS, lose_the_answer)
    await typed(page, venue.link("Łukasz"))
    await shown(page, "not_sent")
    await expect(page.locator("#desk-waiting")).to_be_visible()
    await page.route(SCANS, pass_it_on)
    await network_is_back(page)
    await expect(page.locator("#desk-waiting")).to_be_hidden()
    assert len(sent) > 1
    assert {*sent} == {sent[0]}
    assert [scan.outcome for scan in await venue.journal()] == ["checked_in"]


async def test_a_portal_of_the_venue_is_not_taken_for_an_answer(open_desk: OpenDesk, venue: Venue):
    page = await open_desk()
    await answer_with(page, 200, "<h1>Welcome to Venue-Wifi</h1>")
    await typed(page, venue.link("Łukasz"))
    await shown(page, "not_sent")


async def test_a_proxy_without_its_server_is_not_taken_for_an_answer(open_desk: OpenDesk, venue: Venue):
    page = await open_desk()
    await answer_with(page, 502)
    await typed(page, venue.link("Łukasz"))
    await shown(page, "not_sent")
    await expect(page.locator("#desk-waiting-count")).to_have_text("1")


async def test_a_slow_network_does_not_keep_the_person_waiting_for_ever(open_desk: OpenDesk, venue: Venue):
    page = await open_desk()
    held: list[Route] = []
    await page.route(SCANS, lambda route: held.append(route))
    await page.clock.install()
    await typed(page, venue.link("Łukasz"))
    await expect(page.locator(".sending")).to_be_visible()
    await page.clock.fast_forward(6_000)
    await shown(page, "not_sent")
    await page.unroute(SCANS)
    await network_is_back(page)
    await expect(page.locator("#desk-waiting")).to_be_hidden()
    assert [scan.outcome for scan in await venue.journal()] == ["checked_in"]


async def test_a_scan_that_the_server_stumbles_over_does_not_hold_up_the_others(
    open_desk: OpenDesk, venue: Venue
):
    page = await open_desk()

    async def stumble(route: Route) -> None:
        if venue.code("Łukasz") in (route.request.post_data or ""):
            await route.fulfill(status=500, body="broken")
        else:
            await route.continue_()

    await page.route(SCANS, stumble)
    for _ in range(3):
        await typed(page, venue.link("Łukasz"))
        await shown(page, "not_sent")
        await page.keyboard.press("Escape")
    await typed(page, venue.link("Françoise"))
    await shown(page, "checked_in", "Françoise")


async def test_a_logged_out_desk_asks_to_log_in_and_keeps_the_scan(
    open_desk: OpenDesk, venue: Venue, visits: Visits
):
    page = await open_desk()
    await page.route(
        "**/dashboard", lambda route: route.abort()
    )  # the page would reload to the login at once
    await visits.contexts[-1].clear_cookies()
    await typed(page, venue.link("Łukasz"))
    await shown(page, "logged_out")
    await expect(page.locator("#desk-login a")).to_have_attribute("href", f"/login?next={venue.desk}")
    await expect(page.locator("#desk-waiting-count")).to_have_text("1")
    assert await venue.journal() == []


async def test_a_late_answer_that_lets_nobody_in_is_named(open_desk: OpenDesk, venue: Venue):
    page = await open_desk()
    await answer_with(page, 503)
    await typed(page, venue.link("Un"))
    await shown(page, "not_sent")
    await page.reload()
    await expect(page.locator("#desk-waiting-count")).to_have_text("1")
    await page.unroute(SCANS)
    await network_is_back(page)
    await expect(page.locator("#desk-late")).to_contain_text("Un Paid Not paid")
