"""The page Agenda and what comes next, for the one person whose they are."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from sqlalchemy import delete

from netevent.changes import AppointmentChanged, ConnectionEnded
from netevent.core.database.tables import connections
from netevent.core.site import Application
from netevent.live.bus import Bus
from tests.agenda.agendas import ANNA, BEN, CARA, appoint, at, change, choose_session, join_session
from tests.conftest import LogIn
from tests.door import Door
from tests.factories import insert_connection

ORIGIN = {"Origin": "http://localhost:8000"}
AGENDA = "/live/agenda?lang=en"


async def page(log_in_as: LogIn, name: str = "guest1", path: str = "/appointments") -> str:
    client, _token = await log_in_as(name)
    answer = await client.get(path)
    assert answer.status_code == 200
    return str(await answer.get_data(as_text=True))


async def test_appointments_and_sessions_stand_together_by_time(door: Door, log_in_as: LogIn):
    await insert_connection(door.database, ANNA, BEN)
    await appoint(door.database, at(100))
    await choose_session(door.database, at(40))
    text = await page(log_in_as)
    assert text.index("Open data on the street") < text.index("Appointment with Guest2 Żółć")
    assert "Meeting point 4" in text
    assert "seat kept" in text
    assert "confirmed" in text
    assert "Overlaps" not in text


async def test_what_collides_is_said_in_words(door: Door, log_in_as: LogIn):
    await insert_connection(door.database, ANNA, BEN)
    await appoint(door.database, at(50))
    await choose_session(door.database, at(40), name="Rain & <shine>")
    text = await page(log_in_as)
    assert "Overlaps with: Rain &amp; &lt;shine&gt;" in text
    assert "Overlaps with: Appointment with Guest2 Żółć" in text


async def test_who_waits_for_a_seat_reads_the_place_in_line(door: Door, log_in_as: LogIn):
    session_id = await choose_session(door.database, at(40), person=CARA, status="waitlisted")
    await join_session(door.database, session_id, ANNA, "waitlisted")
    assert "no. 2 on the waiting list" in await page(log_in_as)
    assert "next on the waiting list" in await page(log_in_as, "guest3")


async def test_an_empty_agenda_leads_to_people(log_in_as: LogIn):
    text = await page(log_in_as)
    assert "Nothing planned yet" in text
    assert 'class="button main" href="/attendee/people"' in text


async def test_nobody_finds_anothers_appointment_in_the_agenda(door: Door, log_in_as: LogIn):
    await insert_connection(door.database, ANNA, BEN)
    await appoint(door.database, at(100))
    for name in ("guest3", "guest13"):
        assert "Coffee" not in await page(log_in_as, name)


async def test_an_appointment_goes_when_the_two_are_no_longer_connected(door: Door, log_in_as: LogIn):
    await insert_connection(door.database, ANNA, BEN)
    await appoint(door.database, at(100))
    assert "Appointment with" in await page(log_in_as)
    await door.database.transact(lambda tx: tx.execute(delete(connections)))
    assert "Appointment with" not in await page(log_in_as)


async def test_the_badge_shows_the_next_three(door: Door, log_in_as: LogIn):
    await insert_connection(door.database, ANNA, BEN)
    await appoint(door.database, at(100))
    for minutes in (10, 20, 30):
        await choose_session(door.database, at(minutes), 5, name=f"Session {minutes}")
    text = await page(log_in_as, path="/attendee/dashboard")
    assert [f"Session {minutes}" in text for minutes in (10, 20, 30)] == [True] * 3
    assert "Appointment with" not in text
    assert 'href="/appointments"' in text


@pytest.mark.parametrize(("name", "status"), [("olga", 403), ("marta", 403)])
async def test_only_attendees_have_an_agenda(log_in_as: LogIn, name: str, status: int):
    client, _token = await log_in_as(name)
    assert (await client.get("/appointments")).status_code == status


async def test_a_guest_logs_in_first(client: Any):
    assert (await client.get("/appointments")).status_code == 302


async def test_a_page_without_a_socket_asks_for_the_same(door: Door, log_in_as: LogIn):
    await insert_connection(door.database, ANNA, BEN)
    await appoint(door.database, at(100))
    badge = await page(log_in_as, path="/live/badge/regions")
    assert 'id="next-for-you" hx-swap-oob="outerMorph"' in badge
    assert 'id="agenda"' not in badge
    assert 'id="agenda" hx-swap-oob="outerMorph"' in await page(log_in_as, path="/live/agenda/regions")


async def test_both_agendas_move_and_nobody_elses(app: Application, door: Door, log_in_as: LogIn):
    await insert_connection(door.database, ANNA, BEN)
    await insert_connection(door.database, ANNA, CARA)
    appointment_id = await appoint(door.database, at(100), status="pending")
    (anna, _), (ben, _), (cara, _) = [await log_in_as(f"guest{number}") for number in (1, 2, 3)]
    publish = app.site.part(Bus).publish
    async with (
        anna.websocket(AGENDA, headers=ORIGIN) as hers,
        ben.websocket(AGENDA, headers=ORIGIN) as his,
        cara.websocket(AGENDA, headers=ORIGIN) as others,
    ):
        for phone in (hers, his, others):
            await until(phone, 'id="agenda" hx-swap-oob="outerMorph"', "Nothing planned yet")
        await change(door.database, appointment_id, status="accepted")
        publish(AppointmentChanged(1, appointment_id, ANNA, BEN))
        await until(hers, "Appointment with Guest2", 'id="agenda"')
        await until(his, "Appointment with Guest1", 'id="agenda"')
        await appoint(door.database, at(200), target_id=CARA)
        publish(AppointmentChanged(1, appointment_id + 1, ANNA, CARA))
        assert "Guest2" not in await until(others, "Appointment with Guest1", 'id="agenda"')


async def test_the_end_of_a_connection_empties_both_agendas(app: Application, door: Door, log_in_as: LogIn):
    await insert_connection(door.database, ANNA, BEN)
    await appoint(door.database, at(100))
    anna, _ = await log_in_as("guest1")
    async with anna.websocket(AGENDA, headers=ORIGIN) as phone:
        await until(phone, "Appointment with Guest2", 'id="agenda"')
        await door.database.transact(lambda tx: tx.execute(delete(connections)))
        app.site.part(Bus).publish(ConnectionEnded(1, ANNA, BEN))
        await until(phone, 'id="agenda"', "Nothing planned yet")


async def until(socket: Any, *pieces: str) -> str:
    """What arrives, up to the message that holds the last of the pieces."""
    heard = ""
    async with asyncio.timeout(60):
        while not all(piece in heard for piece in pieces):
            heard += await socket.receive()
    return heard
