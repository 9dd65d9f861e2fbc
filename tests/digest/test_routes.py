"""The link that switches the digest off: it asks first, works without a login, and only for its owner."""

from __future__ import annotations

import pytest
from quart.typing import TestClientProtocol as Client
from sqlalchemy import select

from netevent.core.credentials import signature
from netevent.core.database.tables import attendees
from netevent.settings import Settings
from tests.agenda.agendas import ANNA, BEN, remove_attendee
from tests.door import Door, token_of


def link(settings: Settings, attendee_id: int = ANNA) -> str:
    signed = signature(settings.secret_key.get_secret_value(), "digest-off", str(attendee_id))
    return f"/attendee/digest/off/{attendee_id}-{signed}"


async def wants(door: Door, attendee_id: int = ANNA) -> bool:
    statement = select(attendees.c.wants_digest).where(attendees.c.id == attendee_id)
    return bool(await door.database.read(lambda tx: tx.execute(statement).scalar_one()))


async def test_the_page_asks_and_the_button_switches_off(door: Door, settings: Settings, client: Client):
    path = link(settings)
    assert "No longer want these emails?" in await (await client.get(path)).get_data(as_text=True)
    assert await wants(door)
    answer = await client.post(path, headers={"X-CSRF-Token": await token_of(client, path)})
    assert (answer.status_code, answer.headers["Location"]) == (303, path)
    assert "Turned off" in await (await client.get(path)).get_data(as_text=True)
    assert (await wants(door), await wants(door, BEN)) == (False, True)


async def test_a_mail_program_switches_off_by_one_post(door: Door, settings: Settings, client: Client):
    """RFC 8058: without a page's token, without a cookie, and without being led on."""
    answer = await client.post(link(settings), form={"List-Unsubscribe": "One-Click"})
    assert (answer.status_code, "Set-Cookie" in answer.headers) == (204, False)
    assert (await wants(door), await wants(door, BEN)) == (False, True)


async def test_looking_at_the_link_switches_nothing_off(door: Door, settings: Settings, client: Client):
    for _ in range(2):
        await client.get(f"{link(settings)}?List-Unsubscribe=One-Click")
    assert await wants(door)


@pytest.mark.parametrize("path", ["1-" + "0" * 64, "1", "x"])
async def test_another_link_is_not_there(door: Door, client: Client, path: str):
    whole = f"/attendee/digest/off/{path}"
    token = {"X-CSRF-Token": await token_of(client, "/login")}
    assert (await client.get(whole)).status_code == 404
    assert (await client.post(whole, headers=token)).status_code == 404
    assert await wants(door)


async def test_a_signature_is_good_for_its_owner_only(settings: Settings, client: Client):
    assert (await client.get(link(settings).replace("/1-", "/2-"))).status_code == 404


async def test_who_left_for_good_has_no_such_page(door: Door, settings: Settings, client: Client):
    await remove_attendee(door.database, ANNA)
    assert (await client.get(link(settings))).status_code == 404
