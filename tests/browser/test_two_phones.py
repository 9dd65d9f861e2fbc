"""Two phones from the first scan to the calendar: live, after a lock, and without JavaScript.

Sanne scans Łukasz's badge, asks and proposes; he answers in toasts. Their parts are tested in other files.
"""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect

from tests.browser.conftest import OpenDesk
from tests.browser.pages import Visits, is_live, shown, typed
from tests.browser.phones import (
    AGENDA,
    MARK,
    MESSAGE,
    NOTES,
    PLACE,
    accept,
    ask_on_the_sheet,
    is_in_the_calendar,
    listen_at,
    lockable,
    proposals,
    propose,
    put_away,
    requests,
    scan_by_hand,
    stay_at,
    stayed,
    vcard,
)
from tests.browser.venue import Venue
from tests.conftest import FakeCamera, LaunchBrowser
from tests.people_paths import person_path
from tests.servers.camera import shows

BADGE, SCAN = "/attendee/dashboard", "/attendee/scan"
PEOPLE, REQUESTS, FIND = "/attendee/people", "/attendee/connection-requests", "/attendee/people/find"
SANNE, ŁUKASZ = "Sanne van den Broek", "Łukasz Wiśniewski"


@pytest.fixture
async def sanne(visits: Visits, venue: Venue) -> Page:
    page = await visits.open(SCAN, venue.guests["Sanne"].email)
    await is_live(page)
    return page


@pytest.fixture
async def łukasz(visits: Visits, venue: Venue) -> Page:
    page = await visits.open(BADGE, venue.guests["Łukasz"].email)
    await is_live(page)
    return page


async def test_two_people_meet_from_the_scan_to_the_calendar(
    visits: Visits, venue: Venue, łukasz: Page, launch_browser: LaunchBrowser, fake_camera: FakeCamera
):
    await stay_at(łukasz, PEOPLE)
    browser = await launch_browser(camera=fake_camera(shows(venue.link("Łukasz"))))
    sanne = await visits.open(SCAN, venue.guests["Sanne"].email, browser=browser)
    await ask_on_the_sheet(sanne)
    await expect(requests(łukasz)).to_contain_text(f"{SANNE} wants to connect")
    await expect(requests(łukasz)).to_contain_text(MESSAGE)
    await expect(łukasz.locator("#people-dot")).to_contain_text("1 request")

    await stay_at(sanne, PEOPLE)
    for page in (sanne, łukasz):
        await expect(page.get_by_text("No connections yet")).to_be_visible()
    await accept(requests(łukasz))
    await expect(requests(sanne)).to_contain_text(f"{ŁUKASZ} accepted")
    await expect(łukasz.locator("#people-dot .dot")).to_have_count(0)
    await expect(sanne.locator("#people-list li")).to_contain_text(ŁUKASZ)
    await expect(łukasz.locator("#people-list li")).to_contain_text(SANNE)
    await stayed(sanne, łukasz)
    await put_away(requests(sanne))

    await sanne.locator("#people-list").get_by_role("link", name=ŁUKASZ, exact=True).click()
    card = await vcard(sanne)
    assert (card.fn.value, card.email.value) == (ŁUKASZ, venue.guests["Łukasz"].email)

    await stay_at(łukasz, AGENDA)
    await propose(sanne)
    await expect(proposals(łukasz)).to_contain_text(f"{SANNE} proposes an appointment")
    await expect(proposals(łukasz)).to_contain_text(NOTES)
    await expect(łukasz.locator("#agenda-dot")).to_contain_text("1 proposal")
    await stay_at(sanne, AGENDA)
    await expect(sanne.locator("#agenda")).to_contain_text("Nothing planned yet")
    await accept(proposals(łukasz))
    await expect(proposals(sanne)).to_contain_text(f"{ŁUKASZ} accepted")
    await expect(łukasz.locator("#agenda-dot .dot")).to_have_count(0)
    for page, other in ((sanne, ŁUKASZ), (łukasz, SANNE)):
        await expect(page.locator("#agenda")).to_contain_text(f"Appointment with {other}")
        await expect(page.locator("#agenda")).to_contain_text(PLACE)
        await expect(page.locator("#appointment-proposals li")).to_have_count(0)
    await stayed(sanne, łukasz)
    for page, other in ((sanne, ŁUKASZ), (łukasz, SANNE)):
        await is_in_the_calendar(page, other)


