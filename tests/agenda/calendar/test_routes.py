"""What calendars get: files that parse, and a private address that ends when a new one is made."""

from __future__ import annotations

import re
from datetime import UTC, timedelta
from typing import Any

import pytest
from icalendar import Calendar
from quart.typing import TestClientProtocol as Client
from sqlalchemy import delete

from netevent.agenda import queries as agenda_queries
from netevent.agenda.calendar.routes import WRONG_FROM_A_NETWORK
from netevent.core.database.tables import connections
from tests.agenda.agendas import ANNA, BEN, appoint, at, change, choose_session, remove_attendee
from tests.conftest import LogIn
from tests.door import Door
from tests.factories import insert_connection

HOSTILE = "Bring\r\nATTENDEE:mailto:eve@example.org\rEND:VEVENT\x00\x0b\u2028; the, \\plan"


async def fetch(client: Client, path: str) -> Any:
    answer = await client.get(path)
    assert answer.status_code == 200
    assert answer.content_type == "text/calendar; charset=utf-8"
    return Calendar.from_ical(await answer.get_data(as_text=False))


async def address_of(log_in_as: LogIn, name: str = "guest1") -> str:
    client, _token = await log_in_as(name)
    text = await (await client.get("/appointments")).get_data(as_text=True)
    found = re.search(r'data-copy="http://localhost:8000(/calendar/[^"]+)"', text)
    assert found
    assert f'href="webcal://localhost:8000{found[1]}"' in text
    return found[1]


async def status(client: Client, path: str) -> int:
    return (await client.get(path)).status_code


async def test_calendars_are_told_when_to_ask_again(door: Door, log_in_as: LogIn):
    client, _token = await log_in_as("guest1")
    await appoint(door.database, at(100), 30)
    appointment_id = await appoint(door.database, at(200), 30)
    text = await (await client.get(f"/appointments/{appointment_id}.ics")).get_data(as_text=True)
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT15M\r\n" in text
    assert "X-PUBLISHED-TTL:PT15M\r\n" in text


async def test_one_appointment_is_a_calendar_entry(door: Door, log_in_as: LogIn):
    await insert_connection(door.database, ANNA, BEN)
    start = at(100)
    appointment_id = await appoint(door.database, start, 30, notes="About bikes", revision=3)
    client, _token = await log_in_as("guest1")
    calendar = await fetch(client, f"/appointments/{appointment_id}.ics")
    (entry,) = calendar.events
    assert calendar.method == "PUBLISH"
    assert (entry.summary, entry.location) == ("Appointment with Guest2 Żółć", "Meeting point 4")
    assert (entry.description, entry.status, entry.sequence) == ("About bikes", "CONFIRMED", 3)
    assert entry.uid == f"appointment-{appointment_id}@localhost"
    assert entry.start == start.replace(tzinfo=UTC)
    assert entry.end - entry.start == timedelta(minutes=30)
    assert entry.stamp is not None


async def test_a_cancelled_one_asks_calendars_to_drop_it(door: Door, log_in_as: LogIn):
    await insert_connection(door.database, ANNA, BEN)
    appointment_id = await appoint(door.database, at(100), notes="About bikes")
    client, _token = await log_in_as("guest2")
    before = (await fetch(client, f"/appointments/{appointment_id}.ics")).events[0]
    await change(door.database, appointment_id, status="cancelled")
    calendar = await fetch(client, f"/appointments/{appointment_id}.ics")
    (entry,) = calendar.events
    assert (calendar.method, entry.status, entry.uid) == ("CANCEL", "CANCELLED", before.uid)
    assert entry.description is None
    (in_all,) = (await fetch(client, "/appointments/agenda.ics")).events
    assert (in_all.uid, in_all.status) == (before.uid, "CANCELLED")


async def test_a_proposal_is_tentative_and_not_in_the_agenda(door: Door, log_in_as: LogIn):
    await insert_connection(door.database, ANNA, BEN)
    appointment_id = await appoint(door.database, at(100), status="pending")
    client, _token = await log_in_as("guest1")
    assert (await fetch(client, f"/appointments/{appointment_id}.ics")).events[0].status == "TENTATIVE"
    assert (await fetch(client, "/appointments/agenda.ics")).events == []


async def test_the_end_of_the_connection_cancels_it_and_tells_no_name(door: Door, log_in_as: LogIn):
    await insert_connection(door.database, ANNA, BEN)
    await door.change_attendee(BEN, shows_name="connections")
    appointment_id = await appoint(door.database, at(100), notes="Secret")
    await door.database.transact(lambda tx: tx.execute(delete(connections)))
    client, _token = await log_in_as("guest1")
    (entry,) = (await fetch(client, f"/appointments/{appointment_id}.ics")).events
    assert (entry.status, entry.summary, entry.description) == ("CANCELLED", "Appointment", None)


async def test_the_agenda_has_sessions_too_and_says_which_are_uncertain(door: Door, log_in_as: LogIn):
    await insert_connection(door.database, ANNA, BEN)
    await appoint(door.database, at(100))
    await choose_session(door.database, at(20))
    await choose_session(door.database, at(200), name="Rain", status="waitlisted")
    client, _token = await log_in_as("guest1")
    calendar = await fetch(client, "/appointments/agenda.ics")
    assert [(entry.summary, entry.status) for entry in calendar.events] == [
        ("Open data on the street", "CONFIRMED"),
        ("Appointment with Guest2 Żółć", "CONFIRMED"),
        ("Rain", "TENTATIVE"),
    ]
    assert calendar.calendar_name == "Event 1"
    assert len({entry.uid for entry in calendar.events}) == 3


