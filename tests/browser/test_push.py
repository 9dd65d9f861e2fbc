"""What reaches a phone in a pocket: asked for by a tap, shown by the worker, closed once it was seen.

What of a phone is stood in for, and why: `push_phones`.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import timedelta

import pytest
from playwright.async_api import Page, expect
from sqlalchemy import func, select

from netevent.core import clock
from netevent.core.database import Database
from netevent.core.database.tables import push_subscriptions
from tests.browser.pages import Visits, is_live
from tests.browser.phones import requests
from tests.browser.push_phones import Phone, take_phone, until
from tests.browser.venue import Venue
from tests.factories import insert_session
from tests.people_paths import person_path
from tests.push.service import PushService, push_service
from tests.servers import application
from tests.servers.application import Server
from tests.servers.databases import SqliteDatabases

BADGE = "/attendee/dashboard"
REQUESTS = "/attendee/connection-requests"
QUESTION = "Hear of it when your phone is locked"
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
SHOW = "(tag) => self.registration.showNotification('Earlier', { tag, data: {} })"


@pytest.fixture(scope="module")
async def service() -> AsyncIterator[PushService]:
    async with push_service() as started:
        yield started


@pytest.fixture(scope="module")
def server(
    service: PushService, sqlite_databases: SqliteDatabases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """One that may push to the service of the tests."""
    folder = tmp_path_factory.mktemp("push")
    url = sqlite_databases.new(folder)
    settings = application.settings_for(folder, url, trusted_proxies="1", push_services=service.host)
    server = Server(folder, settings)
    server.start()
    yield server
    server.kill()


@pytest.fixture(scope="module")
async def shared_database(server: Server) -> AsyncIterator[Database]:
    opened = Database(server.settings["NETEVENT_DATABASE_URL"])
    yield opened
    await opened.close()


@pytest.fixture
async def łukasz(visits: Visits, service: PushService, venue: Venue) -> Phone:
    """A phone with push on."""
    phone = await take_phone(visits, service, BADGE, venue.guests["Łukasz"].email)
    await phone.allow()
    return phone


async def ask(visits: Visits, venue: Venue, other: str = "Łukasz", who: str = "Sanne") -> Page:
    """Sanne's page, after her request."""
    page = await visits.open(person_path(venue.guests[other].id), venue.guests[who].email)
    await page.get_by_role("button", name="Connect").click()
    await expect(page.locator(".person")).to_contain_text("Request sent")
    return page


async def count_subscriptions(venue: Venue, name: str) -> int:
    of_one = push_subscriptions.c.attendee_id == venue.guests[name].id
    statement = select(func.count()).select_from(push_subscriptions).where(of_one)
    return int(await venue.database.read(lambda tx: tx.execute(statement).scalar_one()))


async def shows(phone: Phone, *titles: str) -> None:
    """Wait until the phone's list of notifications is this one."""

    async def is_so() -> bool:
        return [one["title"] for one in await phone.notifications()] == list(titles)

    await until(is_so)


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


async def test_who_turns_it_off_is_told_nothing_more(łukasz: Phone, visits: Visits, venue: Venue):
    await łukasz.page.get_by_role("button", name="Turn off on this device").click()
    await expect(łukasz.page.get_by_role("button", name="Notify me")).to_be_visible()
    assert await count_subscriptions(venue, "Łukasz") == 0
    before = łukasz.service.asked[łukasz.browser.path]
    page = await ask(visits, venue)
    await łukasz.page.goto(BADGE)
    await expect(łukasz.page.locator("#people-dot")).to_contain_text("1 request")
    assert łukasz.service.asked[łukasz.browser.path] == before
    await page.close()


async def test_who_logs_out_takes_the_phones_push_along(łukasz: Phone, venue: Venue):
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


# ---- the question ------------------------------------------------------------------------------------------


