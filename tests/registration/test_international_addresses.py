"""A domain in its own letters and in its xn-- spelling is one person: at registration and log-in, in lists,
and for the personal link."""

from __future__ import annotations

import pytest
from quart import Quart

from netevent.registration.personal_link.service import find_invitees
from tests.attendees.importing.test_upload import report
from tests.attendees.importing.test_upload import send as upload
from tests.attendees.rows import attendee_rows
from tests.confirming import confirm
from tests.conftest import LogIn
from tests.door import Door, token_of
from tests.registration.test_routes import PASSWORD, open_event, registered, send

RAW, ASCII = "info@müller.example", "info@xn--mller-kva.example"
PASTED = ("Info <info@MÜLLER.example>", "mailto:info@xn--mller-kva.example", " info@müller.example. ")


@pytest.mark.parametrize(("first", "second"), [(RAW, ASCII), (ASCII, RAW), (RAW, PASTED[1])])
async def test_nobody_registers_twice_by_another_spelling(client, door: Door, first: str, second: str):
    event_id = await open_event(door)
    assert (await send(client, email=first)).status_code == 200
    assert (await send(client, email=second)).status_code == 200
    assert len(await registered(door, event_id)) == 1


@pytest.mark.parametrize("typed", [RAW, ASCII, *PASTED])
async def test_who_registered_logs_in_by_each_spelling(app: Quart, client, door: Door, typed: str):
    await open_event(door)
    await send(client, email=RAW)
    await confirm(client, door.database, RAW)
    other = app.test_client()
    form = {"email": typed, "password": PASSWORD, "csrf_token": await token_of(other, "/login")}
    assert (await other.post("/login", form=form)).status_code == 303


@pytest.mark.parametrize(("listed", "again"), [(RAW, ASCII), (ASCII, RAW), (RAW, PASTED[0])])
async def test_a_list_changes_who_is_there_by_another_spelling(
    door: Door, log_in_as: LogIn, listed: str, again: str
):
    for address, role in ((listed, "Baker"), (again, "Miller")):
        content = f"Name;E-mail;Role\nInge Meyer;{address};{role}\n".encode()
        await report(door, *await upload(log_in_as, content, "list.csv"))
    found = [row for row in await attendee_rows(door.database, 1) if row.last_name == "Meyer"]
    assert [row.role for row in found] == ["Miller"]


@pytest.mark.parametrize("listed", [RAW, ASCII])
async def test_the_personal_link_is_found_by_each_spelling(door: Door, log_in_as: LogIn, listed: str):
    content = f"Name;E-mail\nInge Meyer;{listed}\n".encode()
    await report(door, *await upload(log_in_as, content, "list.csv"))
    for asked in (RAW, ASCII):
        found = await door.database.read(find_invitees, asked)
        assert [invitee.email for invitee in found] == [listed]