async def test_what_people_write_stays_text(door: Door, log_in_as: LogIn):
    await insert_connection(door.database, ANNA, BEN)
    appointment_id = await appoint(door.database, at(100), notes=HOSTILE, location=HOSTILE)
    client, _token = await log_in_as("guest1")
    raw = await (await client.get(f"/appointments/{appointment_id}.ics")).get_data(as_text=False)
    assert not re.search(rb"[\x00-\x09\x0b\x0c\x0e-\x1f]|\r(?!\n)|\xe2\x80\xa8", raw)
    assert b"\r\nATTENDEE" not in raw
    (entry,) = Calendar.from_ical(raw).events
    assert entry.description == "Bring\nATTENDEE:mailto:eve@example.orgEND:VEVENT; the, \\plan"
    assert entry.attendees == []


async def test_the_file_is_in_its_owners_language_whoever_fetches_it(door: Door, log_in_as: LogIn):
    await insert_connection(door.database, ANNA, BEN)
    await appoint(door.database, at(100))
    address = await address_of(log_in_as)
    client, _token = await log_in_as("guest2")
    before = await (await client.get(address)).get_data(as_text=False)
    await client.get("/language/nl")
    assert await (await client.get(address)).get_data(as_text=False) == before


@pytest.mark.parametrize(
    ("name", "expected"), [("guest3", 404), ("guest13", 404), ("olga", 403), ("marta", 403)]
)
async def test_nobody_else_gets_an_appointment(door: Door, log_in_as: LogIn, name: str, expected: int):
    await insert_connection(door.database, ANNA, BEN)
    appointment_id = await appoint(door.database, at(100))
    client, _token = await log_in_as(name)
    assert await status(client, f"/appointments/{appointment_id}.ics") == expected


async def test_a_guest_gets_no_file(door: Door, client: Client):
    await insert_connection(door.database, ANNA, BEN)
    appointment_id = await appoint(door.database, at(100))
    for path in (f"/appointments/{appointment_id}.ics", "/appointments/agenda.ics"):
        assert await status(client, path) == 302


async def test_a_calendar_fetches_by_the_private_address_and_only_what_changed(
    door: Door, log_in_as: LogIn, client: Client
):
    await insert_connection(door.database, ANNA, BEN)
    appointment_id = await appoint(door.database, at(100))
    address = await address_of(log_in_as)
    answer = await client.get(address)
    assert len((await fetch(client, address)).events) == 1
    assert answer.headers["Cache-Control"] == "private, no-cache"
    unchanged = {"If-None-Match": answer.headers["ETag"]}
    assert (await client.get(address, headers=unchanged)).status_code == 304
    await change(door.database, appointment_id, revision=2)
    assert (await client.get(address, headers=unchanged)).status_code == 200


async def test_a_new_address_ends_the_old_one(log_in_as: LogIn, client: Client):
    old = await address_of(log_in_as)
    owner, token = await log_in_as("guest1")
    answer = await owner.post("/calendar/address", headers=token)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/appointments#calendar")
    new = await address_of(log_in_as)
    assert new != old
    assert (await status(client, old), await status(client, new)) == (404, 200)


async def test_an_address_is_that_of_its_owner_alone(log_in_as: LogIn, client: Client):
    mine, other = await address_of(log_in_as), await address_of(log_in_as, "guest2")
    mixed = mine.replace("/calendar/1-", "/calendar/2-")
    assert mine.split("-")[1] != other.split("-")[1]
    assert await status(client, mixed) == 404


@pytest.mark.parametrize("token", ["x", "1-", "1-" + "0" * 64, "99-" + "0" * 64, "٣-" + "0" * 64, "1" * 400])
async def test_what_is_no_address_is_not_there(client: Client, token: str):
    assert await status(client, f"/calendar/{token}.ics") == 404


async def test_who_left_for_good_has_no_calendar(door: Door, log_in_as: LogIn, client: Client):
    address = await address_of(log_in_as)
    await remove_attendee(door.database, ANNA)
    assert await status(client, address) == 404


async def test_guessing_ends_soon_and_keeps_nobody_out(log_in_as: LogIn, client: Client):
    address = await address_of(log_in_as)
    tries = int(WRONG_FROM_A_NETWORK.split("/")[0])
    wrong = [await status(client, f"/calendar/1-{'0' * 64}.ics") for _ in range(tries + 1)]
    assert wrong == [404] * tries + [429]
    assert await status(client, address) == 200


async def test_what_was_cancelled_without_end_is_bounded(
    door: Door, log_in_as: LogIn, monkeypatch: pytest.MonkeyPatch
):
    """Proposals can be made and cancelled all day; no agenda and no calendar grows with them."""
    monkeypatch.setattr(agenda_queries, "CANCELLED_AT_MOST", 3)
    await insert_connection(door.database, ANNA, BEN)
    await appoint(door.database, at(100))
    for minutes in range(10):
        changed_at = at(minutes - 60)
        await appoint(door.database, at(200 + minutes), status="cancelled", changed_at=changed_at)
    client, _token = await log_in_as("guest1")
    calendar = await fetch(client, "/appointments/agenda.ics")
    cancelled = sorted(entry.start for entry in calendar.events if entry.status == "CANCELLED")
    assert len(calendar.events) == 4
    assert cancelled == [at(200 + minutes).replace(tzinfo=UTC) for minutes in (7, 8, 9)]
    agenda = await door.database.read(agenda_queries.select_agenda, ANNA)
    assert agenda is not None
    assert len(agenda.entries) == 1
