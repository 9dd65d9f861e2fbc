"""The landing page and the dashboards, and who may see which."""

import re

import pytest

from tests import factories
from tests.door import Door, badge


async def text_of(client, path: str) -> str:
    answer = await client.get(path)
    assert answer.status_code == 200
    text: str = await answer.get_data(as_text=True)
    return text


async def test_the_landing_page_leads_guests_in(client):
    page = await text_of(client, "/")
    for path in ("/login", "/register/organizer", "/register/attendee"):
        assert f'"{path}"' in page


async def test_a_typed_event_code_leads_to_that_events_registration(client):
    answer = await client.get("/register/attendee?code=%20scs26k")
    assert answer.headers["Location"] == "/register/attendee/SCS26K"
    hostile = await client.get("/register/attendee?code=//example.org/../x")
    assert hostile.headers["Location"] == "/register/attendee/EXAMPLEORGX"
    assert (await client.get("/register/attendee?code=")).headers["Location"] == "/"


async def test_an_organizer_sees_the_own_events_only(door: Door, log_in_as):
    await door.scan(badge(1))
    client, _ = await log_in_as("olga")
    page = await text_of(client, "/organizer/dashboard")
    assert "Event 1" in page
    assert "Event 2" not in page
    assert "<b class='strong'>1</b> of 12 in" in page


async def test_an_organizer_without_events_is_told_what_to_do(door: Door, log_in_as):
    await factories.insert_organizer(door.database, email="nora@example.com")
    client, _ = await log_in_as("nora")
    page = await text_of(client, "/organizer/dashboard")
    assert "Create your first event" in page
    assert "/organizer/event/create" in page


async def test_the_dashboard_shows_the_numbers_of_the_table(door: Door, log_in_as):
    await door.scan(badge(1))
    await door.change_attendee(2, attendance_status="not_attending")
    client, _ = await log_in_as("olga")
    page = await text_of(client, "/organizer/event/1")
    assert "1 of 11 checked in" in page
    assert "10 expected · 1 not attending" in page
    assert "1 in the last minute" in page
    assert "Guest1 Żółć" in page


async def test_the_dashboard_connects_polls_and_shows_the_registration_link(log_in_as):
    client, _ = await log_in_as("olga")
    page = await text_of(client, "/organizer/event/1")
    assert 'hx-ws:connect="/live/dashboard/1?lang=en"' in page
    assert 'data-poll="/live/dashboard/1/regions?lang=en"' in page
    assert "http://localhost:8000/register/attendee/EVENT1" in page
    assert 'href="/staff/1/dashboard"' in page


async def test_polling_brings_every_region_of_the_page(door: Door, log_in_as):
    client, _ = await log_in_as("olga")
    page = await text_of(client, "/organizer/event/1")
    await door.scan(badge(1))
    polled = await text_of(client, "/live/dashboard/1/regions")
    regions = re.findall(r'id="([^"]+)"[^>]* hx-swap-oob="true"', polled)
    assert sorted(regions) == [
        "event-arrivals",
        "event-counters",
        "event-desks",
        "event-last-arrivals",
        "event-noted",
        "event-to-look-at",
        "event-types",
        "live-status",
        "nav-attendees",
        "nav-staff",
    ]
    assert all(page.count(f'id="{region}"') == 1 for region in regions)
    assert "hx-swap-oob" not in page
    assert "1 of 12 checked in" in polled


async def test_a_refusal_at_the_door_is_shown_to_the_organizer(door: Door, log_in_as):
    await door.scan("NOBODYS<CODE")
    client, _ = await log_in_as("olga")
    page = await text_of(client, "/organizer/event/1")
    assert "unknown code" in page
    assert "NOBODYS&lt;CODE" in page


async def test_the_desk_of_the_navigation_is_the_staffs_desk(log_in_as):
    client, _ = await log_in_as("olga")
    assert (await client.get("/organizer/event/1/desk")).headers["Location"] == "/staff/1/dashboard"


async def test_staff_see_their_event_and_the_way_to_its_desk(log_in_as):
    client, _ = await log_in_as("marta")
    page = await text_of(client, "/staff/dashboard")
    assert "Event 1" in page
    assert 'href="/staff/1/dashboard"' in page


ORGANIZERS_PAGES = [
    "/organizer/dashboard",
    "/organizer/event/1",
    "/live/dashboard/1/regions",
    "/organizer/event/1/desk",
]


@pytest.mark.parametrize("path", [*ORGANIZERS_PAGES, "/staff/dashboard"])
async def test_a_guest_is_led_to_the_login(client, path):
    answer = await client.get(path)
    assert answer.headers["Location"].startswith("/login?next=")


@pytest.mark.parametrize("path", ORGANIZERS_PAGES)
@pytest.mark.parametrize("name", ["marta", "guest1"])
async def test_staff_and_attendees_are_refused(log_in_as, path, name):
    client, _ = await log_in_as(name)
    assert (await client.get(path)).status_code == 403


@pytest.mark.parametrize("path", ORGANIZERS_PAGES[1:])
async def test_another_organizers_event_is_not_found(log_in_as, path):
    client, _ = await log_in_as("otto")
    assert (await client.get(path)).status_code == 404


@pytest.mark.parametrize("name", ["olga", "guest1"])
async def test_the_staffs_page_is_for_staff(log_in_as, name):
    client, _ = await log_in_as(name)
    assert (await client.get("/staff/dashboard")).status_code == 403
