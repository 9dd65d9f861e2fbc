"""The desk of a session's room, as it calls: two seats, of guests 1 and 2; guest 3 waits."""

from __future__ import annotations

import re
from collections import Counter
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from quart.typing import TestClientProtocol as Client
from sqlalchemy import func, insert, select, update

from netevent.changes import RoomChanged
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.database.tables import breakout_session_organizers, events, room_scans
from netevent.rooms import service
from tests.breakouts.seats import EVENT, Room, make_room
from tests.conftest import LogIn
from tests.door import BADGES, Door, badge

JSON = {"Accept": "application/json"}
DESK = {"X-Requested-With": "desk"}


@pytest.fixture
async def room(door: Door) -> Room:
    room = await make_room(door, 2)
    for person in (1, 2, 3):
        await room.register(person)
    return room


def scan(code: str = badge(1), **changed: object) -> dict[str, object]:
    return {"scan_id": str(uuid4()), "code": code, "scanned_at": clock.now().isoformat() + "Z"} | changed


def at(room: Room, verb: str = "checkin") -> str:
    return f"/rooms/{room.session_id}/{verb}"


async def post(
    room: Room, client: Client, token: dict[str, str], what: dict[str, object], verb: str = "checkin"
) -> Any:
    return await client.post(at(room, verb), json=what, headers=token | JSON)


def assign(tx: Transaction, session_id: int) -> None:
    """Otto presents it."""
    tx.execute(insert(breakout_session_organizers).values(breakout_session_id=session_id, organizer_id=2))


async def outcome(answer: Any) -> tuple[int, str]:
    return answer.status_code, (await answer.get_json())["outcome"]


async def test_who_has_a_seat_is_let_in_once_and_can_be_undone(log_in_as: LogIn, room: Room):
    client, token = await log_in_as("marta")
    assert await outcome(await post(room, client, token, scan())) == (200, "checked_in")
    again = await (await post(room, client, token, scan())).get_json()
    assert (again["outcome"], again["by"]) == ("already_checked_in", "Marta Door")
    assert again["checked_in_at"].endswith("Z")
    undo = scan(code="", attendee_id=1)
    assert await outcome(await post(room, client, token, undo, "checkin/undo")) == (200, "undone")
    assert await outcome(await post(room, client, token, scan(code="", attendee_id=1), "checkin/undo")) == (
        409,
        "not_in",
    )
    assert (await room.check()).present == set()


async def test_the_same_scan_sent_again_is_answered_as_before_and_stands_once(log_in_as: LogIn, room: Room):
    client, token = await log_in_as("marta")
    sent = scan()
    for _ in range(3):
        assert await outcome(await post(room, client, token, sent)) == (200, "checked_in")
    counted = select(func.count()).select_from(room_scans)
    assert await room.door.database.read(lambda tx: tx.execute(counted).scalar()) == 1


async def test_a_scan_number_of_another_room_is_refused(log_in_as: LogIn, room: Room):
    other = await make_room(room.door, 2)
    client, token = await log_in_as("marta")
    sent = scan()
    await post(room, client, token, sent)
    answer = await client.post(f"/rooms/{other.session_id}/checkin", json=sent, headers=token | JSON)
    assert (answer.status_code, (await answer.get_json())["error"]["code"]) == (409, "scan_id_taken")
    assert (await other.check()).present == set()


@pytest.mark.parametrize(
    ("code", "values", "expected"),
    [
        (badge(3), {}, (409, "full")),
        (badge(4), {}, (409, "full")),
        ("ZZZZZZZZZZ", {}, (404, "unknown_code")),
        (badge(BADGES + 1), {}, (422, "wrong_event")),
        (badge(1), {"attendance_status": "not_attending"}, (409, "not_attending")),
        (badge(1), {"payment_status": "pending"}, (409, "unpaid")),
    ],
)
async def test_who_is_not_let_in_is_told_why(
    log_in_as: LogIn, room: Room, code: str, values: dict[str, str], expected: tuple[int, str]
):
    if values:
        await room.door.change_attendee(1, **values)
    client, token = await log_in_as("marta")
    assert await outcome(await post(room, client, token, scan(code))) == expected
    assert (await room.check()).present == set()


