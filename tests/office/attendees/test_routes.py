"""The pages of one attendee: what the organizer sees, types and is refused."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import pytest
from quart.testing.connections import WebsocketDisconnectError
from quart.typing import TestClientProtocol as Client

from netevent.core.site import Application
from netevent.live.hub import LOGGED_OUT
from tests.attendees.listing.test_screens import until
from tests.conftest import LogIn
from tests.door import BADGES, Door, badge
from tests.privacy.traces import ANNA, live, row_of
from tests.registration.attendance.test_service import change_event, seats

LIST = "/organizer/event/1/attendees"
PAGE, NEW = f"{LIST}/1", f"{LIST}/new"
ADA = {"first_name": "Ada", "last_name": "Lovelace", "email": "ada@example.org", "type_id": "1"}
ORIGIN = {"Origin": "http://localhost"}


async def text_of(answer: Any) -> str:
    return str(await answer.get_data(as_text=True))


async def form_of(client: Client, page: str = PAGE) -> dict[str, str]:
    """What a browser would send back unchanged."""
    text = await text_of(await client.get(page))
    found = {
        name: re.search(rf'<input[^>]*name="{name}"[^>]*value="([^"]*)"', text)
        for name in ("first_name", "last_name", "email", "organisation", "role", "phone", "linkedin", "seen")
    }
    form = {name: match[1].replace("&amp;", "&") for name, match in found.items() if match}
    is_attending = re.search(r'<input[^>]* checked [^>]*name="is_attending"', text)
    return form | {"type_id": "0"} | ({"is_attending": "y"} if is_attending else {})


async def test_page_shows_what_the_organizer_knows(door: Door, log_in_as: LogIn):
    await live(door)
    await door.scan(badge(1))
    await door.change_attendee(2, unconfirmed_since=(await row_of(door)).created_at)
    olga, _ = await log_in_as("olga")
    text = await text_of(await olga.get(PAGE))
    for words in ("Guest1 Żółć", "guest1@example.com", "Café &amp; Co", badge(1), "VIP", "Main · Marta Door"):
        assert words in text
    for words in ("Open data", "Locks", "on the waiting list"):
        assert words in text
    assert "Queues" not in text, "a seat that was given up"
    assert "met at the bar" not in text
    assert "address not confirmed" in await text_of(await olga.get(f"{LIST}/2"))


async def test_list_leads_to_each_attendee_and_to_adding(door: Door, log_in_as: LogIn):
    await door.change_attendee(3, attendee_code=None)
    olga, _ = await log_in_as("olga")
    text = await text_of(await olga.get(LIST))
    assert f'href="{PAGE}"' in text
    assert f'href="{NEW}"' in text
    assert f'href="{LIST}/3"' not in text, "who deleted the account is nobody"


async def test_a_misspelt_name_is_corrected(door: Door, log_in_as: LogIn):
    olga, token = await log_in_as("olga")
    form = await form_of(olga) | {"first_name": "  Ann\u200b ", "door_note": "VIP: call Anna", "type_id": "1"}
    answer = await olga.post(PAGE, form=form, headers=token)
    assert (answer.status_code, answer.headers["Location"]) == (303, PAGE)
    row = await row_of(door)
    assert (row.first_name, row.last_name, row.door_note) == ("Ann", "Żółć", "VIP: call Anna")
    assert (row.organisation, row.attendance_status) == ("Café & Co", "attending")
    text = await text_of(await olga.get(PAGE))
    assert "The changes have been saved." in text
    assert "VIP: call Anna</textarea>" in text
    assert "The changes have been saved." not in await text_of(await olga.get(PAGE))


async def test_adding_leads_to_the_page_with_the_badges_code(door: Door, log_in_as: LogIn):
    olga, token = await log_in_as("olga")
    answer = await olga.post(NEW, form=ADA, headers=token)
    assert answer.status_code == 303
    row = await row_of(door, int(answer.headers["Location"].rsplit("/", 1)[1]))
    assert (row.email, row.attendance_status) == ("ada@example.org", "attending")
    said = f"Ada Lovelace has been added. The code of the badge is {row.attendee_code}."
    assert said in await text_of(await olga.get(answer.headers["Location"]))


async def test_a_full_event_takes_nobody_and_what_was_typed_stays(door: Door, log_in_as: LogIn):
    await change_event(door, max_attendees=BADGES)
    olga, token = await log_in_as("olga")
    answer = await olga.post(NEW, form=ADA, headers=token)
    text = await text_of(answer)
    assert answer.status_code == 422
    assert "The event is full." in text
    assert 'value="ada@example.org"' in text
    assert await seats(door.database) == BADGES


FAULTS = [
    ("email", ""),
    ("email", "ada"),
    ("email", "guest2@example.com"),
    ("first_name", ""),
    ("first_name", "\u200b\u202e"),
    ("first_name", "x" * 101),
    ("last_name", "see example.com"),
    ("organisation", "x" * 300),
    ("door_note", "x" * 201),
    ("phone", "call me"),
    ("linkedin", "javascript:alert(1)"),
    ("type_id", "2"),
    ("type_id", "x"),
]


@pytest.mark.parametrize("page", [PAGE, NEW])
async def test_what_does_not_fit_is_said_at_its_field(door: Door, log_in_as: LogIn, page: str):
    before = await row_of(door)
    olga, token = await log_in_as("olga")
    form = await form_of(olga) if page == PAGE else ADA
    for field, typed in FAULTS:
        answer = await olga.post(page, form=form | {field: typed}, headers=token)
        assert answer.status_code == 422, (field, typed)
        assert f'id="{field}-error"' in await text_of(answer), (field, typed)
    assert await row_of(door) == before
    assert await seats(door.database) == BADGES


@pytest.mark.attack("texts of an attendee, typed by an organizer", "shown as text, everywhere")
async def test_hostile_texts_are_shown_as_text(door: Door, log_in_as: LogIn):
    olga, token = await log_in_as("olga")
    hostile = {
        "first_name": "<script>alert(1)</script>",
        "role": '=HYPERLINK("x")',
        "door_note": "<b>now</b>",
    }
    answer = await olga.post(PAGE, form=await form_of(olga) | hostile, headers=token)
    assert answer.status_code == 303
    marta, staff_token = await log_in_as("marta")
    scan = {"code": badge(1), "scan_id": "5f7e1d58-0000-4000-8000-000000000001"}
    pages = [await text_of(await olga.get(page)) for page in (PAGE, LIST, f"{PAGE}/remove")]
    pages.append(await text_of(await marta.get("/staff/1/attendees/search?q=script")))
    pages.append(await text_of(await marta.post("/staff/1/checkin", form=scan, headers=staff_token)))
    for text in pages:
        assert "&lt;script&gt;alert(1)" in text
        assert "<script>alert(1)" not in text
        assert "<b>now" not in text


async def test_desk_reads_the_note_after_a_scan_and_in_its_search(door: Door, log_in_as: LogIn):
    await door.change_attendee(1, door_note="VIP: call Anna")
    marta, token = await log_in_as("marta")
    assert "VIP: call Anna" in await text_of(await marta.get("/staff/1/attendees/search?q=guest1"))
    scan = {"code": badge(1), "scan_id": "5f7e1d58-0000-4000-8000-000000000001"}
    for _ in range(2):  # sent again, it gets the same answer
        assert "VIP: call Anna" in await text_of(
            await marta.post("/staff/1/checkin", form=scan, headers=token)
        )
    told = await marta.post("/staff/1/checkin", form=scan, headers=token | {"Accept": "application/json"})
    assert (await told.get_json())["door_note"] == "VIP: call Anna"


async def test_attendee_reads_the_note_among_the_own_data(door: Door, log_in_as: LogIn):
    await door.change_attendee(1, door_note="VIP: call Anna")
    anna, _ = await log_in_as("guest1")
    for page in ("/attendee/privacy/data", "/attendee/privacy/data.json"):
        assert "VIP: call Anna" in await text_of(await anna.get(page))


async def test_the_second_of_two_editors_is_told_and_keeps_what_was_typed(door: Door, log_in_as: LogIn):
    olga, token = await log_in_as("olga")
    opened = await form_of(olga)
    assert (await olga.post(PAGE, form=opened | {"role": "Editor"}, headers=token)).status_code == 303
    answer = await olga.post(PAGE, form=opened | {"role": "Author"}, headers=token)
    text = await text_of(answer)
    assert answer.status_code == 422
    assert "Someone else changed this attendee in the meantime." in text
    assert "now: Editor" in text
    assert 'value="Author"' in text
    assert (await row_of(door)).role == "Editor"
    seen = re.search(r'name="seen"[^>]*value="([^"]+)"', text)
    assert seen
    again = opened | {"role": "Author", "seen": seen[1]}
    assert (await olga.post(PAGE, form=again, headers=token)).status_code == 303
    assert (await row_of(door)).role == "Author"


async def test_removing_asks_first_then_logs_out_and_closes_the_pages(
    app: Application, door: Door, log_in_as: LogIn
):
    await live(door)
    olga, token = await log_in_as("olga")
    anna, _ = await log_in_as("guest1")
    asked = await text_of(await olga.get(f"{PAGE}/remove"))
    assert "Remove Guest1 Żółć?" in asked
    assert await row_of(door) is not None
    async with anna.websocket("/live/badge?lang=en", headers=ORIGIN) as phone:
        await until(phone, "attendee-1-presence")
        answer = await olga.post(f"{PAGE}/remove", headers=token)
        assert (answer.status_code, answer.headers["Location"]) == (303, LIST)
        with pytest.raises(WebsocketDisconnectError) as closed:
            await until(phone, "never")
    assert closed.value.args[0] == LOGGED_OUT
    assert await row_of(door, ANNA) is None
    assert (await anna.get("/attendee/profile", headers={"Accept": "application/json"})).status_code == 401
    assert (await olga.get(PAGE)).status_code == 404


async def test_own_events_list_and_the_own_phone_hear_of_it_and_nobody_else(log_in_as: LogIn):
    olga, token = await log_in_as("olga")
    anna, _ = await log_in_as("guest1")
    ben, _ = await log_in_as("guest2")
    form = await form_of(olga)
    form.pop("is_attending")
    async with (
        olga.websocket("/live/attendees/1?lang=en", headers=ORIGIN) as mine,
        anna.websocket("/live/badge?lang=en", headers=ORIGIN) as phone,
        ben.websocket("/live/badge?lang=en", headers=ORIGIN) as other_phone,
    ):
        await until(mine, 'id="live-status"')
        await until(phone, "attendee-1-presence")
        await until(other_phone, "attendee-2-presence")
        assert (await olga.post(PAGE, form=form, headers=token)).status_code == 303
        await until(mine, 'id="attendees-fresh"', "1 not attending")
        await until(phone, "attendee-1-presence")
        assert (await olga.post(f"{LIST}/2/remove", headers=token)).status_code == 303
        with pytest.raises(WebsocketDisconnectError):
            assert "attendee-1" not in await until(other_phone, "never")


@pytest.mark.parametrize("rest", ["/1", "/1/remove", "/new"])
@pytest.mark.parametrize(("name", "status"), [("otto", 404), ("marta", 403), ("guest1", 403)])
async def test_nobody_else_works_on_them(door: Door, log_in_as: LogIn, name: str, status: int, rest: str):
    other, token = await log_in_as(name)
    before = await row_of(door)
    assert (await other.get(f"{LIST}{rest}")).status_code == status
    assert (await other.post(f"{LIST}{rest}", form=ADA, headers=token)).status_code == status
    assert await row_of(door) == before
    assert await seats(door.database) == BADGES


@pytest.mark.parametrize("rest", ["/13", "/13/remove", "/999"])
async def test_another_events_attendee_is_not_there(door: Door, log_in_as: LogIn, rest: str):
    olga, token = await log_in_as("olga")
    assert (await olga.get(f"{LIST}{rest}")).status_code == 404
    assert (await olga.post(f"{LIST}{rest}", form=ADA, headers=token)).status_code == 404
    assert await row_of(door, 13) is not None


async def test_a_guest_is_asked_to_log_in(client: Client):
    for page in (PAGE, NEW, f"{PAGE}/remove"):
        assert (await client.get(page)).status_code in (302, 303)
        assert (await client.get(page, headers={"Accept": "application/json"})).status_code == 401


async def test_desk_of_a_room_is_not_told_what_is_for_the_entrance(door: Door, log_in_as: LogIn):
    await live(door)
    await door.change_attendee(1, door_note="VIP: call Anna")
    for name in ("marta", "olga"):
        client, token = await log_in_as(name)
        scan = {"code": badge(1), "scan_id": str(uuid4())}
        found = await text_of(await client.get("/rooms/1/search?q=guest1"))
        answer = await text_of(await client.post("/rooms/1/checkin", form=scan, headers=token))
        for text in (found, answer):
            assert "Guest1" in text
            assert "VIP: call" not in text


async def test_the_page_tells_of_the_last_print_of_the_badge(door: Door, log_in_as: LogIn):
    client, token = await log_in_as("olga")
    assert "not printed yet" in await text_of(await client.get(PAGE))
    await client.get(
        "/organizer/event/1/badges/rectangular/download?people=1", headers={"Accept": "application/pdf"}
    )
    printed = await text_of(await client.get(PAGE))
    assert ("printed today" in printed, "changed since" in printed) == (True, False)
    await client.post(PAGE, form=await form_of(client) | {"organisation": "Elsewhere"}, headers=token)
    assert "changed since" in await text_of(await client.get(PAGE))