async def test_the_question_comes_after_a_request_and_not_with_the_page(
    visits: Visits, service: PushService, venue: Venue
):
    sanne = await take_phone(visits, service, BADGE, venue.guests["Sanne"].email)
    page = sanne.page
    question = page.get_by_text(QUESTION)
    await page.goto(person_path(venue.guests["Łukasz"].id))
    await is_live(page)
    await expect(question).to_be_hidden()
    await page.get_by_role("button", name="Connect").click()
    await expect(question).to_be_visible()
    await page.get_by_role("button", name="Notify me").click()
    await expect(page.get_by_text("Done. You will hear of requests")).to_be_visible()
    assert await count_subscriptions(venue, "Sanne") == 1


async def test_who_says_not_now_is_not_asked_again(visits: Visits, service: PushService, venue: Venue):
    jan = person_path(venue.guests["Jan"].id)
    page = (await take_phone(visits, service, jan, venue.guests["Sanne"].email)).page
    await page.get_by_role("button", name="Connect").click()
    await page.get_by_role("button", name="Not now").click()
    await page.evaluate("sessionStorage.clear()")  # another visit
    await page.goto(person_path(venue.guests["Łukasz"].id))
    await page.get_by_role("button", name="Connect").click()
    await expect(page.locator(".person")).to_contain_text("Request sent")
    await expect(page.get_by_text(QUESTION)).to_be_hidden()


async def test_who_has_forbidden_it_is_told_how_to_allow_it_again(
    visits: Visits, service: PushService, venue: Venue
):
    sanne = await take_phone(visits, service, BADGE, venue.guests["Sanne"].email)
    await sanne.page.evaluate("localStorage.setItem('test.answer', 'denied')")
    await sanne.page.goto("/attendee/notifications")
    await sanne.page.get_by_role("button", name="Notify me").click()
    await expect(sanne.page.get_by_text("This browser blocks notifications")).to_be_visible()
    assert await count_subscriptions(venue, "Sanne") == 0


async def test_a_phone_that_wants_the_home_screen_first_is_shown_the_way(visits: Visits, venue: Venue):
    page = await visits.open("about:blank", venue.guests["Sanne"].email)
    await page.context.add_init_script("delete window.PushManager; navigator.standalone = false;")
    await page.goto("/attendee/notifications")
    here = page.locator("#push-here")
    await expect(here.get_by_text("Add NetEvent to your home screen first")).to_be_visible()
    await expect(here.get_by_role("img", name="the Share button")).to_be_visible()
    await expect(here.get_by_role("button", name="Notify me")).to_be_hidden()

    await page.goto(person_path(venue.guests["Łukasz"].id))
    await page.get_by_role("button", name="Connect").click()
    await page.get_by_role("button", name="Notify me").click()
    await expect(page.locator("#push-ask").get_by_role("img", name="the Share button")).to_be_visible()


async def test_the_question_comes_after_a_place_in_the_line(
    visits: Visits, service: PushService, venue: Venue
):
    soon = clock.now() + timedelta(minutes=30)
    taken = venue.guests["Jan"].id
    row = {"max_attendees": 1, "location": "Loft"}
    await insert_session(venue.database, venue.event_id, soon, 45, taken, **row)
    page = (
        await take_phone(visits, service, "/attendee/breakout-sessions", venue.guests["Sanne"].email)
    ).page
    await is_live(page)
    await expect(page.get_by_text(QUESTION)).to_be_hidden()
    await page.get_by_role("button", name="Join the waiting list").first.click()
    await expect(page.get_by_text(QUESTION)).to_be_visible()


# ---- another address ------------------------------------------------------------


async def test_another_address_of_the_browser_is_told_by_the_worker(łukasz: Phone, venue: Venue):
    old, new = łukasz.browser, łukasz.service.new_browser()
    await łukasz.lock()
    await łukasz.worker.evaluate(RENEW, [old.endpoint, new.json])

    async def is_there() -> bool:
        statement = select(push_subscriptions.c.endpoint)
        kept = await venue.database.read(lambda tx: tx.execute(statement).scalars().all())
        return new.endpoint in kept and old.endpoint not in kept

    await until(is_there)