async def test_the_phone_says_from_when_seats_are_free(log_in_as: LogIn, room: Room):
    await room.keeps_seats(10)
    client, token = await log_in_as("marta")
    answer = await client.post(at(room), form=scan(badge(4)), headers=token | DESK)
    text = await answer.get_data(as_text=True)
    assert (answer.status_code, 'data-outcome="full"' in text) == (409, True)
    assert "Seats of those who have not come are free from" in text


async def test_who_had_no_seat_gets_a_free_one_and_the_phone_says_so(log_in_as: LogIn, door: Door):
    room = await make_room(door, 5)
    client, token = await log_in_as("marta")
    answer = await client.post(at(room), form=scan(badge(4)), headers=token | DESK)
    assert "Had no seat, and has one now." in await answer.get_data(as_text=True)


async def test_a_scan_that_waited_without_network_counts_from_when_it_was_made(log_in_as: LogIn, room: Room):
    client, token = await log_in_as("marta")
    then = clock.now().replace(microsecond=0) - timedelta(hours=1)
    answer = await post(room, client, token, scan(scanned_at=then.isoformat() + "Z"))
    assert (await answer.get_json())["checked_in_at"].startswith(then.isoformat())


async def test_names_are_found_with_what_they_have_in_the_session(log_in_as: LogIn, room: Room):
    await room.enter(1)
    client, token = await log_in_as("marta")
    answer = await client.get(at(room, "search?q=guest"), headers=token | DESK)
    text = await answer.get_data(as_text=True)
    assert text.count("data-person=") == BADGES
    assert (text.count("seat kept"), text.count("on the waiting list")) == (1, 1)
    assert text.count("Checked in at") == 1


async def test_without_javascript_forms_and_pages_do_the_same(log_in_as: LogIn, room: Room):
    client, token = await log_in_as("marta")
    page = await client.get(at(room, "search?q=guest1"))
    assert f'action="{at(room)}"' in await page.get_data(as_text=True)
    answer = await client.post(at(room), form={"attendee_id": "1"}, headers=token)
    text = await answer.get_data(as_text=True)
    assert f'action="{at(room, "checkin/undo")}"' in text
    assert "<html" in text


async def test_the_desk_shows_the_room_and_its_numbers(log_in_as: LogIn, room: Room):
    await room.enter(1)
    client, _ = await log_in_as("marta")
    text = await (await client.get(f"/rooms/{room.session_id}")).get_data(as_text=True)
    assert "Locks and queues" in text
    assert "<b>1</b> in the room" in text
    assert "<b>1</b> still to come" in text


PEOPLE = [("guest", 401), ("marta", 200), ("olga", 200), ("otto", 404), ("piet", 404), ("guest1", 403)]


@pytest.mark.parametrize(("name", "status"), PEOPLE)
async def test_a_rooms_desk_is_for_its_people(
    log_in_as: LogIn, client: Client, room: Room, name: str, status: int
):
    asking, token = (client, {}) if name == "guest" else await log_in_as(name)
    for address in (f"/rooms/{room.session_id}", at(room, "search?q=guest")):
        answer = await asking.get(address, headers=JSON | DESK)
        assert answer.status_code == status, address
    if name != "guest":
        for verb in ("checkin", "checkin/undo"):
            answer = await post(room, asking, token, scan(code="", attendee_id=4), verb)
            assert answer.status_code == (409 if status == 200 else status), verb
    assert (await room.check()).present == set()