async def test_a_request_comes_whatever_page_is_open(sanne: Page, łukasz: Page, venue: Venue):
    card = person_path(venue.guests["Jan"].id)
    paths = (
        AGENDA,
        SCAN,
        PEOPLE,
        FIND,
        REQUESTS,
        card,
        "/attendee/blocked",
        "/attendee/profile",
        "/attendee/profile/preview",
        "/attendee/photo",
        "/attendee/privacy",
    )
    pages = [łukasz]
    for path in paths:
        pages.append(await łukasz.context.new_page())
        await stay_at(pages[-1], path)
    await łukasz.evaluate(MARK)

    await scan_by_hand(sanne, venue.code("Łukasz"))

    for page in pages:
        await expect(requests(page)).to_contain_text(f"{SANNE} wants to connect")
        await expect(page.locator("#people-dot")).to_contain_text("1 request")
    await accept(requests(pages[-1]))
    for page in pages:
        await expect(requests(page)).to_have_count(0)
        await expect(page.locator("#people-dot .dot")).to_have_count(0)
    await stayed(*pages)


async def test_a_phone_that_was_locked_has_what_it_missed(sanne: Page, łukasz: Page, venue: Venue):
    lock = await lockable(łukasz, PEOPLE)
    await lock.lock(łukasz)
    await scan_by_hand(sanne, venue.code("Łukasz"))
    await expect(requests(łukasz)).to_have_count(0)
    await lock.wake(łukasz)
    await expect(requests(łukasz)).to_contain_text(f"{SANNE} wants to connect")
    await expect(łukasz.locator("#people-dot")).to_contain_text("1 request")

    lock_of_sanne = await lockable(sanne, PEOPLE)
    await lock_of_sanne.lock(sanne)
    await accept(requests(łukasz))
    await expect(łukasz.locator("#people-list li")).to_contain_text(SANNE)
    await lock_of_sanne.wake(sanne)
    await expect(requests(sanne)).to_contain_text(f"{ŁUKASZ} accepted")
    await expect(sanne.locator("#people-list li")).to_contain_text(ŁUKASZ)
    await stayed(sanne, łukasz)

    await sanne.goto(person_path(venue.guests["Łukasz"].id))
    lock = await lockable(łukasz, AGENDA)
    await lock.lock(łukasz)
    await propose(sanne)
    await lock.wake(łukasz)
    await expect(proposals(łukasz)).to_contain_text(f"{SANNE} proposes an appointment")
    await expect(łukasz.locator("#proposals-incoming")).to_be_visible()

    lock_of_sanne = await lockable(sanne, AGENDA)
    await lock_of_sanne.lock(sanne)
    await accept(proposals(łukasz))
    await expect(łukasz.locator("#agenda")).to_contain_text(SANNE)
    await lock_of_sanne.wake(sanne)
    await expect(proposals(sanne)).to_contain_text(f"{ŁUKASZ} accepted")
    await expect(sanne.locator("#agenda")).to_contain_text(f"Appointment with {ŁUKASZ}")
    await stayed(sanne, łukasz)


async def test_the_card_and_the_appointment_that_lay_open_are_true_after_the_lock(
    sanne: Page, łukasz: Page, venue: Venue
):
    card = person_path(venue.guests["Łukasz"].id)
    lock = await lockable(sanne, card)
    await sanne.get_by_label("Message").fill("Half of a")
    await lock.lock(sanne)
    await lock.wake(sanne)
    await expect(sanne.get_by_label("Message")).to_have_value("Half of a")
    await sanne.get_by_role("button", name="Connect").click()
    await expect(sanne.locator(".person")).to_contain_text("Request sent")
    await lock.lock(sanne)
    await accept(requests(łukasz))
    await expect(requests(łukasz)).to_have_count(0)
    await lock.wake(sanne)
    await expect(sanne.locator(".person")).to_contain_text("Connected")
    await stayed(sanne)

    await propose(sanne)
    lock = await lockable(sanne, sanne.url)
    await lock.lock(sanne)
    await accept(proposals(łukasz))
    await expect(proposals(łukasz)).to_have_count(0)
    await lock.wake(sanne)
    await expect(sanne.locator(".meeting")).to_contain_text("confirmed")
    await expect(sanne.get_by_role("link", name="Add to my calendar")).to_be_visible()
    await stayed(sanne)


