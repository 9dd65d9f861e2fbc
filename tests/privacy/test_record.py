"""Everything about me: all of mine is in it, and nothing that others do not show."""

from __future__ import annotations

import json
from typing import Any

import pytest
from quart import Quart
from quart.typing import TestClientProtocol as Client
from sqlalchemy import insert, select

from netevent.core import clock
from netevent.core.database.tables import logins, push_refusals, push_subscriptions
from tests.conftest import LogIn
from tests.door import Door, badge
from tests.privacy.traces import SECRETS, live

PAGE, DATA, FILE = "/attendee/privacy", "/attendee/privacy/data", "/attendee/privacy/data.json"


async def text_of(answer: Any) -> str:
    return str(await answer.get_data(as_text=True))


async def file_of(log_in_as: LogIn, name: str = "guest1") -> dict[str, Any]:
    client, _ = await log_in_as(name)
    answer = await client.get(FILE)
    assert answer.content_type == "application/json"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    found: dict[str, Any] = json.loads(await text_of(answer))
    return found


async def test_file_holds_everything_of_mine(app: Quart, door: Door, log_in_as: LogIn):
    await live(door)
    await door.change_attendee(1, introduction="I build bridges", profile_picture="ab12")
    await door.scan(badge(1))
    found = await file_of(log_in_as)
    assert found["account"]["email"] == "guest1@example.com"
    assert found["account"]["code"] == badge(1)
    assert found["account"]["photo"] == "http://localhost:8000/photos/1/ab12-800.jpg"
    assert found["account"]["checked_in_at"].endswith("Z")
    assert found["profile"]["introduction"] == "I build bridges"
    assert found["profile"]["shown"]["email"] == "connections"
    told = {(one["person"]["name"], one["state"]) for one in found["requests"]}
    assert told == {
        ("Ben Żółć", "connected"),
        ("Guest3 Żółć", "waiting"),
        ("Guest4 Żółć", "waiting"),
    }
    assert found["notes"][0]["note"] == "met at the bar"
    assert [one["person"]["name"] for one in found["blocks"]] == ["Guest5 Żółć"]
    assert found["appointments"][0]["notes"] == "Coffee & cake"
    seats = [(one["name"], one["status"], one["place"]) for one in found["sessions"]]
    assert seats == [
        ("Open data", "registered", None),
        ("Locks", "waitlisted", 3),
        ("Queues", "cancelled", None),
    ]
    assert found["sessions"][0]["entered_at"].endswith("Z")
    assert [(one["session"], one["outcome"]) for one in found["rooms"]] == [("Open data", "checked_in")]
    assert [(one["outcome"], one["gate"]) for one in found["door"]] == [("checked_in", "Main")]
    assert found["badges_scanned"][0]["person"]["name"] == "Ben Żółć"
    assert len(found["own_badge_scanned"]) == 1
    assert [one["station"] for one in found["badge_prints"]] == ["Main entrance"]
    (text,) = found["badge_texts"]
    assert (text["name"], text["organisation"], text["role"]) == ("Dr. Ann", "", None)
    assert [one["state"] for one in found["badges_asked"]] == ["waiting"]
    assert [(one["code"], one["told"]["name"]) for one in found["certificates"]] == [
        ("CERTIFICATE00001", "Anna")
    ]
    assert [one["subject"] for one in found["mails"]] == ["A mail of 1"]
    assert len(found["logins"]) == 1
    assert (found["push_devices"], found["push_refused"]) == ([], [])


async def test_devices_are_listed_without_their_addresses(door: Door, app: Quart, log_in_as: LogIn):
    client, _ = await log_in_as("guest1")
    login_id = select(logins.c.id).limit(1).scalar_subquery()
    row = {
        "attendee_id": 1,
        "login_id": login_id,
        "endpoint": "https://push.example.org/secret",
        "p256dh": "secret",
    }
    rest = {
        "endpoint_hash": "secret",
        "auth": "secret",
        "device": "Firefox · Android",
        "added_at": clock.now(),
    }
    device, refusal = (
        insert(push_subscriptions).values(**row, **rest),
        insert(push_refusals).values(attendee_id=1, kind="seat"),
    )
    await door.database.transact(lambda tx: tx.execute(device))
    await door.database.transact(lambda tx: tx.execute(refusal))
    text = await text_of(await client.get(FILE))
    assert "Firefox · Android" in json.loads(text)["push_devices"][0]["device"]
    assert json.loads(text)["push_refused"] == ["seat"]
    assert "secret" not in text
    assert "Firefox · Android" in await text_of(await client.get(DATA))


async def test_page_shows_the_same(app: Quart, door: Door, log_in_as: LogIn):
    await live(door)
    await door.scan(badge(1))
    client, _ = await log_in_as("guest1")
    page = await text_of(await client.get(DATA))
    for words in (
        "Dr. Ann",
        "CERTIFICATE00001",
        "Ben Żółć",
        "met at the bar",
        "Coffee &amp; cake",
        "Open data",
        "A mail of 1",
        "Guest5",
    ):
        assert words in page
    assert "checked in, Main" in page
    for words in (
        "seat kept",
        "in the room since",
        "no. 3 on the waiting list",
        "given up",
        "checked in, Open data",
    ):
        assert words in page
    overview = await text_of(await client.get(PAGE))
    assert "3 requests and connections" in overview
    assert 'href="/attendee/privacy/delete"' in overview


@pytest.mark.parametrize("path", [DATA, FILE])
async def test_hidden_fields_of_others_stand_in_neither(app: Quart, door: Door, log_in_as: LogIn, path: str):
    await live(door)
    client, _ = await log_in_as("guest1")
    page = await text_of(await client.get(path))
    for secret in SECRETS:
        assert secret not in page
    # Who blocked Anna, and that Dan declined, is theirs to tell.
    assert "Guest6" not in page
    assert "declined" not in page
    assert "A mail of 99" not in page


async def test_name_that_does_not_show_is_not_told(app: Quart, door: Door, log_in_as: LogIn):
    await live(door)
    await door.change_attendee(4, shows_name="connections")
    found = await file_of(log_in_as)
    assert "Guest4" not in json.dumps(found)
    client, _ = await log_in_as("guest1")
    assert "Someone with a hidden name" in await text_of(await client.get(DATA))


async def test_somebody_else_reads_of_themselves_alone(app: Quart, door: Door, log_in_as: LogIn):
    await live(door)
    found = await file_of(log_in_as, "guest7")
    assert found["account"]["email"] == "guest7@example.com"
    for section in ("requests", "notes", "blocks", "appointments", "sessions", "door", "rooms", "mails"):
        assert found[section] == []


async def test_hostile_texts_are_shown_as_text(app: Quart, door: Door, log_in_as: LogIn):
    await door.change_attendee(1, introduction="<script>alert(1)</script>")
    client, _ = await log_in_as("guest1")
    assert "<script>alert" not in await text_of(await client.get(DATA))


@pytest.mark.parametrize("path", [PAGE, DATA, FILE, "/attendee/privacy/delete"])
async def test_others_have_no_record(client: Client, log_in_as: LogIn, path: str):
    assert (await client.get(path)).status_code == 302
    for name in ("olga", "marta"):
        browser, token = await log_in_as(name)
        assert (await browser.get(path)).status_code == 403
        if path.endswith("delete"):
            assert (await browser.post(path, form={"sure": "yes"}, headers=token)).status_code == 403
