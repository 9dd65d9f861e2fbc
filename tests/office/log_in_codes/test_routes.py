"""The organizer's screen with a log-in code, and the phone that scans it."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from quart import Quart
from quart.typing import TestClientProtocol as Client
from sqlalchemy import select

from netevent.core import clock
from netevent.core.database.tables import jobs, logins, staff
from netevent.staff import queries
from netevent.staff.codes import service
from netevent.staff.codes.queries import select_code_of_member
from netevent.staff.codes.service import AFTER_THE_EVENT
from netevent.staff.queries import Member, State
from tests.conftest import LogIn
from tests.door import Door, token_of

CODE = "/organizer/event/1/staff/1/code"
ADD = "/organizer/event/1/staff/without-email"
PHONE = {"User-Agent": "Mozilla/5.0 (Linux; Android 14) Chrome/130.0 Mobile Safari/537.36"}
NOOR = {"first_name": "Noor", "last_name": "", "language": "nl", "role": "walk_ins"}


async def link_of(door: Door, staff_id: int = 1) -> str:
    shown = await door.database.transact(service.show, 1, staff_id, "")
    return shown.link


async def tap(client: Client, link: str) -> Any:
    form = {"csrf_token": await token_of(client, link)}
    return await client.post(link, form=form, headers=PHONE)


async def noor(door: Door, log_in_as: LogIn) -> Member:
    client, token = await log_in_as("olga")
    await client.post(ADD, form=NOOR, headers=token)
    members = await door.database.read(queries.select_members, 1, clock.now())
    return next(one for one in members if one.first_name == "Noor")


async def test_a_look_makes_no_code_and_the_button_does(door: Door, log_in_as: LogIn):
    client, token = await log_in_as("olga")
    page = await (await client.get(CODE)).get_data(as_text=True)
    assert "<svg viewBox" not in page
    assert 'hx-trigger="load"' in page, "a browser with scripts presses the button by itself"
    page = await (await client.post(CODE, headers=token)).get_data(as_text=True)
    assert page.count("<svg viewBox") == 1
    assert 'hx-trigger="every 540s"' in page


async def test_the_phone_that_taps_is_at_the_desk(app: Quart, door: Door):
    phone = app.test_client()
    link = await link_of(door)
    page = await (await phone.get(link)).get_data(as_text=True)
    assert "Welcome, Marta Door" in page
    answer = await tap(phone, link)
    assert answer.headers["Location"] == "/staff/1/dashboard"
    assert (await phone.get("/staff/1/dashboard")).status_code == 200


async def test_the_login_ends_with_the_event_and_names_the_device(app: Quart, door: Door):
    await tap(app.test_client(), await link_of(door))
    row = await door.database.read(lambda tx: tx.execute(select(logins)).one())
    assert row.device == "Chrome · Android"
    ends = await door.database.read(lambda tx: service.logged_in_until(_code(tx)))
    assert (row.expires_at, ends > clock.now() + AFTER_THE_EVENT) == (ends, True)


def _code(tx: Any) -> Any:
    found = select_code_of_member(tx, 1)
    assert found is not None
    return found


async def test_a_used_code_lets_nobody_else_in(app: Quart, door: Door):
    link = await link_of(door)
    other = app.test_client()
    form = {"csrf_token": await token_of(other, link)}
    await tap(app.test_client(), link)
    for answer in (await other.get(link), await other.post(link, form=form, headers=PHONE)):
        assert answer.status_code == 410
        assert "This code no longer works" in await answer.get_data(as_text=True)
    assert (await other.get("/staff/1/dashboard")).status_code == 302


async def test_the_organizers_screen_hears_who_logged_in(app: Quart, door: Door, log_in_as: LogIn):
    client, _ = await log_in_as("olga")
    await tap(app.test_client(), await link_of(door))
    regions = unescape(await (await client.get("/live/log-in-code/1/regions")).get_data(as_text=True))
    assert re.search(
        r"Marta Door is logged in on Chrome · Android, at .+ The code no longer works\.", regions
    )


async def test_who_has_no_address_gets_one_that_is_never_shown_or_mailed(door: Door, log_in_as: LogIn):
    member = await noor(door, log_in_as)
    assert (member.name, member.email, member.state) == ("Noor", "", State.by_code)
    stored = await door.database.read(
        lambda tx: tx.execute(select(staff.c.email).where(staff.c.id == member.id)).scalar_one()
    )
    assert stored.endswith("@no-mail.invalid")
    client, token = await log_in_as("olga")
    for address in ("/organizer/event/1/staff", f"/organizer/event/1/staff/{member.id}"):
        page = await (await client.get(address)).get_data(as_text=True)
        assert "Noor" in page
        assert "no-mail.invalid" not in page
    resent = await client.post(
        f"/organizer/event/1/staff/{member.id}/resend", headers=token | {"Accept": "application/json"}
    )
    assert (resent.status_code, (await resent.get_json())["error"]["code"]) == (409, "no_address")
    assert await door.database.read(lambda tx: tx.execute(select(jobs.c.id)).all()) == []


async def test_who_has_no_address_is_led_to_the_code_and_comes_in(app: Quart, door: Door, log_in_as: LogIn):
    client, token = await log_in_as("olga")
    answer = await client.post(ADD, form=NOOR, headers=token)
    assert re.fullmatch(r"/organizer/event/1/staff/\d+/code", answer.headers["Location"])
    members = await door.database.read(queries.select_members, 1, clock.now())
    member = next(one for one in members if one.first_name == "Noor")
    phone = app.test_client()
    await tap(phone, await link_of(door, member.id))
    account = await (await phone.get("/account")).get_data(as_text=True)
    assert "no-mail.invalid" not in account


async def test_two_without_an_address_are_two(door: Door, log_in_as: LogIn):
    client, token = await log_in_as("olga")
    for _ in range(2):
        assert (await client.post(ADD, form=NOOR, headers=token)).status_code == 303
    assert await door.database.read(queries.count_members, 1) == 3


async def test_an_address_that_comes_later_is_invited(door: Door, log_in_as: LogIn):
    member = await noor(door, log_in_as)
    client, token = await log_in_as("olga")
    sent = NOOR | {"email": "noor@example.com"}
    await client.post(f"/organizer/event/1/staff/{member.id}", form=sent, headers=token)
    members = await door.database.read(queries.select_members, 1, clock.now())
    assert {one.email: one.state for one in members}["noor@example.com"] is State.invited
