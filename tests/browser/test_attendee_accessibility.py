"""The attendee's pages are for everybody in the states that they get into: for somebody who just came, with
what arrives by itself, in the middle of asking, and behind the links of a mail. As they open:
`test_languages`.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.async_api import expect
from sqlalchemy import update

from netevent.announcements.off.service import off_link
from netevent.core import clock
from netevent.core.credentials import signature, token_hash
from netevent.core.database.tables import attendees
from tests.browser.acquaintances import Acquaintances, make_acquaintances
from tests.browser.pages import Visits, is_live
from tests.browser.test_accessibility import faults_of, faults_of_pages
from tests.browser.venue import Venue
from tests.servers.application import Server

PEOPLE, SCAN = "/attendee/people", "/attendee/scan"
TOKEN = "the-link-of-a-mail"


@pytest.fixture
async def acquaintances(venue: Venue) -> Acquaintances:
    return await make_acquaintances(venue)


async def test_what_is_asked_of_an_appointment_is_for_everybody(acquaintances: Acquaintances, visits: Visits):
    page = await visits.open("/attendee/connection-requests", acquaintances.sanne, reduced_motion="reduce")
    known = acquaintances.venue.guests
    await page.goto(f"/appointments/{acquaintances.agreed}")
    await is_live(page)
    await page.get_by_text("Cancel the appointment").click()
    found = [f"cancelling {fault}" for fault in await faults_of(page)]
    await page.goto(f"/appointments/new?with={known['Łukasz'].id}")
    await is_live(page)
    await page.get_by_role("button", name="Propose").click()
    await expect(page.get_by_text("Choose a time.")).to_be_visible()
    found += [f"refused {fault}" for fault in await faults_of(page)]
    assert found == []


async def test_the_profile_of_the_longest_name_is_for_everybody(acquaintances: Acquaintances, visits: Visits):
    who = acquaintances.venue.guests["Jan2"].email
    page = await visits.open("/", who, reduced_motion="reduce")
    paths = ["/attendee/profile", "/attendee/profile/preview", "/attendee/privacy/data"]
    assert await faults_of_pages(page, visits, paths) == []


async def test_what_arrives_by_itself_is_for_everybody(acquaintances: Acquaintances, visits: Visits):
    page = await visits.open("/attendee/dashboard", acquaintances.sanne, reduced_motion="reduce")
    await is_live(page)
    await expect(page.locator("#waits a").first).to_be_visible()
    found = await faults_of(page)
    for kind in ("connection", "appointment"):
        card = page.locator(f"#toasts .toast[id^={kind}]").first
        await card.evaluate("card => { card.dataset.age = '0'; }")
        await expect(card).to_be_visible()
        found += await faults_of(page)
        await card.evaluate("card => card.remove()")
    assert found == []


async def test_what_was_scanned_is_for_everybody(acquaintances: Acquaintances, visits: Visits):
    """Who asks, who is known, and somebody new; then as a page, and asked."""
    venue = acquaintances.venue
    page = await visits.open("/attendee/connection-requests", acquaintances.sanne, reduced_motion="reduce")
    await page.goto(SCAN)
    await is_live(page)
    found = await faults_of(page)
    for name in ("Françoise", "Jan2", "Ada"):
        await page.get_by_label("Badge code").fill(venue.code(name))
        await page.get_by_role("button", name="Show").click()
        await expect(page.locator("#scan-sheet")).to_contain_text(
            "Wolfe" if name == "Jan2" else venue.guests[name].name
        )
        found += [f"{name} {fault}" for fault in await faults_of(page)]
    await page.goto(f"{SCAN}/{venue.code('Ada')}")
    await is_live(page)
    found += await faults_of(page)
    await page.get_by_role("button", name="Connect").click()
    await expect(page.locator("#scan-sheet")).to_contain_text("Your request has been sent")
    assert found + await faults_of(page) == []


async def test_pages_of_somebody_who_just_came_are_for_everybody(venue: Venue, visits: Visits):
    page = await visits.open("/", venue.guests["Ada"].email, reduced_motion="reduce")
    paths = [
        "/attendee/dashboard",
        "/appointments",
        PEOPLE,
        "/attendee/connection-requests",
        "/attendee/blocked",
        "/attendee/privacy",
    ]
    assert await faults_of_pages(page, visits, paths) == []


async def test_pages_behind_the_links_of_a_mail_are_for_everybody(
    venue: Venue, visits: Visits, server: Server
):
    holder = venue.guests["Sanne"].id
    token = f"{TOKEN}-{venue.event_code}"
    until = clock.now() + timedelta(days=1)
    link = {"confirmation_token": token_hash(token), "confirmation_expires_at": until}
    statement = update(attendees).where(attendees.c.id == holder).values(link)
    await venue.database.transact(lambda tx: tx.execute(statement))
    secret = server.settings["NETEVENT_SECRET_KEY"]
    signed = signature(secret, "digest-off", str(holder))
    off = off_link(server.base_url, secret, holder).removeprefix(server.base_url)
    page = await visits.open("/", reduced_motion="reduce")
    paths = [f"/attendee/personal/{token}", off, f"/attendee/digest/off/{holder}-{signed}"]
    found = await faults_of_pages(page, visits, paths)
    await page.get_by_role("button", name="Turn off").click()
    await expect(page.get_by_text("Turned off")).to_be_visible()
    assert found + await faults_of(page) == []
