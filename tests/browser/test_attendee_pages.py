"""The list and the badge in a browser: what arrives while somebody looks."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Browser, Page, expect

from netevent.core.database import Database
from tests.conftest import StartServer
from tests.door import PASSWORD, make_door

DATA = Path(__file__).parents[1] / "data"
PHONE = {"width": 390, "height": 844}


@asynccontextmanager
async def logged_in(browser: Browser, base_url: str, name: str, **options: object) -> AsyncIterator[Page]:
    context = await browser.new_context(base_url=base_url, **options)  # type: ignore[arg-type]  # as it is
    page = await context.new_page()
    await page.goto("/login")
    await page.fill("[name=email]", f"{name}@example.com")
    await page.fill("[name=password]", PASSWORD)
    await page.press("[name=password]", "Enter")
    await page.wait_for_url(lambda url: "/login" not in url)
    yield page
    await context.close()


async def base_url_of(start_server: StartServer, database_url: str) -> str:
    database = Database(database_url)
    await make_door(database)
    await database.close()
    return start_server(database_url).base_url


async def test_check_in_on_the_list_reaches_the_attendees_phone_and_back(
    browser: Browser, start_server: StartServer, sqlite_url: str
):
    url = await base_url_of(start_server, sqlite_url)
    async with (
        logged_in(browser, url, "olga") as office,
        logged_in(browser, url, "guest1", viewport=PHONE) as phone,
    ):
        await phone.goto("/attendee/dashboard")
        await office.goto("/organizer/event/1/attendees")
        await expect(office.locator("html")).to_have_attribute("data-live", "on")
        await expect(phone.locator("html")).to_have_attribute("data-live", "on")
        row = office.locator("#attendee-1-row")
        await row.get_by_role("button", name="Check Guest1 Żółć in").click()
        await expect(row.locator(".pill.yes")).to_be_visible()
        await expect(office.locator("#attendee-counts")).to_contain_text("1 in ·")
        await expect(phone.locator("#attendee-1-presence")).to_contain_text("You are checked in since")
        await row.get_by_role("button", name="Undo the check-in of Guest1 Żółć").click()
        await expect(row.get_by_text("expected")).to_be_visible()
        await expect(phone.locator("#attendee-1-presence")).to_contain_text("Show this code at the door")


async def test_typing_filters_the_list_and_a_new_attendee_keeps_the_filter(
    browser: Browser, start_server: StartServer, sqlite_url: str
):
    url = await base_url_of(start_server, sqlite_url)
    async with logged_in(browser, url, "olga") as office:
        await office.goto("/organizer/event/1/attendees")
        await office.get_by_role("searchbox").fill("guest00")
        await expect(office.get_by_text("Nobody found")).to_be_visible()
        upload = await office.context.new_page()
        await upload.goto("/organizer/event/1/attendees/import")
        await upload.set_input_files("#file", DATA / "attendees-with-faults.csv")
        await upload.locator("form.form").get_by_role("button", name="Import").click()
        await expect(upload.get_by_text("The list is in.")).to_be_visible()
        await expect(upload.get_by_text("3 rows are left out")).to_be_visible()
        await expect(office.locator("#attendee-counts")).to_contain_text("50 in all")
        await expect(office.locator(".attendees tbody tr").first).to_be_visible()
        await expect(office.locator("#attendee-1-row")).to_have_count(0)


async def test_list_checks_in_without_script(browser: Browser, start_server: StartServer, sqlite_url: str):
    url = await base_url_of(start_server, sqlite_url)
    async with logged_in(browser, url, "olga", java_script_enabled=False) as office:
        await office.goto("/organizer/event/1/attendees")
        await office.get_by_role("button", name="Check Guest1 Żółć in").click()
        await expect(office.get_by_text("Checked in").first).to_be_visible()
        await office.goto("/organizer/event/1/attendees?state=in")
        await expect(office.locator(".attendees tbody tr")).to_have_count(1)
