"""Without JavaScript everything works but the camera and the live updates: forms post, lists page."""

import re
from pathlib import Path

from playwright.async_api import Page, expect

from tests.browser.pages import Visits
from tests.browser.venue import EAST, OPERATOR, Venue

LIST = Path(__file__).resolve().parent.parent / "data" / "attendees-with-faults.csv"
NEW_PASSWORD = "a few words in a row"


async def open_plain(visits: Visits, path: str, who: str = "") -> Page:
    return await visits.open(path, who, java_script_enabled=False)


async def follow_the_mail(page: Page, address: str) -> None:
    """Open the link of the newest mail to the address, which the demo shows."""
    await expect(page.get_by_role("heading", name="check your email")).to_be_visible()
    await page.goto("/dev/mail")
    # Mails of earlier tests may still arrive between.
    line = page.locator("tr", has_text=address)
    while not await line.count():
        await page.goto("/dev/mail")
    await line.get_by_role("link", name=re.compile("^Confirm your")).first.click()
    await page.locator("main a[href*='/attendee/personal/'], main a[href*='/login/link/']").first.click()


async def test_an_organizer_registers_logs_in_and_makes_an_event(visits: Visits):
    page = await open_plain(visits, "/")
    await page.get_by_role("link", name="Organize an event").click()
    await page.get_by_label("Your name").fill("Nora New")
    await page.get_by_label("Email").fill("nora@example.org")
    await page.get_by_role("textbox", name="Password").fill(NEW_PASSWORD)
    await page.get_by_role("button", name="Register").click()
    await follow_the_mail(page, "nora@example.org")
    await page.get_by_role("button", name="Continue").click()
    await expect(page.get_by_role("heading", name="My events")).to_be_visible()

    await page.get_by_label("Account").click()
    await page.get_by_role("button", name="Log out").click()
    await page.get_by_label("Email").fill("nora@example.org")
    await page.get_by_role("textbox", name="Password").fill(NEW_PASSWORD)
    await page.get_by_role("main").get_by_role("button", name="Log in").click()
    await page.get_by_role("link", name="New event").click()

    await page.get_by_label("Event name", exact=True).fill("A day without scripts")
    await page.get_by_label("Starts", exact=True).fill("2031-05-01T09:00")
    await page.get_by_label("Ends", exact=True).fill("2031-05-01T17:00")
    await page.get_by_text("Registration, gates and map").click()
    await page.get_by_label("Gates").fill("Front\nBack")
    await page.get_by_role("button", name="Create event").click()
    await expect(page.get_by_role("heading", name="A day without scripts", level=1)).to_be_visible()
    await expect(page.locator(".steps")).to_contain_text(["Front and Back"])


async def test_a_refused_form_says_why_and_keeps_what_was_typed(visits: Visits, venue: Venue):
    page = await open_plain(visits, "/organizer/event/create", venue.organizer)
    await page.get_by_label("Event name", exact=True).fill("Back to front")
    await page.get_by_label("Starts", exact=True).fill("2031-05-02T09:00")
    await page.get_by_label("Ends", exact=True).fill("2031-05-01T09:00")
    await page.get_by_role("button", name="Create event").click()
    await expect(page.locator("#end-error")).to_contain_text("The event ends before it starts")
    await expect(page.get_by_label("Event name", exact=True)).to_have_value("Back to front")


async def test_an_attendee_registers_with_the_code_and_has_a_badge(visits: Visits, venue: Venue):
    page = await open_plain(visits, "/")
    await page.get_by_role("textbox", name="Event code").fill(venue.event_code.lower())
    await page.get_by_role("button", name="Register as an attendee").click()
    await page.get_by_label("First name").fill("Grace")
    await page.get_by_label("Last name").fill("Hopper")
    await page.get_by_label("Email").fill(f"grace.{venue.event_code.lower()}@example.org")
    await page.get_by_role("textbox", name="Password").fill(NEW_PASSWORD)
    await page.get_by_role("main").get_by_role("button", name="Register").click()
    await follow_the_mail(page, f"grace.{venue.event_code.lower()}@example.org")
    await page.get_by_role("button", name="Confirm and open").click()
    await expect(page.locator("article.badge")).to_contain_text("Grace Hopper")
    await expect(page.locator("article.badge svg")).to_be_visible()


async def test_the_lists_are_there_and_can_be_searched(visits: Visits, venue: Venue):
    page = await open_plain(visits, f"{venue.dashboard}/attendees", venue.organizer)
    await expect(page.locator("#attendee-list tbody tr")).to_have_count(8)
    await page.get_by_label("Name, organisation, email or badge code").fill("jansen")
    await page.get_by_role("button", name="Search").click()
    await expect(page.locator("#attendee-list tbody tr")).to_have_count(2)