async def test_a_presenter_works_at_the_own_room_and_at_no_other(log_in_as: LogIn, room: Room):
    other = await make_room(room.door, 2)

    await room.door.database.transact(assign, room.session_id)
    client, token = await log_in_as("otto")
    assert await outcome(await post(room, client, token, scan())) == (200, "checked_in")
    assert (await client.get(f"/rooms/{room.session_id}")).status_code == 200
    assert (await client.get(f"/rooms/{other.session_id}")).status_code == 404
    assert (await client.get("/staff/1/dashboard")).status_code == 404


async def test_nobody_of_another_event_comes_in_by_number(log_in_as: LogIn, room: Room):
    client, token = await log_in_as("marta")
    answer = await post(room, client, token, scan(code="", attendee_id=BADGES + 1))
    assert await outcome(answer) == (404, "unknown_code")


@pytest.mark.parametrize("sent", [{}, {"code": 0}, {"scan_id": "x", "code": badge(1)}, {"code": ["a"]}])
async def test_what_is_no_scan_is_refused(log_in_as: LogIn, room: Room, sent: dict[str, object]):
    client, token = await log_in_as("marta")
    assert (await post(room, client, token, sent)).status_code == 422


async def test_without_the_token_nothing_happens(log_in_as: LogIn, room: Room):
    client, _ = await log_in_as("marta")
    assert (await post(room, client, {}, scan())).status_code == 403
    assert (await room.check()).present == set()


async def test_every_scan_moves_the_rooms_pages_and_a_repeat_none(log_in_as: LogIn, room: Room):
    sent = room.door.new_scan(code=badge(1))
    room.door.published.clear()
    for _ in range(2):
        await room.door.database.transact(service.check_in, session_id=room.session_id, scan=sent)
    assert Counter(room.door.published)[RoomChanged(EVENT, room.session_id)] == 1


async def test_who_said_not_to_come_while_being_scanned_is_not_let_in(log_in_as: LogIn, room: Room):
    await room.door.change_attendee(4, attendance_status="not_attending")
    await room.change(capacity=10)
    client, token = await log_in_as("marta")
    assert await outcome(await post(room, client, token, scan(badge(4)))) == (409, "not_attending")
    assert 4 not in (await room.check()).registered


async def test_an_event_without_the_rule_says_that_others_may_come(log_in_as: LogIn, room: Room):
    statement = update(events).where(events.c.id == EVENT).values(no_show_minutes=None)
    await room.door.database.transact(lambda tx: tx.execute(statement))
    client, token = await log_in_as("marta")
    answer = await client.post(at(room), form=scan(badge(4)), headers=token | DESK)
    assert "everybody else with a seat may still come" in await answer.get_data(as_text=True)


async def test_a_presenter_finds_only_those_of_the_session_by_what_they_show(log_in_as: LogIn, room: Room):
    await room.door.change_attendee(2, shows_name="connections", directory_key="")
    await room.door.database.transact(assign, room.session_id)
    client, token = await log_in_as("otto")
    for query, found in (("guest", ["1", "3"]), ("guest4", []), ("guest1@example.com", [])):
        answer = await client.get(at(room, f"search?q={query}"), headers=token | DESK)
        assert re.findall(r'data-person="(\d+)"', await answer.get_data(as_text=True)) == found, query
    assert await outcome(await post(room, client, token, scan(code="", attendee_id=4))) == (
        404,
        "unknown_code",
    )
    assert await outcome(await post(room, client, token, scan(code="", attendee_id=1))) == (200, "checked_in")


async def test_after_the_wait_the_phone_does_not_promise_that_others_may_come(log_in_as: LogIn, room: Room):
    await room.keeps_seats(10)
    begun = clock.now() - timedelta(minutes=20)
    await room.change(start=begun, end=begun + timedelta(hours=2), held=2)
    for person in (1, 2):
        await room.enter(person)
    client, token = await log_in_as("marta")
    answer = await client.post(at(room), form=scan(badge(4)), headers=token | DESK)
    assert "All seats are taken or held back." in await answer.get_data(as_text=True)
