"""The event's page at each time, the way from one face to another, and the poster."""

import re
from datetime import timedelta

import pytest
from quart import Quart

from netevent.core import clock
from tests.conftest import LogIn
from tests.door import Door
from tests.factories import insert_event
from tests.registration.attendance.test_service import change_event

PAGE = "/organizer/event/1"
POSTER = f"{PAGE}/poster"
DAYS = timedelta(days=1)
REGISTRATION = "http://localhost:8000/register/attendee/EVENT1"
FACES = ("checklist", "live", "report")


async def move(door: Door, days: int) -> None:
    """Let the event begin so many days from now, or have begun."""
    start = clock.now() + days * DAYS
    await change_event(door, start_time=start, end_time=start + timedelta(hours=8))


async def page_of(log_in_as: LogIn, path: str = PAGE) -> str:
    client, _ = await log_in_as("olga")
    answer = await client.get(path)
    assert answer.status_code == 200
    text: str = await answer.get_data(as_text=True)
    return text


def main_button(page: str) -> str:
    """Where the first main button leads."""
    tag = re.search(r'<a class="button main[^"]*"[^>]*>', page)
    href = re.search(r'href="([^"]+)"', tag[0]) if tag else None
    return href[1] if href else ""


@pytest.mark.parametrize(
    ("days", "face", "leads_to", "socket"),
    [
        (3, "Before the day", "/staff/1/dashboard", "/live/checklist/1"),
        (0, "On the day", "/staff/1/dashboard", "/live/dashboard/1"),
        (-3, "After the day", f"{PAGE}/attendees/excel/download", "/live/office/1"),
    ],
)
async def test_the_time_chooses_the_face_and_its_main_button(
    door: Door, log_in_as: LogIn, days: int, face: str, leads_to: str, socket: str
):
    await move(door, days)
    page = await page_of(log_in_as)
    assert f'aria-current="page">{face}</a>' in page
    assert main_button(page) == leads_to
    assert f'hx-ws:connect="{socket}?lang=en"' in page


@pytest.mark.parametrize("days", [3, 0, -3])
@pytest.mark.parametrize("face", FACES)
async def test_every_face_can_be_asked_for_at_every_time(door: Door, log_in_as: LogIn, days: int, face: str):
    await move(door, days)
    page = await page_of(log_in_as, f"{PAGE}?show={face}")
    here = re.search(r'show=(\w+)" aria-current="page"', page)
    assert here is not None
    assert here[1] == face
    assert all(f'href="{PAGE}?show={one}"' in page for one in FACES)


@pytest.mark.parametrize("face", FACES)
async def test_the_link_its_code_and_the_poster_are_on_every_face(log_in_as: LogIn, face: str):
    page = await page_of(log_in_as, f"{PAGE}?show={face}")
    assert f'data-copy="{REGISTRATION}"' in page
    assert 'role="img" aria-label="QR code of the registration"' in page
    assert f'href="{POSTER}"' in page


async def test_an_event_without_people_asks_for_them_first(door: Door, log_in_as: LogIn):
    start = clock.now() + 7 * DAYS
    event_id = await insert_event(door.database, 1, start_time=start, end_time=start + timedelta(hours=8))
    page = await page_of(log_in_as, f"/organizer/event/{event_id}")
    assert main_button(page) == f"/organizer/event/{event_id}/attendees/import"
    assert page.count('aria-current="step"') == 1
    assert "2 of 5 done" in page


async def test_whoever_makes_an_event_comes_to_its_checklist(log_in_as: LogIn):
    client, token = await log_in_as("olga")
    start = clock.now() + 7 * DAYS
    times = {"start": f"{start:%Y-%m-%dT%H:%M}", "end": f"{start + DAYS:%Y-%m-%dT%H:%M}"}
    form = times | {"name": "Autumn meeting", "zone": "Europe/Amsterdam", "gates": "North"}
    answer = await client.post("/organizer/event/create", form=form, headers=token)
    assert answer.status_code == 303
    page = await (await client.get(answer.headers["Location"])).get_data(as_text=True)
    assert "What is to be done" in page
    assert "One entrance: North" in page


async def test_a_closed_form_and_a_word_of_entry_are_said(door: Door, log_in_as: LogIn):
    await change_event(door, entry_word="lighthouse")
    assert "They need the word that stands on the invitation." in await page_of(log_in_as)
    poster = await page_of(log_in_as, POSTER)
    assert "You need the word that stands on your invitation." in poster
    assert "lighthouse" not in poster
    await change_event(door, is_open=False)
    for path in (PAGE, POSTER):
        assert "The registration form is closed." in await page_of(log_in_as, path)


async def test_a_public_programme_has_its_address_beside_it(door: Door, log_in_as: LogIn):
    address = "http://localhost:8000/event/EVENT1/programme"
    assert address not in await page_of(log_in_as)
    await change_event(door, has_public_programme=True)
    assert address in await page_of(log_in_as)


async def test_the_poster_has_all_that_a_stranger_needs(door: Door, log_in_as: LogIn):
    await change_event(door, location="Jaarbeurs & Co, Utrecht")
    page = await page_of(log_in_as, POSTER)
    main = page[page.index("<main") : page.index("</main>")]
    assert "Event 1</h1>" in main
    assert "Jaarbeurs &amp; Co, Utrecht" in main
    assert f">{REGISTRATION}</b>" in main
    assert main.count("<svg") == 1
    assert "Scan to register" in main
    assert "<a " not in main


async def test_the_poster_speaks_the_language_that_is_asked_for(door: Door, log_in_as: LogIn):
    names = '{"nl": "Evenement 1"}'
    await change_event(door, name_texts=names)
    page = await page_of(log_in_as, f"{POSTER}?lang=nl")
    assert '<html lang="nl">' in page
    assert "Scan om je aan te melden" in page
    assert "Evenement 1</h1>" in page
    assert '<html lang="en">' in await page_of(log_in_as, POSTER)


@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("Fair", ""),
        ("Frühjahrstagung der Gesellschaft für Mobilität", ' class="is-long"'),
        ("会" * 200, ' class="is-longest"'),
        ("مؤتمر المدن الذكية", ""),
        ("<script>alert(1)</script>", ""),
    ],
)
async def test_a_name_of_any_length_and_script_fits_the_poster(
    door: Door, log_in_as: LogIn, name: str, size: str
):
    await change_event(door, name=name)
    page = await page_of(log_in_as, POSTER)
    assert f"<h1{size}>{name.replace('<', '&lt;').replace('>', '&gt;')}</h1>" in page


PATHS = (*(f"{PAGE}?show={face}" for face in FACES), POSTER, "/live/checklist/1/regions")


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(("name", "status"), [("otto", 404), ("marta", 403), ("guest1", 403)])
async def test_nobody_but_its_organizer_sees_any_of_it(log_in_as: LogIn, path: str, name: str, status: int):
    client, _ = await log_in_as(name)
    assert (await client.get(path)).status_code == status


@pytest.mark.parametrize("path", PATHS)
async def test_a_guest_is_led_to_the_login(app: Quart, path: str):
    answer = await app.test_client().get(path)
    assert answer.headers["Location"].startswith("/login?next=")


async def test_the_form_is_seen_as_who_has_the_link_sees_it(door: Door, log_in_as: LogIn):
    await change_event(door, link_token="secret-of-the-link")
    page = await page_of(log_in_as)
    assert 'href="/register/attendee/EVENT1?link=secret-of-the-link"' in page
