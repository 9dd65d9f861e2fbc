"""The directory and the own connections on a phone: found while typing, connected from the list, noted."""

from __future__ import annotations

import pytest
import vobject
from playwright.async_api import Page, expect
from sqlalchemy import insert

from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.database.tables import attendees, connections
from tests import factories
from tests.browser.pages import Visits, is_live
from tests.browser.venue import Venue
from tests.people_paths import person_path

PEOPLE, FIND = "/attendee/people", "/attendee/people/find"
CROWD = 70


@pytest.fixture
async def crowd(venue: Venue) -> Venue:
    """The venue with seventy more people of one name."""
    names = [{"first_name": "Same", "last_name": f"Name{number:02}"} for number in range(CROWD)]
    rows = [factories.attendee_row(venue.event_id, organisation="Crowd Ltd", **name) for name in names]
    await venue.database.transact(lambda tx: tx.execute(insert(attendees), rows))
    return venue


async def connect(venue: Venue, one: str, other: str) -> None:
    ids = venue.guests[one].id, venue.guests[other].id
    now = clock.now()

    def work(tx: Transaction) -> None:
        row = {
            "attendee_id": ids[0],
            "connected_attendee_id": ids[1],
            "low_id": min(ids),
            "high_id": max(ids),
        }
        tx.execute(insert(connections).values(**row, status="accepted", asked_at=now, answered_at=now))

    await venue.database.transact(work)


async def phone(visits: Visits, venue: Venue, name: str, path: str) -> Page:
    page = await visits.open(path, venue.guests[name].email)
    await is_live(page)
    return page


def row(page: Page, venue: Venue, name: str) -> str:
    return f"#person-{venue.guests[name].id}-row"


async def test_typing_finds_and_the_address_keeps_what_was_typed(visits: Visits, venue: Venue):
    page = await phone(visits, venue, "Sanne", FIND)
    await page.get_by_role("searchbox").press_sequentially("WISNIEWSKI lod")
    await expect(page.locator("#people-found li")).to_have_count(1)
    await expect(page.locator(row(page, venue, "Łukasz"))).to_be_visible()
    await page.get_by_role("searchbox").fill("")
    await page.get_by_text("Filters").click()
    await page.get_by_label("Organisation", exact=True).fill("delft")
    await expect(page.locator("#people-found li")).to_have_count(2)
    await page.get_by_label("Type").select_option("VIP")
    await expect(page.locator("#people-found li")).to_have_count(1)
    await expect(page.locator(row(page, venue, "Jan2"))).to_be_visible()
    await page.reload()
    await expect(page.get_by_label("Organisation", exact=True)).to_have_value("delft")
    await expect(page.locator("#people-found li")).to_have_count(1)


async def test_leaving_the_field_finds_nothing_anew_under_the_finger(visits: Visits, venue: Venue):
    """The list would be exchanged between the press and the release of a button in it."""
    page = await phone(visits, venue, "Sanne", FIND)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if FIND in request.url else None)
    async with page.expect_response(lambda answer: "q=wisniewski" in answer.url):
        await page.get_by_role("searchbox").press_sequentially("wisniewski")
    await expect(page.locator("#people-found li")).to_have_count(1)
    asked.clear()
    connect = page.get_by_role("button", name="Connect with Łukasz Wiśniewski")
    await connect.hover()
    await page.mouse.down()
    await page.wait_for_function("() => document.activeElement.ariaLabel?.startsWith('Connect')")
    await page.mouse.up()
    await expect(page.locator(row(page, venue, "Łukasz"))).to_contain_text("Request sent")
    assert asked == []


async def test_more_people_come_below_and_the_focus_goes_on_with_them(visits: Visits, crowd: Venue):
    page = await phone(visits, crowd, "Sanne", f"{FIND}?q=same")
    people = page.locator("#people-found li[id$='-row']")
    await expect(people).to_have_count(30)
    await page.get_by_role("link", name="Show more").press("Enter")
    await expect(people).to_have_count(60)
    await expect(page.get_by_role("link", name="Same Name30")).to_be_focused()
    await page.get_by_role("link", name="Show more").click()
    await expect(people).to_have_count(CROWD)
    await expect(page.get_by_role("link", name="Show more")).to_have_count(0)
    assert len(set(await people.evaluate_all("all => all.map(one => one.id)"))) == CROWD


