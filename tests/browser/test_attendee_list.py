"""The organizer's list of attendees in a browser: what arrives while somebody looks."""

from pathlib import Path

from playwright.async_api import FilePayload, expect

from tests.browser.pages import LAPTOP, Visits, is_live
from tests.browser.venue import Venue

LIST = Path(__file__).resolve().parent.parent / "data" / "attendees-with-faults.csv"


async def test_a_check_in_on_the_list_reaches_the_attendees_phone_and_back(visits: Visits, venue: Venue):
    guest = venue.guests["Łukasz"]
    office = await visits.open(f"{venue.dashboard}/attendees", venue.organizer, viewport=LAPTOP)
    phone = await visits.open("/attendee/dashboard", guest.email)
    await is_live(office)
    await is_live(phone)
    row = office.locator(f"#attendee-{guest.id}-row")
    await row.get_by_role("button", name=f"Check in {guest.name}").click()
    await expect(row.locator(".pill.yes")).to_be_visible()
    await expect(office.locator("#attendee-counts")).to_contain_text("1 checked in ·")
    await expect(phone.locator(".presence")).to_contain_text("Checked in at")
    await row.get_by_role("button", name=f"Undo the check-in of {guest.name}").click()
    await expect(row.get_by_text("expected")).to_be_visible()
    await expect(phone.locator(".presence")).to_contain_text("Show this code at the door")


async def test_typing_filters_the_list_and_a_new_attendee_keeps_the_filter(visits: Visits, venue: Venue):
    office = await visits.open(f"{venue.dashboard}/attendees", venue.organizer, viewport=LAPTOP)
    await is_live(office)
    await office.get_by_role("searchbox").fill("nobody like this")
    await expect(office.get_by_text("No people found")).to_be_visible()
    upload = await visits.open(f"{venue.dashboard}/attendees/import", venue.organizer)
    await upload.get_by_label("File").set_input_files(LIST)
    await upload.get_by_role("main").get_by_role("button", name="Upload").click()
    await upload.get_by_role("main").get_by_role("button", name="Import").click()
    await expect(upload.get_by_text("The list has been imported.")).to_be_visible()
    await expect(upload.get_by_text("3 rows were skipped")).to_be_visible()
    await expect(office.locator("#attendee-counts")).to_contain_text("46 in total")
    await expect(office.get_by_text("No people found")).to_be_visible()


async def test_an_import_reaches_the_list_that_is_open_elsewhere_and_nothing_jumps(
    visits: Visits, venue: Venue
):
    office = await visits.open(f"{venue.dashboard}/attendees", venue.organizer, viewport=LAPTOP)
    upload = await visits.open(f"{venue.dashboard}/attendees/import", venue.organizer, viewport=LAPTOP)
    await is_live(office)
    names = await office.locator(".attendees a.name").all_inner_texts()
    ticked = office.locator(".attendees tbody input").nth(3)
    await ticked.check()
    rows = [f"New{number},Comer,new{number}.{venue.event_code}@example.org" for number in range(50)]
    people = "\n".join(["First name,Last name,Email", *rows]).encode()
    file = FilePayload(name="fifty.csv", mimeType="text/csv", buffer=people)
    await upload.get_by_label("File").set_input_files(file)
    await upload.get_by_role("main").get_by_role("button", name="Upload").click()
    await upload.get_by_role("main").get_by_role("button", name="Import").click()
    await expect(upload.get_by_text("The list has been imported.")).to_be_visible()
    await expect(office.locator("#attendee-counts")).to_contain_text("58 in total")
    await expect(office.locator("#nav-attendees")).to_have_text("58")
    await expect(office.get_by_text("The list has changed.")).to_be_visible()
    assert await office.locator(".attendees a.name").all_inner_texts() == names
    await expect(ticked).to_be_checked()
    await office.get_by_role("link", name="Show").click()
    await expect(office.locator(".attendees a.name", has_text="Comer").first).to_be_visible()


async def test_a_name_that_is_edited_elsewhere_changes_in_its_place(visits: Visits, venue: Venue):
    guest = venue.guests["Sanne"]
    office = await visits.open(f"{venue.dashboard}/attendees", venue.organizer, viewport=LAPTOP)
    other = await visits.open(f"{venue.dashboard}/attendees/{guest.id}", venue.organizer, viewport=LAPTOP)
    await is_live(office)
    rows = office.locator(".attendees tbody tr")
    order = await rows.evaluate_all("rows => rows.map(row => row.id)")
    await other.get_by_label("First name").fill("Suzanne")
    await other.get_by_role("button", name="Save").click()
    await expect(office.locator(f"#attendee-{guest.id}-row a.name")).to_have_text("Suzanne van den Broek")
    assert await rows.evaluate_all("rows => rows.map(row => row.id)") == order
