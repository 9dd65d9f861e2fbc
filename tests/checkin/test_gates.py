"""Members of staff who work at certain gates, and what each role may do."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from quart.typing import TestClientProtocol as Client

from netevent.core import clock
from netevent.identity.accounts import Account, Kind, Post, StaffRole
from netevent.identity.queries import select_account
from netevent.staff import service
from netevent.staff.queries import Details
from tests.checkin.test_routes import CHECK_IN, DESK, JSON, scan
from tests.conftest import LogIn
from tests.door import GATE, SIDE_GATE, Door, badge


async def work_at(door: Door, *gates: int, role: StaffRole = StaffRole.door) -> None:
    details = Details("Marta", "Door", "marta@example.com", "en", role, gates)
    await door.database.transact(service.edit, 1, 1, details, "")


async def is_changed_by_the_organizer(log_in_as: LogIn, **post: str) -> None:
    """In the running application, which tells its workers of it."""
    form = {"first_name": "Marta", "last_name": "Door", "email": "marta@example.com", "language": "en"}
    organizer, token = await log_in_as("olga")
    answer = await organizer.post(
        "/organizer/event/1/staff/1", form=form | {"role": "door"} | post, headers=token
    )
    assert answer.status_code == 303


async def gates_of(client: Client) -> list[str]:
    page = await (await client.get("/staff/1/dashboard")).get_data(as_text=True)
    return re.findall(r'<option value="\d+"[^>]*>([^<]+)</option>', page)


async def test_who_has_no_gates_of_their_own_works_at_all(log_in_as: LogIn):
    client, _ = await log_in_as("marta")
    assert await gates_of(client) == ["Main", "East"]


async def test_a_desk_offers_the_members_gates_only(door: Door, log_in_as: LogIn):
    await work_at(door, SIDE_GATE)
    client, _ = await log_in_as("marta")
    assert await gates_of(client) == ["East"]
    organizer, _ = await log_in_as("olga")
    assert await gates_of(organizer) == ["Main", "East"]


async def test_a_scan_at_another_gate_is_refused_with_a_code_and_lets_nobody_in(door: Door, log_in_as: LogIn):
    await work_at(door, SIDE_GATE)
    client, token = await log_in_as("marta")
    answer = await client.post(CHECK_IN, json=scan(gate=str(GATE)), headers=token | JSON)
    assert (answer.status_code, (await answer.get_json())["error"]["code"]) == (409, "gate_not_yours")
    assert (await door.inside(), await door.journal()) == (0, {})
    answer = await client.post(CHECK_IN, json=scan(gate=str(SIDE_GATE)), headers=token | JSON)
    assert (await answer.get_json())["outcome"] == "checked_in"


async def test_the_desk_is_answered_so_that_it_does_not_send_for_ever(door: Door, log_in_as: LogIn):
    await work_at(door, SIDE_GATE)
    client, token = await log_in_as("marta")
    answer = await client.post(CHECK_IN, form=scan(gate=str(GATE)), headers=token | DESK)
    text = await answer.get_data(as_text=True)
    assert 'data-outcome="wrong_gate"' in text
    assert "You do not work at this gate. Choose one of yours, and scan again." in text


async def test_a_scan_that_waited_counts_at_the_gate_where_it_was_allowed(door: Door, log_in_as: LogIn):
    client, token = await log_in_as("marta")
    made = (clock.now() - timedelta(minutes=5)).isoformat() + "Z"
    await work_at(door, SIDE_GATE)
    answer = await client.post(CHECK_IN, json=scan(gate=str(GATE), scanned_at=made), headers=token | JSON)
    body = await answer.get_json()
    assert (body["outcome"], body["gate"]) == ("checked_in", "Main")


async def test_other_gates_count_at_once_for_who_is_logged_in(log_in_as: LogIn):
    client, token = await log_in_as("marta")
    assert await gates_of(client) == ["Main", "East"]
    await is_changed_by_the_organizer(log_in_as, gates=str(SIDE_GATE))
    assert await gates_of(client) == ["East"]
    answer = await client.post(CHECK_IN, json=scan(badge(2), gate=str(GATE)), headers=token | JSON)
    assert answer.status_code == 409


async def test_gates_of_another_event_are_not_kept(door: Door):
    await work_at(door, 3)
    account = await door.database.read(select_account, Kind.staff, 1)
    assert account is not None
    assert account.post.gates == frozenset()


@pytest.mark.parametrize(
    ("role", "walk_ins", "money"),
    [(StaffRole.door, False, False), (StaffRole.walk_ins, True, False), (StaffRole.money, True, True)],
)
async def test_each_role_may_what_those_before_it_may(
    door: Door, log_in_as: LogIn, role: StaffRole, walk_ins: bool, money: bool
):
    await work_at(door, role=role)
    account = await door.database.read(select_account, Kind.staff, 1)
    assert account is not None
    assert (account.may_add_walk_ins, account.may_take_money) == (walk_ins, money)
    client, _ = await log_in_as("marta")
    status = (await client.get("/staff/1/walk-in", headers=JSON)).status_code
    assert status == (200 if walk_ins else 403)


def test_an_organizer_may_all_and_an_attendee_nothing():
    organizer = Account(Kind.organizer, 1, "A", "a@example.com", "en")
    attendee = Account(Kind.attendee, 1, "A", "a@example.com", "en")
    assert (organizer.may_add_walk_ins, organizer.may_take_money) == (True, True)
    assert (attendee.may_add_walk_ins, attendee.may_take_money) == (False, False)


def test_a_post_without_gates_is_all_of_them():
    assert Post().may_work_at(7, clock.now())
    assert not Post(gates=frozenset({1})).may_work_at(7, clock.now())
    assert Post(gates=frozenset({1})).may_work_at(None, clock.now())