async def test_the_same_way_without_javascript_by_reloading(visits: Visits, venue: Venue):
    sanne = await visits.open(SCAN, venue.guests["Sanne"].email, java_script_enabled=False)
    łukasz = await visits.open(BADGE, venue.guests["Łukasz"].email, java_script_enabled=False)
    await scan_by_hand(sanne, venue.link("Łukasz"))

    await łukasz.reload()
    await expect(łukasz.locator("#people-dot")).to_contain_text("1 request")
    await łukasz.get_by_role("navigation", name="Main navigation").get_by_role("link", name="People").click()
    await łukasz.get_by_role("link", name="Requests").click()
    await expect(łukasz.locator("#requests-asking")).to_contain_text(MESSAGE)
    await łukasz.get_by_role("button", name=f"Accept {SANNE}").click()
    for page, other in ((sanne, ŁUKASZ), (łukasz, SANNE)):
        await (
            page.get_by_role("navigation", name="Main navigation").get_by_role("link", name="People").click()
        )
        await expect(page.locator("#people-list li")).to_contain_text(other)
        await expect(page.locator("#people-dot .dot")).to_have_count(0)

    await sanne.locator("#people-list").get_by_role("link", name=ŁUKASZ, exact=True).click()
    card = await vcard(sanne)
    assert card.fn.value == ŁUKASZ
    await propose(sanne)

    await łukasz.reload()
    await expect(łukasz.locator("#agenda-dot")).to_contain_text("1 proposal")
    await łukasz.get_by_role("navigation", name="Main navigation").get_by_role("link", name="Agenda").click()
    await łukasz.get_by_role("button", name=f"Accept {SANNE}").click()
    await expect(łukasz.locator("#agenda")).to_contain_text(f"Appointment with {SANNE}")
    await sanne.reload()
    await expect(sanne.locator(".meeting")).to_contain_text("confirmed")
    for page, other in ((sanne, ŁUKASZ), (łukasz, SANNE)):
        await page.goto(AGENDA)
        await is_in_the_calendar(page, other)


async def test_nobody_else_hears_of_any_of_it(
    sanne: Page, łukasz: Page, venue: Venue, visits: Visits, open_desk: OpenDesk
):
    jan = await visits.open("/", venue.guests["Jan"].email)
    olga = await visits.open("/", venue.organizer)
    desk = await open_desk()
    heard = [
        await listen_at(page, path)
        for page, path in ((jan, PEOPLE), (olga, venue.dashboard), (desk, venue.desk))
    ]

    await scan_by_hand(sanne, venue.code("Łukasz"))
    await accept(requests(łukasz))
    await sanne.goto(person_path(venue.guests["Łukasz"].id))
    await propose(sanne)
    await accept(proposals(łukasz))
    await expect(proposals(sanne)).to_contain_text("accepted")

    # What each of them hears of later has come: nothing of before can still be on its way.
    await sanne.goto(SCAN)
    await scan_by_hand(sanne, venue.code("Jan"))
    await expect(requests(jan)).to_contain_text(f"{SANNE} wants to connect")
    await typed(desk, venue.link("Ada"))
    await shown(desk, "checked_in")
    await expect(olga.locator("body")).to_contain_text("Ada Letters")
    texts = ["".join(one) for one in heard]
    assert [len(one) > 0 for one in texts] == [True, True, True]
    for word in ("Wiśniewski", PLACE, NOTES):
        assert [word in one for one in texts] == [False, False, False], word
    assert [MESSAGE in one for one in texts] == [True, False, False]  # the message to Jan himself
    assert [SANNE in one for one in texts] == [True, False, False]
