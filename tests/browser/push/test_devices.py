"""A device turns push on and off, installs the app, and follows its own address and the server's key."""

from __future__ import annotations

import asyncio

from playwright.async_api import expect
from sqlalchemy import delete, select

from netevent.core.database.tables import push_subscriptions, vapid_keys
from netevent.push.keys.pair import as_text
from tests.browser.pages import Visits, stand_still
from tests.browser.push.asking import ask, count_subscriptions, shows
from tests.browser.push_phones import Phone, until
from tests.browser.venue import Venue
from tests.push.service import PushService
from tests.servers.application import Server

BADGE = "/attendee/dashboard"
# What a browser says to its worker once its maker has given it another address.
RENEW = """async ([old, json]) => {
    let working;
    const about = {
        oldSubscription: { endpoint: old, options: {} },
        newSubscription: { toJSON: () => json },
        waitUntil: (work) => { working = work; },
    };
    self.dispatchEvent(Object.assign(new ExtendableEvent("pushsubscriptionchange"), about));
    await working;
}"""
# What Chromium tells a page of an app that it could install.
MAY_INSTALL = """() => {
    window.prompted = 0;
    const prompt = async () => { window.prompted += 1; };
    const told = new Event("beforeinstallprompt", { cancelable: true });
    return window.dispatchEvent(Object.assign(told, { prompt }));
}"""


async def test_who_turns_it_off_is_told_nothing_more(łukasz: Phone, visits: Visits, venue: Venue):
    await łukasz.changes("Turn off on this device")
    await expect(łukasz.page.get_by_role("button", name="Notify me")).to_be_visible()
    assert await count_subscriptions(venue, "Łukasz") == 0
    before = łukasz.service.asked[łukasz.browser.path]
    page = await ask(visits, venue)
    await łukasz.page.goto(BADGE)
    await expect(łukasz.page.locator("#people-dot")).to_contain_text("1 request")
    assert łukasz.service.asked[łukasz.browser.path] == before
    await page.close()


async def test_who_logs_out_takes_the_phones_push_along(łukasz: Phone, venue: Venue):
    await stand_still(łukasz.page)  # it goes on without the phone's own part only if that takes long
    await łukasz.page.get_by_label("Account").click()
    await łukasz.page.get_by_role("button", name="Log out").click()
    await łukasz.page.wait_for_url("**/login")
    assert await count_subscriptions(venue, "Łukasz") == 0
    assert await łukasz.page.evaluate("localStorage.getItem('test.subscription')") is None


async def test_a_subscription_that_the_service_has_ended_is_forgotten(
    łukasz: Phone, visits: Visits, service: PushService, venue: Venue
):
    assert await count_subscriptions(venue, "Łukasz") == 1
    service.answer(łukasz.browser, 410)
    await ask(visits, venue)

    async def is_forgotten() -> bool:
        return await count_subscriptions(venue, "Łukasz") == 0

    await until(is_forgotten)
    assert service.asked[łukasz.browser.path] == 1


async def test_the_app_is_installed_by_its_button_which_goes_then(visits: Visits, venue: Venue):
    page = await visits.open("/attendee/notifications", venue.guests["Sanne"].email)
    button = page.get_by_role("button", name="Install the app")
    await expect(button).to_be_hidden()
    assert await page.evaluate(MAY_INSTALL) is False, "the browser's own bar would come as well"
    await button.click()
    await page.wait_for_function("() => window.prompted === 1")
    await expect(button).to_be_hidden()


async def test_an_app_that_is_installed_otherwise_is_offered_no_longer(visits: Visits, venue: Venue):
    page = await visits.open("/attendee/notifications", venue.guests["Sanne"].email)
    button = page.get_by_role("button", name="Install the app")
    await page.evaluate(MAY_INSTALL)
    await expect(button).to_be_visible()
    await page.evaluate("window.dispatchEvent(new Event('appinstalled'))")
    await expect(button).to_be_hidden()


async def test_another_address_of_the_browser_is_told_by_the_worker(łukasz: Phone, venue: Venue):
    old, new = łukasz.browser, łukasz.service.new_browser()
    await łukasz.lock()
    await łukasz.worker.evaluate(RENEW, [old.endpoint, new.json])

    async def is_there() -> bool:
        statement = select(push_subscriptions.c.endpoint)
        kept = await venue.database.read(lambda tx: tx.execute(statement).scalars().all())
        return new.endpoint in kept and old.endpoint not in kept

    await until(is_there)


async def test_where_the_server_has_another_key_the_next_visit_subscribes_anew(
    łukasz: Phone, visits: Visits, venue: Venue, server: Server
):
    old = łukasz.browser
    await asyncio.to_thread(server.stop)
    await venue.database.transact(lambda tx: tx.execute(delete(vapid_keys)))
    await asyncio.to_thread(server.start)
    await łukasz.page.evaluate("sessionStorage.clear()")  # another visit
    await łukasz.page.goto(BADGE)

    async def is_told() -> bool:
        return await count_subscriptions(venue, "Łukasz") == 2  # the service will end the old one

    await until(is_told)
    assert łukasz.browser is not old
    statement = select(vapid_keys.c.public_key)
    key = await venue.database.read(lambda tx: tx.execute(statement).scalar_one())
    kept = await łukasz.page.evaluate("() => JSON.parse(localStorage.getItem('test.subscription')).key")
    assert as_text(bytes(kept)) == key
    await łukasz.lock()
    await ask(visits, venue)
    (told,) = await łukasz.is_given()
    await shows(łukasz, told["title"])
