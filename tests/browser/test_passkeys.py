"""Passkeys in a browser whose device keeps them, and the second step by the app."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Browser, BrowserContext, Page, expect

from netevent.core.database import Database
from tests.browser.pages import SURELY
from tests.browser.venue import Venue, insert_operator, make_venue
from tests.factories import PASSWORD
from tests.identity.second_step.phone import Phone
from tests.servers import application
from tests.servers.application import Server
from tests.servers.databases import SqliteDatabases

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(scope="module")
def named_server(
    sqlite_databases: SqliteDatabases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """One that has a name: a passkey belongs to a name, and a number is none."""
    folder = tmp_path_factory.mktemp("named")
    url = sqlite_databases.new(folder)
    settings = application.settings_for(folder, url)
    port = urlsplit(settings["NETEVENT_BASE_URL"]).port
    insert_operator(url)
    server = Server(folder, settings | {"NETEVENT_BASE_URL": f"http://localhost:{port}"})
    server.start()
    yield server
    server.kill()


@pytest.fixture
async def named_venue(named_server: Server) -> AsyncIterator[Venue]:
    database = Database(named_server.settings["NETEVENT_DATABASE_URL"])
    yield await make_venue(database, named_server.base_url)
    await database.close()


@pytest.fixture
async def context(browser: Browser, named_venue: Venue) -> AsyncIterator[BrowserContext]:
    context = await browser.new_context(base_url=named_venue.base_url)
    context.set_default_timeout(SURELY * 1000)
    yield context
    await context.close()


async def page_with_a_device(context: BrowserContext) -> Page:
    page = await context.new_page()
    cdp = await context.new_cdp_session(page)
    await cdp.send("WebAuthn.enable")
    await cdp.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    return page


async def log_in(page: Page, email: str) -> None:
    await page.goto("/login")
    await page.locator("#email").fill(email)
    await page.locator("#password").fill(PASSWORD)
    await page.get_by_role("button", name="Log in", exact=True).click()


async def add_a_passkey(page: Page, name: str) -> None:
    await page.goto("/account/passkeys")
    await page.locator("#name").fill(name)
    await page.locator("#proof").fill(PASSWORD)
    await page.get_by_role("button", name="Add a passkey").click()
    await expect(page.get_by_text("Your passkey has been added")).to_be_visible()


async def set_up_the_app(page: Page) -> Phone:
    await page.goto("/account/second-step")
    phone = Phone((await page.locator(".secret").inner_text()).replace(" ", ""), [])
    await page.locator("#code").fill(phone.code(-1))
    await page.locator("#proof").fill(PASSWORD)
    await page.get_by_role("button", name="Switch on two-step log-in").click()
    await expect(page.locator(".recovery-codes li")).to_have_count(10)
    return phone


async def test_a_passkey_is_added_and_logs_in(context: BrowserContext, named_venue: Venue):
    page = await page_with_a_device(context)
    await log_in(page, named_venue.marta)
    await add_a_passkey(page, "My phone")
    await context.clear_cookies()
    await page.goto("/login")
    await page.get_by_role("button", name="Log in with a passkey").click()
    await expect(page).to_have_url(f"{named_venue.base_url}{named_venue.desk}")
    await page.goto("/account/passkeys")
    await expect(page.get_by_text("last used")).to_be_visible()
    await page.get_by_role("button", name="Remove My phone").click()
    await expect(page.get_by_role("button", name="Remove My phone")).to_have_count(0)
    await context.clear_cookies()
    await page.goto("/login")
    await page.get_by_role("button", name="Log in with a passkey").click()
    await expect(page.get_by_text("This passkey could not be used")).to_be_visible()


async def test_the_second_step_is_a_code_or_the_passkey(context: BrowserContext, named_venue: Venue):
    page = await page_with_a_device(context)
    await log_in(page, named_venue.marta)
    await add_a_passkey(page, "My phone")
    phone = await set_up_the_app(page)
    await context.clear_cookies()
    await log_in(page, named_venue.marta)
    await page.locator("#code").fill("000000")
    await page.get_by_role("button", name="Continue", exact=True).click()
    await expect(page.get_by_text("This code is not right").last).to_be_visible()
    await page.locator("#code").fill(phone.code())
    await page.get_by_role("button", name="Continue", exact=True).click()
    await expect(page).to_have_url(f"{named_venue.base_url}{named_venue.desk}")
    await context.clear_cookies()
    await log_in(page, named_venue.marta)
    await page.get_by_role("button", name="Log in with a passkey").click()
    await expect(page).to_have_url(f"{named_venue.base_url}{named_venue.desk}")


async def test_a_device_that_refuses_is_told_of(context: BrowserContext, named_venue: Venue):
    page = await page_with_a_device(context)
    await log_in(page, named_venue.marta)
    await page.goto("/account/passkeys")
    await page.locator("#name").fill("My phone")
    await page.locator("#proof").fill("not this one")
    await page.get_by_role("button", name="Add a passkey").click()
    await expect(page.get_by_text("This is not your password")).to_be_visible()
    await page.evaluate("() => { navigator.credentials.create = () => Promise.reject(new Error('no')); }")
    await page.locator("#proof").fill(PASSWORD)
    await page.get_by_role("button", name="Add a passkey").click()
    await expect(page.get_by_text("Your device has not given a passkey")).to_be_visible()


async def test_where_there_are_no_passkeys_none_are_offered(context: BrowserContext, named_venue: Venue):
    page = await context.new_page()
    await page.add_init_script("delete window.PublicKeyCredential")
    await page.goto("/login")
    await expect(page.get_by_role("button", name="Log in with a passkey")).to_be_hidden()
    await log_in(page, named_venue.marta)
    await page.goto("/account/passkeys")
    await expect(page.get_by_text("This browser cannot use passkeys here")).to_be_visible()
    await expect(page.get_by_role("button", name="Add a passkey")).to_be_hidden()
