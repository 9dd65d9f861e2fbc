"""The page that adds somebody at the desk, with and without JavaScript."""

from __future__ import annotations

import re
from uuid import UUID, uuid4

import pytest
from quart.typing import TestClientProtocol as Client
from sqlalchemy import select, update

from netevent.core.database.tables import attendees, events
from netevent.identity.accounts import StaffRole
from tests.checkin.test_gates import is_changed_by_the_organizer, work_at
from tests.checkin.test_routes import DESK, JSON
from tests.conftest import LogIn
from tests.door import BADGES, SIDE_GATE, Door

ADD = "/staff/1/walk-in"
HTMX = {"HX-Request": "true"}


def noor(**changed: str) -> dict[str, str]:
    return {
        "name": "Noor de Bakker",
        "email": "",
        "type_id": "1",
        "gate": "1",
        "scan_id": str(uuid4()),
    } | changed


@pytest.fixture
async def desk(door: Door, log_in_as: LogIn) -> tuple[Client, dict[str, str]]:
    """Marta, who may add people."""
    await work_at(door, role=StaffRole.walk_ins)
    return await log_in_as("marta")


Desk = tuple[Client, dict[str, str]]


async def text_of(client: Client, path: str, headers: dict[str, str] | None = None) -> str:
    return str(await (await client.get(path, headers=headers)).get_data(as_text=True))


async def test_the_form_has_a_number_of_its_own_and_a_button_for_each_type(desk: Desk):
    page = await text_of(desk[0], f"{ADD}?name=Noor")
    found = re.search(r'name="scan_id"[^>]*value="([^"]+)"', page)
    assert found
    assert str(UUID(found[1])) == found[1]
    assert 'value="Noor"' in page
    assert re.search(r'<button class="button" name="type_id" value="1">.*VIP', page)


async def test_without_javascript_the_answer_is_a_page_with_the_way_to_the_badge(desk: Desk, door: Door):
    client, token = desk
    answer = await client.post(ADD, form=noor(), headers=token)
    page = await answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert 'data-outcome="checked_in"' in page
    assert "Noor de Bakker" in page
    row = await door.database.read(
        lambda tx: tx.execute(select(attendees).where(attendees.c.first_name == "Noor")).one()
    )
    assert (row.last_name, row.checked_in_gate_id, row.attendee_type_id) == ("de Bakker", 1, 1)
    assert f'form="desk-print" name="attendee_id" value="{row.id}"' in page
    assert f'href="/staff/1/badges/{row.id}/text"' in page
    asked = await client.post("/staff/1/badges/print", form={"attendee_id": str(row.id)}, headers=token)
    assert f'href="/staff/1/badges/{row.id}/badge.pdf"' in await asked.get_data(as_text=True)


async def test_with_javascript_the_answer_takes_the_forms_place(desk: Desk):
    client, token = desk
    text = await (await client.post(ADD, form=noor(), headers=token | HTMX)).get_data(as_text=True)
    assert text.lstrip().startswith('<section class="answer yes"')


async def test_what_was_typed_stays_when_something_is_wrong(desk: Desk, door: Door):
    client, token = desk
    sent = noor(name="", email="noor@example.com")
    answer = await client.post(ADD, form=sent, headers=token | HTMX)
    text = await answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert 'value="noor@example.com"' in text
    assert sent["scan_id"] in text, "the next try is the same one"
    assert await door.inside() == 0


async def test_whose_address_is_on_the_list_is_offered_with_one_tap(desk: Desk, door: Door):
    client, token = desk
    answer = await client.post(ADD, form=noor(email="guest4@example.com"), headers=token | HTMX)
    text = await answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "guest4@example.com is on the list already." in text
    assert 'data-person="4"' in text
    assert 'form="desk-check-in" name="attendee_id" value="4"' in text


async def test_a_full_event_says_so_and_says_whom_to_ask(desk: Desk, door: Door):
    full = update(events).where(events.c.id == 1).values(max_attendees=BADGES)
    await door.database.transact(lambda tx: tx.execute(full))
    client, token = desk
    said = "All seats are taken, so nobody can be added. Ask the organizer."
    assert said in await text_of(client, ADD)
    answer = await client.post(ADD, form=noor(), headers=token | JSON)
    assert (answer.status_code, (await answer.get_json())["error"]["code"]) == (409, "desk_full")


async def test_the_organizer_allows_more_on_the_page_about_staff(desk: Desk, door: Door, log_in_as: LogIn):
    full = update(events).where(events.c.id == 1).values(max_attendees=BADGES)
    await door.database.transact(lambda tx: tx.execute(full))
    organizer, its_token = await log_in_as("olga")
    await organizer.post("/organizer/event/1/staff/walk-ins", form={"over_capacity": "1"}, headers=its_token)
    client, token = desk
    assert (await client.post(ADD, form=noor(), headers=token)).status_code == 200
    await organizer.post("/organizer/event/1/staff/walk-ins", form={}, headers=its_token)
    assert (await client.post(ADD, form=noor(), headers=token)).status_code == 409


async def test_at_a_gate_of_others_nobody_is_added(door: Door, log_in_as: LogIn):
    await work_at(door, SIDE_GATE, role=StaffRole.money)
    client, token = await log_in_as("marta")
    answer = await client.post(ADD, form=noor(), headers=token | JSON)
    assert (answer.status_code, (await answer.get_json())["error"]["code"]) == (409, "gate_not_yours")
    assert await door.inside() == 0


async def test_the_desk_leads_there_for_who_may_and_for_nobody_else(log_in_as: LogIn):
    client, token = await log_in_as("marta")
    unknown = {"scan_id": str(uuid4()), "code": "ZZZZZZZZZZ"}

    async def shown() -> list[bool]:
        answer = await client.post("/staff/1/checkin", form=unknown, headers=token | DESK)
        pages = [
            await text_of(client, "/staff/1/dashboard"),
            await text_of(client, "/staff/1/attendees/search?q=nobody"),
            await answer.get_data(as_text=True),
        ]
        return [ADD in page for page in pages]

    assert await shown() == [False, False, False]
    await is_changed_by_the_organizer(log_in_as, role="walk_ins")
    assert await shown() == [True, True, True]


async def test_a_type_number_beyond_all_numbers_is_no_type(desk: Desk, door: Door):
    client, token = desk
    for number in ("9" * 20, "-" + "9" * 20, "-1"):
        assert (await client.post(ADD, form=noor(type_id=number), headers=token)).status_code == 422
    assert await door.inside() == 0
