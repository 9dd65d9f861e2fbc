"""The programme over HTTP and sockets: what a tap gets, who hears of it, and who is refused."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from quart import Quart
from sqlalchemy import insert

from netevent.agenda.programme import turns
from netevent.agenda.programme.turns import turn
from netevent.breakouts.rsvps.service import take_out
from netevent.core import clock
from netevent.core.database.tables import appointment_cells
from tests.agenda.agendas import appoint
from tests.breakouts.seats import Room, make_room
from tests.conftest import LogIn
from tests.connections.relationships import relationship
from tests.door import Door, token_of

PAGE = "/attendee/breakout-sessions"
ORIGIN = {"Origin": "http://localhost"}
JSON = {"Accept": "application/json"}
ANNA, BEN = 1, 2


@pytest.fixture
async def room(door: Door) -> Room:
    return await make_room(door, room="Crane room", track="Data")


async def text(answer: Any) -> str:
    return str(await answer.get_data(as_text=True))


def one(room: Room, verb: str) -> str:
    return f"{PAGE}/{room.session_id}/{verb}"


async def test_a_program_is_told_status_place_and_what_is_left(room: Room, log_in_as: LogIn):
    told = []
    for name, verb in (
        ("guest1", "register"),
        ("guest2", "register"),
        ("guest2", "register"),
        ("guest1", "cancel"),
    ):
        client, token = await log_in_as(name)
        told.append(await (await client.post(one(room, verb), headers=token | JSON)).get_json())
    assert told == [
        {"status": "registered", "place": None, "seats_left": 0},
        {"status": "waitlisted", "place": 1, "seats_left": 0},
        {"status": "waitlisted", "place": 1, "seats_left": 0},
        {"status": "cancelled", "place": None, "seats_left": 0},
    ]
    assert (await room.check()).registered == {BEN}


async def test_without_scripts_a_button_leads_back_to_the_programme(room: Room, log_in_as: LogIn):
    client, token = await log_in_as("guest1")
    assert "Crane room" in await text(await client.get(PAGE))
    answer = await client.post(one(room, "register"), headers=token)
    assert (answer.status_code, answer.headers["Location"]) == (303, PAGE)
    page = await text(await client.get(PAGE))
    assert "seat kept" in page
    assert f"{one(room, 'cancel')}" in page


async def test_htmx_gets_what_the_socket_would_bring(room: Room, log_in_as: LogIn):
    client, token = await log_in_as("guest1")
    answer = await client.post(
        one(room, "register"), form={"view": "programme"}, headers=token | {"HX-Request": "true"}
    )
    shown = await text(answer)
    assert f'id="session-{room.session_id}-own" hx-swap-oob="outerMorph"' in shown
    assert 'id="own-seats" hx-swap-oob="outerMorph"' in shown


@pytest.mark.parametrize(
    ("asked", "is_there"),
    [
        ("q=locks", True),
        ("q=nothing", False),
        ("room=Crane+room", True),
        ("room=Loft", False),
        ("track=Data", True),
        ("own=1", False),
        ("day=1999-01-01", False),
    ],
)
async def test_the_programme_shows_what_is_asked_for(
    room: Room, log_in_as: LogIn, asked: str, is_there: bool
):
    client, _ = await log_in_as("guest1")
    page = await text(await client.get(f"{PAGE}?{asked}", headers={"HX-Request": "true"}))
    assert ("Locks and queues" in page) is is_there


# ---- what is at the same time -----------------------------------------------------------------------------


async def test_what_overlaps_is_asked_about_before_a_seat_is_taken(door: Door, room: Room, log_in_as: LogIn):
    other = await make_room(door)
    await other.register(ANNA)
    client, token = await log_in_as("guest1")
    answer = await client.post(one(room, "register"), headers=token | JSON)
    assert answer.status_code == 409
    told = (await answer.get_json())["error"]
    assert (told["code"], told["overlaps"]) == ("overlaps", ["Locks and queues"])
    asked = await client.post(one(room, "register"), headers=token)
    assert asked.status_code == 409
    assert "Keep both" in await text(asked)
    assert (await room.rows()).registered == set()
    kept = await client.post(one(room, "register"), form={"keep": "1"}, headers=token | JSON)
    assert (await kept.get_json())["status"] == "registered"
    assert (await other.check()).registered == {ANNA}


async def test_the_other_seat_can_be_given_up_with_the_same_tap(door: Door, room: Room, log_in_as: LogIn):
    other = await make_room(door)
    for person in (ANNA, BEN):
        await other.register(person)
    client, token = await log_in_as("guest1")
    form = {"give_up": str(other.session_id)}
    assert (await client.post(one(room, "register"), form=form, headers=token | JSON)).status_code == 200
    assert (await room.check()).registered == {ANNA}
    assert (await other.check()).registered == {BEN}


async def test_who_changes_seats_waits_in_turn_and_without_a_connection(
    door: Door, room: Room, log_in_as: LogIn, monkeypatch: pytest.MonkeyPatch
):
    other = await make_room(door)
    await other.register(ANNA)
    client, token = await log_in_as("guest1")
    monkeypatch.setattr(turns, "LONGEST", 0)
    form = {"give_up": str(other.session_id)}
    async with turn(room.session_id):
        answer = await client.post(one(room, "register"), form=form, headers=token | JSON)
    assert answer.status_code == 429
    assert (await other.check()).registered == {ANNA}


async def test_an_agreed_appointment_at_the_time_is_asked_about(door: Door, room: Room, log_in_as: LogIn):
    await relationship(door, ANNA, BEN)
    start = (await room.session()).start
    taken = {"appointment_id": await appoint(door.database, start), "attendee_id": ANNA, "starts_at": start}
    await door.database.transact(lambda tx: tx.execute(insert(appointment_cells).values(taken)))
    client, token = await log_in_as("guest1")
    answer = await client.post(one(room, "register"), headers=token | {"HX-Request": "true"})
    assert answer.status_code == 409
    assert "Appointment with Guest2" in await text(answer)


# ---- live -------------------------------------------------------------------------------------------------


async def until(socket: Any, words: str) -> str:
    heard = ""
    async with asyncio.timeout(60):
        while words not in heard:
            heard += await socket.receive()
    return heard


async def test_seats_left_own_seat_and_places_move_on_the_pages_that_show_them(
    app: Quart, room: Room, log_in_as: LogIn
):
    guest1, token = await log_in_as("guest1")
    guest2, _ = await log_in_as("guest2")
    guest3, token3 = await log_in_as("guest3")
    stranger, _ = await log_in_as("guest13")
    for person in (ANNA, 3, BEN):
        await room.register(person)
    async with (
        guest1.websocket("/live/programme?lang=en", headers=ORIGIN) as own,
        guest2.websocket("/live/programme?lang=en", headers=ORIGIN) as other,
        stranger.websocket("/live/programme?lang=en", headers=ORIGIN) as elsewhere,
    ):
        await until(own, "seat kept")
        await until(other, "no. 2 on the waiting list")
        await until(elsewhere, 'id="own-seats"')
        await guest1.post(one(room, "cancel"), headers=token)
        heard = await until(own, one(room, "register"))
        assert "next on the waiting list" not in heard
        await until(other, "next on the waiting list")
        await guest3.post(one(room, "cancel"), headers=token3)
        await until(other, f'id="session-{room.session_id}-own"')
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(until(elsewhere, f"session-{room.session_id}"), 0.3)


async def test_who_moves_up_is_told_on_whatever_page_is_open_and_hands_it_on_with_one_tap(
    app: Quart, room: Room, log_in_as: LogIn
):
    guest1, token = await log_in_as("guest1")
    guest2, token2 = await log_in_as("guest2")
    for person in (ANNA, BEN):
        await room.register(person)
    async with guest2.websocket("/live/badge?lang=en", headers=ORIGIN) as badge:
        await until(badge, "Show this code at the door")
        await guest1.post(one(room, "cancel"), headers=token)
        toast = await until(badge, "You have a seat: Locks and queues")
        assert one(room, "cancel") in toast
        await guest2.post(one(room, "cancel"), headers=token2)
        assert "You have a seat" not in await until(badge, 'id="toasts"')
    assert (await room.check()).registered == set()


# ---- refusals ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "status"), [("olga", 403), ("marta", 403), ("guest13", 404)])
@pytest.mark.parametrize("verb", ["register", "cancel"])
async def test_nobody_else_takes_or_gives_up_a_seat(
    room: Room, log_in_as: LogIn, name: str, status: int, verb: str
):
    client, token = await log_in_as(name)
    assert (await client.post(one(room, verb), headers=token | JSON)).status_code == status


async def test_a_session_that_is_over_says_so(door: Door, room: Room, log_in_as: LogIn):
    await room.change(start=clock.now() - timedelta(hours=2), end=clock.now() - timedelta(hours=1))
    client, token = await log_in_as("guest1")
    answer = await client.post(one(room, "register"), headers=token | JSON)
    assert (answer.status_code, (await answer.get_json())["error"]["code"]) == (409, "session_over")
    assert "Register" not in await text(await client.get(PAGE, headers={"HX-Request": "true"}))


async def test_the_token_is_needed(room: Room, log_in_as: LogIn):
    client, _ = await log_in_as("guest1")
    assert await token_of(client, PAGE)
    assert (await client.post(one(room, "register"))).status_code == 403


@pytest.mark.parametrize(("minutes", "is_told"), [(10, True), (None, False)])
async def test_until_when_a_seat_is_kept_stands_beside_it(
    room: Room, log_in_as: LogIn, minutes: int | None, is_told: bool
):
    await room.keeps_seats(minutes)
    await room.register(ANNA)
    await room.register(BEN)
    for name, has_seat in (("guest1", True), ("guest2", False)):
        client, _ = await log_in_as(name)
        page = await text(await client.get(PAGE))
        assert ("then your seat is offered to others" in page) is (is_told and has_seat), name


async def test_who_loses_the_seat_is_told_and_asks_again_with_one_tap(room: Room, log_in_as: LogIn):
    await room.register(ANNA)
    await room.door.database.transact(take_out, 1, room.session_id, ANNA, clock.now())
    client, token = await log_in_as("guest1")
    toasts = await text(await client.get("/live/attendee/regions"))
    assert "Your seat was given to others: Locks and queues" in toasts
    form = {"view": "programme"}
    answer = await client.post(one(room, "register"), form=form, headers=token | {"HX-Request": "true"})
    assert "Your seat was given to others" not in await text(answer)
    assert (await room.check()).registered == {ANNA}


async def test_who_waited_and_is_taken_out_of_the_line_lost_no_seat(room: Room, log_in_as: LogIn):
    for person in (ANNA, BEN):
        await room.register(person)
    await room.door.database.transact(take_out, 1, room.session_id, BEN, clock.now())
    client, _ = await log_in_as("guest2")
    assert "Your seat was given to others" not in await text(await client.get("/live/attendee/regions"))
