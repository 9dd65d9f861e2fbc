"""Announcements by mail end by the link in them, and by the POST of a mail program; no other mail does."""

from __future__ import annotations

import pytest
from quart.typing import TestClientProtocol as Client
from sqlalchemy import select

from netevent.announcements.off.service import off_link, want
from netevent.core.database import Transaction
from netevent.core.database.tables import attendees
from netevent.core.mail.queries import select_suppression, suppress
from netevent.core.mail.state import Reason
from netevent.settings import Settings
from tests.agenda.agendas import ANNA, BEN, remove_attendee
from tests.door import Door, token_of

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


def link(settings: Settings, attendee_id: int = ANNA) -> str:
    whole = off_link(settings.base_url, settings.secret_key.get_secret_value(), attendee_id)
    return whole.removeprefix(settings.base_url)


async def wants(door: Door, attendee_id: int = ANNA) -> bool:
    statement = select(attendees.c.wants_announcements).where(attendees.c.id == attendee_id)
    return bool(await door.database.read(lambda tx: tx.execute(statement).scalar_one()))


async def test_looking_at_the_link_changes_nothing(door: Door, settings: Settings, client: Client):
    path = link(settings)
    answer = await client.get(path, headers={"User-Agent": "a program that looks into mails"})
    assert "No longer want announcements by email?" in await answer.get_data(as_text=True)
    assert await wants(door)


async def test_a_mail_program_turns_them_off_with_nothing_but_the_link(
    door: Door, settings: Settings, client: Client
):
    for _again in range(2):
        answer = await client.post(link(settings), form=ONE_CLICK, headers={"Origin": "https://mail.example"})
        assert (answer.status_code, await answer.get_data(as_text=True)) == (200, "")
    assert (await wants(door), await wants(door, BEN)) == (False, True)


async def test_the_button_turns_them_off_and_shows_it(door: Door, settings: Settings, client: Client):
    answer = await client.post(link(settings), form={"by_hand": "1"})
    assert (answer.status_code, answer.headers["Location"]) == (303, link(settings))
    assert "Turned off" in await (await client.get(link(settings))).get_data(as_text=True)
    assert not await wants(door)


async def test_who_changes_their_mind_gets_them_again(door: Door, settings: Settings, client: Client):
    await client.post(link(settings), form=ONE_CLICK)
    headers = {"X-CSRF-Token": await token_of(client, link(settings))}
    answer = await client.post(f"{link(settings)}/on", headers=headers)
    assert (answer.status_code, answer.headers["Location"]) == (303, link(settings))
    assert await wants(door)


async def test_another_site_turns_them_on_for_nobody(door: Door, settings: Settings, client: Client):
    await client.post(link(settings), form=ONE_CLICK)
    assert (await client.post(f"{link(settings)}/on")).status_code == 403
    assert not await wants(door)


@pytest.mark.parametrize("token", ["1-" + "0" * 64, "1", "x"])
async def test_another_link_is_not_there(door: Door, client: Client, token: str):
    assert (await client.get(f"/mail/off/{token}")).status_code == 404
    assert (await client.post(f"/mail/off/{token}", form=ONE_CLICK)).status_code == 404
    assert await wants(door)


async def test_a_signature_is_good_for_its_owner_and_for_announcements_only(
    door: Door, settings: Settings, client: Client
):
    others = link(settings).replace(f"/{ANNA}-", f"/{BEN}-")
    of_the_digest = link(settings).replace("/mail/off/", "/attendee/digest/off/")
    assert (await client.post(others, form=ONE_CLICK)).status_code == 404
    assert (await client.get(of_the_digest)).status_code == 404
    assert await wants(door, BEN)


async def test_who_left_for_good_has_no_such_page(door: Door, settings: Settings, client: Client):
    await remove_attendee(door.database, ANNA)
    assert (await client.get(link(settings))).status_code == 404


async def test_who_wants_them_again_takes_a_complaint_back(door: Door, settings: Settings):
    def called_spam(tx: Transaction) -> None:
        suppress(tx, "guest1@example.com", Reason.complained, "")
        suppress(tx, "guest2@example.com", Reason.complained, "")

    await door.database.transact(called_spam)
    token, secret = link(settings).rpartition("/")[2], settings.secret_key.get_secret_value()
    await door.database.transact(want, token, secret, False)
    assert await door.database.read(select_suppression, "guest1@example.com")
    await door.database.transact(want, token, secret, True)
    assert await door.database.read(select_suppression, "guest1@example.com") is None
    assert await door.database.read(select_suppression, "guest2@example.com")
