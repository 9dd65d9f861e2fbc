"""The organizer's list of attendees: what it shows, how it is filtered, and who may see it."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from netevent.core import clock
from netevent.core.database.tables import events
from tests import factories
from tests.door import Door, badge

LIST = "/organizer/event/1/attendees"
HTMX = {"HX-Request": "true"}


async def text_of(client, path: str, **headers: str) -> str:
    answer = await client.get(path, headers=headers)
    assert answer.status_code == 200
    text: str = await answer.get_data(as_text=True)
    return text


async def test_list_shows_everybody_of_the_event_and_nobody_else(log_in_as):
    client, _ = await log_in_as("olga")
    page = await text_of(client, LIST)
    assert page.count("-row") == 12
    assert "Guest12 Żółć" in page
    assert "Guest13" not in page
    assert "12 in total · 0 checked in · 0 not attending" in page


async def test_states_are_shown_and_only_the_right_ones_have_a_button(door: Door, log_in_as):
    await door.scan(badge(1))
    await door.change_attendee(2, attendance_status="not_attending")
    await door.change_attendee(3, payment_status="pending")
    client, _ = await log_in_as("olga")
    page = await text_of(client, LIST)
    assert page.count('pill yes">in ') == 1
    assert page.count("not attending</span>") == 1
    assert page.count("unpaid</span>") == 1
    assert page.count("expected</span>") == 9
    assert page.count('hx-post="/organizer/event/1/checkin/1/undo"') == 1
    assert 'checkin/2"' not in page
    assert 'checkin/3"' not in page
    assert page.count('formaction="/organizer/event/1/checkin/') == 10


@pytest.mark.parametrize(("days", "buttons"), [(20, 0), (2, 0), (0.9, 12), (-0.1, 12)])
async def test_nobody_is_checked_in_from_the_list_days_before(
    door: Door, log_in_as, days: float, buttons: int
):
    start = clock.now() + timedelta(days=days)
    moved = (
        update(events).where(events.c.id == 1).values(start_time=start, end_time=start + timedelta(hours=9))
    )
    await door.database.transact(lambda tx: tx.execute(moved))
    client, _ = await log_in_as("olga")
    page = await text_of(client, LIST)
    assert page.count('formaction="/organizer/event/1/checkin/') == buttons


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=GUEST7", {7}),
        ("q=zolc+guest1", {1, 10, 11, 12}),
        ("q=guest2%40example.com", {2}),
        ("type=1", {1, 2, 3}),
        ("type=1&q=guest3", {3}),
        ("state=in", {1}),
        ("state=not_attending", {2}),
        ("state=unpaid", {3}),
        ("state=expected&type=1", {3}),
        ("q=%25", set()),
        ("q=nobody", set()),
        ("type=x&state=x&page=x", set(range(1, 13))),
        ("page=99999999999999", set(range(1, 13))),
        ("page=999", set(range(1, 13))),
    ],
)
async def test_filter_finds(door: Door, log_in_as, query: str, found: set[int]):
    await door.scan(badge(1))
    await door.change_attendee(2, attendance_status="not_attending")
    await door.change_attendee(3, payment_status="pending")
    client, _ = await log_in_as("olga")
    page = await text_of(client, f"{LIST}?{query}")
    assert {n for n in range(1, 14) if f'id="attendee-{n}-row"' in page} == found


async def test_fifty_stand_on_a_page_and_the_filter_goes_along(door: Door, log_in_as):
    for number in range(60):
        await factories.insert_attendee(door.database, 1, first_name="Zoe", last_name=f"Z{number:02}")
    client, _ = await log_in_as("olga")
    first = await text_of(client, f"{LIST}?q=zoe")
    assert "1 to 50 of 60" in first
    assert 'href="/organizer/event/1/attendees?q=zoe&amp;page=2"' in first
    second = await text_of(client, f"{LIST}?q=zoe&page=2")
    assert "51 to 60 of 60" in second
    assert "Zoe Z59" in second
    assert 'aria-disabled="true"' in second


async def test_htmx_gets_the_list_alone(log_in_as):
    client, _ = await log_in_as("olga")
    part = await text_of(client, f"{LIST}?q=guest7", **HTMX)
    assert "<html" not in part
    assert 'id="attendee-list"' in part
    assert 'id="attendee-7-row"' in part


async def test_empty_event_and_empty_search_say_what_to_do(door: Door, log_in_as):
    empty = await factories.insert_event(door.database, 1)
    client, _ = await log_in_as("olga")
    assert "No attendees yet" in await text_of(client, f"/organizer/event/{empty}/attendees")
    assert "No people found" in await text_of(client, f"{LIST}?q=nobody")


async def test_names_of_a_list_are_text_and_never_markup(door: Door, log_in_as):
    hostile = "<img src=x onerror=alert(1)>\"'{{7*7}}"
    await door.change_attendee(1, first_name=hostile, organisation="</td></tr><script>", role="=1+1")
    client, _ = await log_in_as("olga")
    page = await text_of(client, LIST)
    assert "<img" not in page
    assert "&lt;img src=x onerror=alert(1)&gt;&#34;&#39;{{7*7}}" in page
    assert "&lt;script&gt;" in page


async def test_check_in_and_undo_work_without_script(door: Door, log_in_as):
    client, token = await log_in_as("olga")
    form = {"csrf_token": token["X-CSRF-Token"], "scan_id": "00000000-0000-4000-8000-000000000001"}
    answer = await client.post("/organizer/event/1/checkin/5", form=form)
    assert answer.status_code == 200
    assert "<html" in await answer.get_data(as_text=True)
    assert await door.inside() == 1
    await client.post(
        "/organizer/event/1/checkin/5/undo", form=form | {"scan_id": "00000000-0000-4000-8000-000000000002"}
    )
    assert await door.inside() == 0


@pytest.mark.parametrize("path", [LIST, "/live/attendees/1/regions", f"{LIST}/import", f"{LIST}/import/1"])
async def test_only_the_events_organizer_sees_it(client, log_in_as, path: str):
    guest = await client.get(path)
    assert (guest.status_code, guest.headers["Location"].split("?")[0]) == (302, "/login")
    for name, status in (("guest1", 403), ("marta", 403), ("otto", 404)):
        browser, _ = await log_in_as(name)
        assert (await browser.get(path)).status_code == status
