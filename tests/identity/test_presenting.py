"""Organizers who present: where they land, what else they see, and what who was only invited may not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from quart import Quart
from sqlalchemy import select, update

from netevent.core import clock
from netevent.core.database.tables import events, organizers
from netevent.core.site import Application
from netevent.identity.accounts import Kind
from netevent.identity.queries import select_account
from tests.breakouts.presenters.people import JSON, assign, insert_presenter, log_in_with, text_of
from tests.conftest import LogIn
from tests.door import Door
from tests.factories import insert_organizer, insert_session
from tests.mails import waiting_mails

EVENTS, SESSIONS = "/organizer/dashboard", "/presenter/dashboard"
OLGA, OTTO = 1, 2


@pytest.fixture
async def session_id(door: Door) -> int:
    return await insert_session(door.database, 1, clock.now())


@pytest.fixture
def app(app: Application) -> Application:
    """On a server where organizers come by invitation, as all do that nobody has set up otherwise."""
    return with_organizers(app, "invited")


def with_organizers(app: Application, organizers: str) -> Application:
    app.site = replace(app.site, settings=app.site.settings.model_copy(update={"organizers": organizers}))
    return app


async def is_presents_only(door: Door, organizer_id: int) -> bool:
    statement = select(organizers.c.presents_only).where(organizers.c.id == organizer_id)
    return bool(await door.database.read(lambda tx: tx.execute(statement).scalar_one()))


# ---- where they land --------------------------------------------------------------------------------------


async def test_a_presenter_without_events_lands_on_the_own_sessions(app: Quart, door: Door, session_id: int):
    for name, presents_only in (("Petra", True), ("Quinn", False)):
        await insert_presenter(door.database, session_id, name, presents_only=presents_only)
        client, answer = await log_in_with(app, f"{name.lower()}@example.com")
        assert answer.headers["Location"] == SESSIONS
        assert f'href="{SESSIONS}"' in await text_of(await client.get("/"))


async def test_an_organizer_with_events_lands_on_them_and_finds_both(app: Quart, door: Door, session_id: int):
    await assign(door.database, session_id, OTTO)
    client, answer = await log_in_with(app, "otto@example.com")
    assert answer.headers["Location"] == EVENTS
    for page in (EVENTS, SESSIONS, "/organizer/event/2"):
        text = await text_of(await client.get(page))
        assert f'href="{EVENTS}"' in text
        assert f'href="{SESSIONS}"' in text


async def test_an_organizer_who_presents_nothing_sees_nothing_of_it(app: Quart, door: Door):
    client, answer = await log_in_with(app, "otto@example.com")
    assert answer.headers["Location"] == EVENTS
    assert SESSIONS not in await text_of(await client.get(EVENTS))


async def test_who_was_only_invited_to_present_has_no_other_page(
    app: Quart, door: Door, session_id: int, log_in_as: LogIn
):
    await insert_presenter(door.database, session_id)
    client, _ = await log_in_as("petra")
    assert EVENTS not in await text_of(await client.get(SESSIONS))
    answer = await client.get(EVENTS)
    assert (answer.status_code, answer.headers["Location"]) == (303, SESSIONS)
    text = await text_of(await client.get("/accounts"))
    assert "Presenter" in text


# ---- what they may not ------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/organizer/event/create", "/organizer/invite"])
@pytest.mark.parametrize(("setting", "status"), [("invited", 403), ("closed", 403), ("open", 200)])
async def test_only_where_everybody_may_organize_a_presenter_may(
    app: Application, door: Door, session_id: int, log_in_as: LogIn, path: str, setting: str, status: int
):
    with_organizers(app, setting)
    await insert_presenter(door.database, session_id)
    client, token = await log_in_as("petra")
    answer = await client.get(path, headers=JSON)
    assert answer.status_code == status
    if status == 403:
        assert "makes no events of its own" in await text_of(answer)
        assert (await client.post(path, form={}, headers=JSON | token)).status_code == 403


async def test_an_organizer_who_presents_goes_on_making_events(
    app: Quart, door: Door, session_id: int, log_in_as: LogIn
):
    await assign(door.database, session_id, OTTO)
    client, _ = await log_in_as("otto")
    assert (await client.get("/organizer/event/create")).status_code == 200


async def test_whom_an_organizer_invites_to_organize_may(
    app: Quart, door: Door, session_id: int, log_in_as: LogIn
):
    petra_id = await insert_presenter(door.database, session_id)
    olga, token = await log_in_as("olga")
    form = {"name": "Somebody", "email": "petra@example.com"}
    assert (await olga.post("/organizer/invite", form=form, headers=token)).status_code == 200
    (mail,) = await waiting_mails(door.database)
    assert "Olga invites you to organize events" in mail.text
    assert not await is_presents_only(door, petra_id)
    petra, _ = await log_in_as("petra")
    assert (await petra.get("/organizer/event/create")).status_code == 200


async def test_who_registers_with_a_presenters_address_changes_nothing(
    app: Application, door: Door, session_id: int, client: Any
):
    with_organizers(app, "open")
    petra_id = await insert_presenter(door.database, session_id)
    page = await text_of(await client.get("/register/organizer"))
    form = {"name": "Somebody", "email": "petra@example.com", "password": "a password of a stranger"}
    token = page.split('name="csrf-token" content="')[1].split('"')[0]
    assert (await client.post("/register/organizer", form=form | {"csrf_token": token})).status_code == 200
    assert await is_presents_only(door, petra_id)


async def test_a_presenter_never_becomes_the_servers_operator(door: Door, session_id: int):
    """Not even as the first account that is left."""
    first = update(organizers).where(organizers.c.id == OLGA).values(presents_only=True)
    await door.database.transact(lambda tx: tx.execute(first))
    olga = await door.database.read(select_account, Kind.organizer, OLGA)
    otto = await door.database.read(select_account, Kind.organizer, OTTO)
    assert olga
    assert otto
    assert (olga.is_operator, otto.is_operator) == (False, True)


async def test_an_account_says_what_it_has(door: Door, session_id: int):
    nobody = await insert_organizer(door.database, email="nora@example.com")
    await assign(door.database, session_id, OTTO)
    found = [await door.database.read(select_account, Kind.organizer, one) for one in (OLGA, OTTO, nobody)]
    assert [(one.has_events, one.presents) for one in found if one] == [
        (True, False),
        (True, True),
        (False, False),
    ]
    gone = update(events).where(events.c.id == 2).values(organizer_id=OLGA)
    await door.database.transact(lambda tx: tx.execute(gone))
    otto = await door.database.read(select_account, Kind.organizer, OTTO)
    assert otto
    assert otto.is_presenter
