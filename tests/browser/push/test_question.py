"""Push is asked for by a tap, at the moment when it is worth something."""

from __future__ import annotations

from datetime import timedelta

from playwright.async_api import expect

from netevent.appointments import service as appointments
from netevent.appointments.appointment import Proposal
from netevent.core import clock
from tests.browser.pages import Visits, is_live
from tests.browser.phones import IN_HOURS, propose
from tests.browser.push.asking import count_subscriptions
from tests.browser.push_phones import take_phone
from tests.browser.venue import Venue
from tests.factories import insert_connection, insert_session
from tests.people_paths import person_path
from tests.push.service import PushService

BADGE = "/attendee/dashboard"
QUESTION = "Hear of it when your phone is locked"


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


async def test_the_question_comes_with_the_page_that_answers_a_proposal(
    visits: Visits, service: PushService, venue: Venue
):
    sanne, łukasz = venue.guests["Sanne"], venue.guests["Łukasz"]
    await insert_connection(venue.database, sanne.id, łukasz.id)
    page = (await take_phone(visits, service, person_path(łukasz.id), sanne.email)).page
    question = page.get_by_text(QUESTION)
    await propose(page)
    await expect(question).to_be_visible()
    await page.get_by_role("button", name="Notify me").click()
    await expect(page.get_by_text("Done. You will hear of requests")).to_be_visible()
    assert await count_subscriptions(venue, "Sanne") == 1


async def test_a_proposal_that_is_only_looked_at_later_asks_nothing(
    visits: Visits, service: PushService, venue: Venue
):
    """Nor does the form that comes back because something in it is wrong."""
    sanne, łukasz = venue.guests["Sanne"], venue.guests["Łukasz"]
    await insert_connection(venue.database, sanne.id, łukasz.id)
    await venue.database.transact(appointments.propose, sanne.id, łukasz.id, in_hours())
    page = (await take_phone(visits, service, f"/appointments/new?with={łukasz.id}", sanne.email)).page
    await is_live(page)
    await page.get_by_role("button", name="Propose").click()
    await expect(page.get_by_text("Choose a time.")).to_be_visible()
    await page.goto("/appointments")
    await page.get_by_role("link", name="Łukasz Wiśniewski").first.click()
    await expect(page.locator("[data-push-worth]")).to_be_visible()
    await is_live(page)
    await expect(page.get_by_text(QUESTION)).to_be_hidden()


def in_hours() -> Proposal:
    start = (clock.now() + IN_HOURS).replace(minute=0, second=0, microsecond=0)
    return Proposal(start, 15, place="The quay")