async def test_the_organizer_checks_in_and_undoes_from_the_list(visits: Visits, venue: Venue):
    page = await open_plain(visits, f"{venue.dashboard}/attendees", venue.organizer)
    await page.get_by_role("button", name="Check in Sanne van den Broek").click()
    await expect(page.locator('[data-outcome="checked_in"]')).to_contain_text("Sanne van den Broek")
    await page.goto(f"{venue.dashboard}/attendees")
    await page.get_by_role("button", name="Undo the check-in of Sanne van den Broek").click()
    await expect(page.locator('[data-outcome="undone"]')).to_be_visible()
    assert await venue.inside() == 0


async def test_a_typed_code_checks_in_at_the_chosen_gate_and_is_undone(visits: Visits, venue: Venue):
    page = await open_plain(visits, venue.desk, venue.marta)
    await page.get_by_label("Gate", exact=True).select_option(label=EAST)
    await page.locator("#desk-field").fill(venue.code("Łukasz"))
    await page.locator("#desk-field").press("Enter")
    await expect(page.locator('[data-outcome="checked_in"]')).to_contain_text("Łukasz Wiśniewski")
    await page.get_by_role("button", name="Undo").click()
    await expect(page.locator('[data-outcome="undone"]')).to_contain_text("Łukasz Wiśniewski")
    await page.get_by_role("link", name="Close").click()
    await expect(page.locator("#desk-field")).to_be_visible()
    journal = await venue.journal()
    assert [scan.outcome for scan in journal] == ["checked_in", "undone"]
    assert journal[0].gate == EAST


async def test_a_scanner_may_type_the_whole_link(visits: Visits, venue: Venue):
    page = await open_plain(visits, venue.desk, venue.marta)
    await page.locator("#desk-field").fill(venue.link("Łukasz"))
    await page.locator("#desk-field").press("Enter")
    await expect(page.locator('[data-outcome="checked_in"]')).to_contain_text("Łukasz Wiśniewski")
    await page.get_by_role("link", name="Next badge").click()
    await expect(page.locator("#desk-field")).to_be_visible()


async def test_a_name_is_found_and_checked_in(visits: Visits, venue: Venue):
    page = await open_plain(visits, venue.desk, venue.marta)
    await page.get_by_label("Name", exact=True).fill("conil")
    await page.get_by_role("button", name="Search").click()
    await page.get_by_role("button", name="Check in Françoise Conil").click()
    await expect(page.locator('[data-outcome="checked_in"]')).to_contain_text("Françoise Conil")
    await page.get_by_role("link", name="Next badge").click()
    await expect(page.locator("#door-counters")).to_contain_text("1 in")


async def test_a_list_comes_in_with_its_report(visits: Visits, venue: Venue):
    page = await open_plain(visits, f"{venue.dashboard}/attendees/import", venue.organizer)
    await page.get_by_label("File").set_input_files(LIST)
    await page.get_by_role("main").get_by_role("button", name="Upload").click()
    await page.get_by_role("main").get_by_role("button", name="Import").click()
    # The page asks by itself.
    await expect(page.get_by_text("The list has been imported.")).to_be_visible()
    await expect(page.locator("table.problems").first).to_be_visible()
    await page.get_by_role("link", name="Go to the attendees").click()
    await expect(page.locator("#attendee-list tbody tr").nth(8)).to_be_visible()


async def test_the_operator_keeps_the_languages_by_keyboard(visits: Visits):
    page = await open_plain(visits, "/organizer/dashboard", OPERATOR)
    await page.get_by_label("Account").click()
    await page.get_by_role("link", name="Languages of this server").click()
    polish = page.locator("#language-pl")
    for name, last in (("Move Polski up", "Italiano"), ("Move Polski down", "Polski")):
        await page.get_by_role("button", name=name).press("Enter")
        await expect(page.locator(".languages h2").last).to_have_text(last)
        await expect(page).to_have_url(re.compile("#language-pl$"))
    date_format = polish.get_by_label("Date format")
    for typed, shown in (("%Y", "Now: 20"), ("", "Now: ")):
        await date_format.fill(typed)
        await date_format.press("Enter")
        await expect(polish.get_by_text(shown)).to_be_visible()
        await expect(date_format).to_have_value(typed)
    await date_format.fill("%Q")
    await date_format.press("Enter")
    await expect(polish.get_by_role("alert")).to_contain_text("%Q has no meaning in a date format.")
    await expect(date_format).to_be_focused()
