"""The organizer's page of one session's people: who is shown, seats given and taken by hand, refusals."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from quart import Quart
from sqlalchemy import update

from netevent.core import clock
from netevent.core.database.tables import breakout_session_rsvps as rsvps
from tests.breakouts.seats import ELSEWHERE, STRANGER, Room, make_room
from tests.conftest import LogIn
from tests.door import Door
from tests.factories import insert_attendee

ANNA, BEN, CARL = 1, 2, 3
ORIGIN = {"Origin": "http://localhost"}
FROM_PAGE = {"HX-Request": "true"}


@pytest.fixture
async def room(door: Door) -> Room:
    """One seat for a tap, one held back; Anna has the one, Ben and Carl wait."""
    room = await make_room(door, 2, held=1, room="Crane room")
    for person in (ANNA, BEN, CARL):
        await room.register(person)
    return room


def address(room: Room, *more: object) -> str:
    base = f"/organizer/event/1/breakout-sessions/{room.session_id}/people"
    return "/".join([base, *map(str, more)])


async def text(answer: Any) -> str:
    return str(await answer.get_data(as_text=True))


def order_of(page: str, *ids: str) -> bool:
    places = [page.index(f'id="{one}"') for one in ids]
    return places == sorted(places)


async def test_the_page_says_who_has_a_seat_and_who_waits_in_their_order(room: Room, log_in_as: LogIn):
    await room.cancel(BEN)
    await room.register(BEN)
    client, _ = await log_in_as("olga")
    page = await text(await client.get(address(room)))
    assert "1 person has a seat" in page
    assert "2 people are waiting" in page
    assert order_of(page, "seat-1", "waits-3", "waits-2")
    for said in ("Seats held back", "Capacity", "Seats left", "In the room"):
        assert said in page


async def test_who_is_in_the_room_is_said(room: Room, log_in_as: LogIn):
    entered = update(rsvps).where(rsvps.c.attendee_id == ANNA).values(entered_at=clock.now())
    await room.door.database.transact(lambda tx: tx.execute(entered))
    client, _ = await log_in_as("olga")
    assert (await text(await client.get(address(room)))).count("in the room since") == 1


async def test_somebody_who_waits_is_put_in_on_a_seat_that_was_held_back(room: Room, log_in_as: LogIn):
    client, token = await log_in_as("olga")
    answer = await client.post(address(room, CARL, "put-in"), headers=token)
    assert (answer.status_code, answer.headers["Location"]) == (303, address(room))
    rows = await room.check()
    assert (rows.registered, rows.line) == ({ANNA, CARL}, (BEN,))


async def test_without_a_seat_left_it_is_said_what_to_do(room: Room, log_in_as: LogIn):
    client, token = await log_in_as("olga")
    await client.post(address(room, CARL, "put-in"), headers=token)
    answer = await client.post(address(room, BEN, "put-in"), headers=token)
    assert answer.status_code == 422
    assert "No seat is left. Raise the capacity first" in await text(answer)
    assert (await room.check()).registered == {ANNA, CARL}


async def test_a_button_of_the_page_gets_the_people_as_they_are_now(room: Room, log_in_as: LogIn):
    client, token = await log_in_as("olga")
    form = {"q": "guest 3"}
    answer = await client.post(address(room, CARL, "put-in"), form=form, headers=token | FROM_PAGE)
    pieces = await text(answer)
    assert "has a seat." in pieces
    assert "2 people have a seat" in pieces
    assert "<html" not in pieces
    refused = await client.post(address(room, BEN, "put-in"), form=form, headers=token | FROM_PAGE)
    assert refused.status_code == 422
    assert "No seat is left." in await text(refused)


async def test_who_will_not_come_is_not_put_in_and_has_no_button(room: Room, log_in_as: LogIn):
    other = await insert_attendee(room.door.database, 1, first_name="Zoë", attendance_status="not_attending")
    client, token = await log_in_as("olga")
    page = await text(await client.get(address(room), query_string={"q": "zoe"}))
    assert "not attending" in page
    assert address(room, other, "put-in") not in page
    answer = await client.post(address(room, other, "put-in"), headers=token)
    assert answer.status_code == 422
    assert "This person is not attending the event." in await text(answer)


async def test_people_of_the_event_are_found_by_name_and_what_they_have_is_said(room: Room, log_in_as: LogIn):
    other = await insert_attendee(room.door.database, 1, first_name="Zoë", last_name="Zander")
    client, _ = await log_in_as("olga")
    page = await text(await client.get(address(room), query_string={"q": "zoe zan"}, headers=FROM_PAGE))
    assert address(room, other, "put-in") in page
    assert "<html" not in page
    page = await text(await client.get(address(room), query_string={"q": "nobody at all"}))
    assert "No people found for" in page


async def test_more_people_than_fit_are_said_to_be_there(room: Room, log_in_as: LogIn):
    client, _ = await log_in_as("olga")
    page = await text(await client.get(address(room), query_string={"q": "guest"}))
    assert "There are more. Type more letters" in page


async def test_to_take_a_seat_away_asks_first_and_the_first_in_line_gets_it(room: Room, log_in_as: LogIn):
    client, token = await log_in_as("olga")
    asking = await text(await client.get(address(room, ANNA, "take-out")))
    assert "loses the seat in Locks and queues." in asking
    assert "The first on the waiting list gets it." in asking
    assert (await room.check()).registered == {ANNA}
    answer = await client.post(address(room, ANNA, "take-out"), headers=token)
    assert answer.headers["Location"] == address(room)
    rows = await room.check()
    assert (rows.registered, rows.line) == ({BEN}, (CARL,))


async def test_a_seat_that_was_held_back_goes_to_nobody_who_waits(room: Room, log_in_as: LogIn):
    client, token = await log_in_as("olga")
    await room.put_in(CARL)
    assert "The first on the waiting list gets it." not in await text(
        await client.get(address(room, CARL, "take-out"))
    )
    await client.post(address(room, CARL, "take-out"), headers=token)
    rows = await room.check()
    assert (rows.registered, rows.line) == ({ANNA}, (BEN,))


async def test_who_waits_is_taken_out_at_once_and_once_only(room: Room, log_in_as: LogIn):
    client, token = await log_in_as("olga")
    for _ in range(2):
        assert (await client.post(address(room, BEN, "take-out"), headers=token)).status_code == 303
    assert (await room.check()).line == (CARL,)
    answer = await client.get(address(room, BEN, "take-out"))
    assert answer.headers["Location"] == address(room)


async def test_whom_one_looks_for_is_still_there_after_the_button(room: Room, log_in_as: LogIn):
    client, token = await log_in_as("olga")
    answer = await client.post(address(room, CARL, "put-in"), form={"shown": "guest 3"}, headers=token)
    assert answer.headers["Location"].endswith("/people?q=guest+3")


async def test_a_session_that_is_over_takes_nobody(room: Room, log_in_as: LogIn):
    session = await room.session()
    await room.change(start=session.start.replace(year=2020), end=session.end.replace(year=2020))
    client, token = await log_in_as("olga")
    answer = await client.post(address(room, CARL, "put-in"), headers=token)
    assert answer.status_code == 422
    assert "This session is over." in await text(answer)


async def test_three_hundred_people_are_on_one_page(door: Door, log_in_as: LogIn):
    room = await make_room(door, None)
    for number in range(300):
        person = await insert_attendee(door.database, 1, first_name=f"Guest {number}", last_name="Many")
        await room.register(person)
    client, _ = await log_in_as("olga")
    page = await text(await client.get(address(room)))
    assert "300 people have a seat" in page
    assert page.count('id="seat-') == 300
    assert "no limit" in page


@pytest.mark.parametrize(("name", "status"), [("otto", 404), ("marta", 403), ("guest1", 403)])
@pytest.mark.parametrize("more", [(), (ANNA, "take-out"), (BEN, "put-in")])
async def test_nobody_else_sees_or_changes_it(
    room: Room, log_in_as: LogIn, name: str, status: int, more: tuple[object, ...]
):
    client, token = await log_in_as(name)
    if "put-in" not in more:
        assert (await client.get(address(room, *more))).status_code == status
    if more:
        assert (await client.post(address(room, *more), headers=token)).status_code == status
    assert (await room.check()).registered == {ANNA}


async def test_a_guest_is_sent_to_the_login(app: Quart, room: Room):
    client = app.test_client()
    assert (await client.get(address(room))).headers["Location"].startswith("/login")
    told = await client.get(address(room), headers={"Accept": "application/json"})
    assert told.status_code == 401


@pytest.mark.parametrize("verb", ["put-in", "take-out"])
async def test_another_events_session_and_attendee_are_not_there(room: Room, log_in_as: LogIn, verb: str):
    client, token = await log_in_as("olga")
    assert (await client.post(address(room, STRANGER, verb), headers=token)).status_code == 404
    assert (await client.post(address(room, 9999, verb), headers=token)).status_code == 404
    assert (await client.get(address(room, STRANGER, "take-out"))).status_code == 404
    client, token = await log_in_as("otto")
    theirs = address(room).replace("/event/1/", f"/event/{ELSEWHERE}/")
    assert (await client.get(theirs)).status_code == 404
    assert (await client.post(f"{theirs}/{STRANGER}/{verb}", headers=token)).status_code == 404
    assert (await room.check()).registered == {ANNA}


async def heard(socket: Any, *until: str) -> str:
    """Up to where it has said all of this, in whatever order."""
    found = ""
    async with asyncio.timeout(60):
        while not all(one in found for one in until):
            found += str(await socket.receive())
    return found


async def test_the_pages_of_the_session_and_of_the_attendee_hear_of_it(room: Room, log_in_as: LogIn):
    client, token = await log_in_as("olga")
    guest, _ = await log_in_as("guest3")
    async with (
        client.websocket("/live/session-people/1?lang=en", headers=ORIGIN) as office,
        guest.websocket("/live/programme?lang=en", headers=ORIGIN) as phone,
    ):
        await heard(office, "live-status")
        await heard(phone, "own-seats")
        await client.post(address(room, CARL, "put-in"), headers=token)
        pushed = await heard(office, f"session-{room.session_id}-sums", f"session-{room.session_id}-fresh")
        assert 'id="seat-' not in pushed, "the list is fetched, not pushed"
        assert "seat kept" in await heard(phone, "seat kept")


async def test_another_events_page_hears_of_its_own_session_alone(room: Room, log_in_as: LogIn):
    """Whatever was on its way to it is there before what happens in its own event afterwards."""
    client, token = await log_in_as("olga")
    other, theirs = await log_in_as("otto")
    start = clock.now() + timedelta(hours=1)
    form = {
        "name": "Elsewhere",
        "start": f"{start:%Y-%m-%dT%H:%M}",
        "end": f"{start + timedelta(minutes=45):%Y-%m-%dT%H:%M}",
    }
    elsewhere = f"/organizer/event/{ELSEWHERE}/breakout-sessions"
    await other.post(f"{elsewhere}/new", form=form, headers=theirs)
    session_id = room.session_id + 1
    async with (
        client.websocket("/live/session-people/1?lang=en", headers=ORIGIN) as own,
        other.websocket(f"/live/session-people/{ELSEWHERE}?lang=en", headers=ORIGIN) as page,
    ):
        await heard(own, "live-status")
        await client.post(address(room, CARL, "put-in"), headers=token)
        await heard(own, f"session-{room.session_id}-sums")
        await other.post(f"{elsewhere}/{session_id}/people/{STRANGER}/put-in", headers=theirs)
        assert f"session-{room.session_id}-" not in await heard(page, f"session-{session_id}-sums")
