"""The organizer's list by keys, and what stays where it is while others change it."""

from playwright.async_api import Page, expect

from tests.browser.pages import LAPTOP, Visits, is_live
from tests.browser.venue import Venue


async def focused(page: Page) -> str:
    found: str = await page.evaluate(
        "document.activeElement.textContent.trim() || document.activeElement.name || ''"
    )
    return found


async def test_keys_go_through_the_list_and_leave_fields_alone(visits: Visits, venue: Venue):
    office = await visits.open(f"{venue.dashboard}/attendees", venue.organizer, viewport=LAPTOP)
    await is_live(office)
    links = office.locator(".attendees a.name")
    names = await links.all_inner_texts()
    await office.keyboard.press("/")
    await expect(office.get_by_role("searchbox")).to_be_focused()
    await office.keyboard.type("xjk/")
    await expect(office.get_by_role("searchbox")).to_have_value("xjk/")
    await expect(office.get_by_text("No people found")).to_be_visible()
    await office.keyboard.press("Escape")
    await expect(links).to_have_text(names)
    await office.keyboard.press("ArrowDown")
    await expect(links.first).to_be_focused()
    await office.keyboard.press("j")
    await office.keyboard.press("ArrowDown")
    await office.keyboard.press("k")
    await expect(links.nth(1)).to_be_focused()
    await office.keyboard.press("x")
    await expect(office.locator(".attendees tbody input:checked")).to_have_count(1)
    await office.keyboard.press("Enter")
    await expect(office.locator("#person-beside h2").first).to_have_text(names[1])
    await office.keyboard.press("Escape")
    await expect(links.nth(1)).to_be_focused()
    await office.get_by_text("Keys", exact=True).click()
    await office.get_by_label("Use these keys").uncheck()
    await office.keyboard.press("j")
    assert await focused(office) not in names


async def test_an_edit_and_a_check_in_arrive_in_their_rows_and_ticks_and_focus_stay(
    visits: Visits, venue: Venue
):
    edited, entered = (
        venue.guests["Łukasz"],
        next(one for name, one in venue.guests.items() if name != "Łukasz"),
    )
    office = await visits.open(f"{venue.dashboard}/attendees", venue.organizer, viewport=LAPTOP)
    other = await visits.open(f"{venue.dashboard}/attendees", venue.organizer, viewport=LAPTOP)
    await is_live(office)
    await is_live(other)
    row = office.locator(f"#attendee-{edited.id}-row")
    await row.get_by_role("checkbox").check()
    await office.locator(f"#attendee-{entered.id}-row a.name").focus()
    kept = await focused(office)
    await other.locator(f"#attendee-{entered.id}-row").get_by_role("button", name="Check in").click()
    await expect(office.locator(f"#attendee-{entered.id}-row .pill.yes")).to_be_visible()
    await other.locator(f"#attendee-{edited.id}-row a.name").click()
    await other.locator("#person-beside").get_by_label("Role").fill("Juggler")
    await other.get_by_role("button", name="Save").click()
    await expect(row).to_contain_text("Juggler")
    await expect(row.get_by_role("checkbox")).to_be_checked()
    assert await focused(office) == kept
    await expect(office.get_by_text("The list has changed.")).to_have_count(0)


async def test_a_new_person_is_told_by_a_line_and_comes_when_it_is_wanted(visits: Visits, venue: Venue):
    office = await visits.open(f"{venue.dashboard}/attendees", venue.organizer, viewport=LAPTOP)
    other = await visits.open(f"{venue.dashboard}/attendees/new", venue.organizer, viewport=LAPTOP)
    await is_live(office)
    ticked = office.locator(".attendees tbody input").nth(2)
    await ticked.check()
    kept = await ticked.get_attribute("id")
    await other.get_by_label("First name").fill("Aaron")
    await other.get_by_label("Last name").fill("Aaaa")
    await other.get_by_label("Email").fill("aaron@example.org")
    await other.get_by_role("main").get_by_role("button", name="Add").click()
    await expect(office.get_by_text("The list has changed.")).to_be_visible()
    await expect(office.get_by_text("Aaron Aaaa")).to_have_count(0)
    await office.get_by_role("link", name="Show", exact=True).click()
    await expect(office.get_by_text("Aaron Aaaa")).to_be_visible()
    await expect(office.get_by_text("The list has changed.")).to_have_count(0)
    await expect(office.locator(".attendees tbody input:checked")).to_have_count(1)
    await expect(office.locator(f"#{kept}")).to_be_checked()


async def test_ticked_people_get_a_type_and_lose_it_again(visits: Visits, venue: Venue):
    office = await visits.open(f"{venue.dashboard}/attendees", venue.organizer, viewport=LAPTOP)
    await is_live(office)
    general = office.locator(".attendees tbody tr", has_text="General")
    for place in (0, 1):
        await general.nth(place).get_by_role("checkbox").check()
    await office.get_by_label("What to do with several people").select_option(label="Speaker")
    await office.get_by_role("button", name="Go on with those ticked").click()
    await office.get_by_role("button", name="Assign a type").click()
    await expect(office.get_by_text("2 people now have the type Speaker.")).to_be_visible()
    await office.get_by_role("button", name="Undo").click()
    await expect(office.get_by_text("2 people are as before.")).to_be_visible()