async def test_a_connection_is_made_from_the_list_and_arrives_in_both_lists(visits: Visits, venue: Venue):
    sanne = await phone(visits, venue, "Sanne", f"{FIND}?q=wisniewski")
    await sanne.get_by_role("button", name="Connect with Łukasz Wiśniewski").click()
    await expect(sanne.locator(row(sanne, venue, "Łukasz"))).to_contain_text("Request sent")
    found = await sanne.context.new_page()
    await found.goto(f"{FIND}?q=wisniewski")
    await is_live(found)
    lukasz = await phone(visits, venue, "Łukasz", f"{FIND}?q=sanne")
    await expect(lukasz.locator(row(lukasz, venue, "Sanne"))).to_contain_text("Wants to connect")
    others = await phone(visits, venue, "Łukasz", PEOPLE)
    await sanne.goto(PEOPLE)
    await is_live(sanne)
    await expect(sanne.get_by_text("No connections yet")).to_be_visible()
    await lukasz.locator("#people-found").get_by_role("button", name="Accept Sanne").click()
    await expect(lukasz.locator(row(lukasz, venue, "Sanne"))).to_contain_text("Connected")
    await expect(sanne.locator(row(sanne, venue, "Łukasz"))).to_be_visible()
    await expect(others.locator(row(others, venue, "Sanne"))).to_be_visible()
    await expect(found.locator(row(found, venue, "Łukasz"))).to_contain_text("Connected")


async def test_what_is_narrowed_stays_so_when_somebody_is_added(visits: Visits, venue: Venue):
    await connect(venue, "Sanne", "Jan")
    sanne = await phone(visits, venue, "Sanne", PEOPLE)
    async with sanne.expect_response(lambda answer: "q=jansen" in answer.url):
        await sanne.get_by_role("searchbox").fill("jansen")
    await expect(sanne.locator("#people-list li")).to_have_count(1)
    ada = await phone(visits, venue, "Ada", f"{FIND}?q=sanne")
    await ada.get_by_role("button", name="Connect with Sanne").click()
    async with sanne.expect_response(lambda answer: "q=jansen" in answer.url):
        await sanne.get_by_role("button", name="Accept Ada").click()
    await expect(sanne.locator(row(sanne, venue, "Jan"))).to_be_visible()
    await expect(sanne.locator("#people-list li")).to_have_count(1)
    await sanne.get_by_role("searchbox").fill("")
    await expect(sanne.locator("#people-list li")).to_have_count(2)


async def test_a_note_survives_a_lost_network_and_a_reload(visits: Visits, venue: Venue):
    await connect(venue, "Sanne", "Jan")
    path = person_path(venue.guests["Jan"].id, "/note")
    page = await phone(visits, venue, "Sanne", path)
    kept, note = page.get_by_text("Not saved yet"), page.get_by_label("Private note")
    await note.fill("Bring the slides")
    await page.context.set_offline(True)
    await page.get_by_role("button", name="Save").click()
    await expect(kept).to_be_visible()
    await expect(note).to_have_value("Bring the slides")
    await page.context.set_offline(False)
    await page.reload()
    await expect(kept).to_be_visible()
    await expect(note).to_have_value("Bring the slides")
    await page.get_by_label("Tags").fill("x" * 31)
    await page.get_by_role("button", name="Save").click()
    await expect(page.get_by_text("longer than 30 characters").first).to_be_visible()
    await expect(note).to_have_value("Bring the slides")
    await page.get_by_label("Tags").fill("slides, Utrecht")
    await page.get_by_role("button", name="Save").click()
    await expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    await expect(kept).to_be_hidden()
    await page.reload()
    await expect(note).to_have_value("Bring the slides")
    await expect(kept).to_be_hidden()
    assert await page.evaluate("() => Object.keys(sessionStorage).filter(key => key.includes('draft'))") == []


async def test_it_all_works_without_javascript(visits: Visits, crowd: Venue):
    await connect(crowd, "Sanne", "Jan")
    page = await visits.open(FIND, crowd.guests["Sanne"].email, java_script_enabled=False)
    await page.get_by_role("searchbox").fill("same")
    await page.get_by_role("button", name="Search").click()
    await page.get_by_role("link", name="Show more").click()
    await expect(page.get_by_role("link", name="Same Name30")).to_be_visible()
    await page.get_by_role("button", name="Connect with Same Name31").click()
    await expect(page.get_by_text("Request sent", exact=True)).to_be_visible()
    await page.get_by_role("link", name="People").last.click()
    await page.get_by_role("link", name="Note about Jan Jansen").click()
    await page.get_by_label("Tags").fill("slides")
    await page.get_by_role("button", name="Save").click()
    await page.goto(PEOPLE)
    await expect(page.locator("#people-list .pill")).to_have_text("slides")
    async with page.expect_download() as download:
        await page.get_by_role("link", name="Save all to contacts").click()
    saved = await (await download.value).path()
    (card,) = vobject.readComponents(saved.read_text())
    assert card.fn.value == "Jan Jansen"
