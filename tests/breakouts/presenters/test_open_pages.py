"""Who is removed is out at once, with every page that is open, at every worker; who is not stays."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any

import pytest
from quart.testing.connections import WebsocketDisconnectError, WebsocketResponseError
from quart.typing import TestClientProtocol as Browser

from netevent import app as application
from netevent.breakouts.queries import select_session_by_id
from netevent.breakouts.session import Session
from netevent.changes import PresentersChanged, RoomChanged
from netevent.core.database import Transaction
from netevent.core.site import Application
from netevent.identity.guards import require_presenter, require_room
from netevent.live.admission import Admission
from netevent.live.bus import Bus, RedisBus
from netevent.live.hub import LOGGED_OUT
from netevent.live.publisher import Publisher
from netevent.live.screen import LiveRegion, Screen
from netevent.screens import SCREENS
from netevent.settings import Settings
from tests.breakouts.presenters.people import LIST, insert_presenter
from tests.breakouts.seats import Room
from tests.conftest import LogIn
from tests.door import Door, log_in
from tests.live.test_bus import whole

ORIGIN = {"Origin": "http://localhost:8000"}


@dataclass(frozen=True, slots=True)
class Seats:
    breakout: Session


def read_seats(tx: Transaction, session_id: int) -> Seats | None:
    session = select_session_by_id(tx, session_id)
    return Seats(session) if session else None


def screen(kind: str, guard: Any) -> Screen:
    region = LiveRegion("session-{key}-seats", "breakouts/_seats.html", read_seats, (RoomChanged,))
    return Screen(kind, guard, (region,), key="session_id")


MINE, DOOR = screen("mine-in-a-test", require_presenter), screen("room-in-a-test", require_room)


@pytest.fixture
def settings(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setattr(application, "SCREENS", (*SCREENS, MINE, DOOR))
    return settings


@asynccontextmanager
async def open_page(client: Browser, kind: Screen, session_id: int) -> AsyncIterator[Any]:
    """A page that has what it shows."""
    async with client.websocket(f"/live/{kind.kind}/{session_id}", headers=ORIGIN) as page:
        async with asyncio.timeout(60):
            assert f"session-{session_id}-seats" in str(await page.receive())
        yield page


async def closed_with(page: Any) -> int:
    """The promise is two seconds; a busy machine may need longer."""
    async with asyncio.timeout(60):
        try:
            while True:
                await page.receive()
        except WebsocketDisconnectError as closed:
            return int(closed.args[0])


async def refusal(client: Browser, kind: Screen, session_id: int) -> int:
    with pytest.raises(WebsocketResponseError) as refused:
        async with client.websocket(f"/live/{kind.kind}/{session_id}", headers=ORIGIN) as page:
            await page.receive()
    return int(refused.value.response.status_code)


async def still_hears(app: Application, page: Any, session_id: int) -> None:
    """What changes in the room still arrives."""
    app.site.part(Bus).publish(RoomChanged(1, session_id))
    async with asyncio.timeout(60):
        assert f"session-{session_id}-seats" in str(await page.receive())


@pytest.mark.parametrize("kind", [MINE, DOOR], ids=["mine", "room"])
async def test_removal_closes_the_presenters_pages_and_no_others(
    app: Application, door: Door, room: Room, log_in_as: LogIn, kind: Screen
):
    petra_id = await insert_presenter(door.database, room.session_id)
    await insert_presenter(door.database, room.session_id, "Quinn")
    petra, _ = await log_in_as("petra")
    quinn, _ = await log_in_as("quinn")
    olga, token = await log_in_as("olga")
    async with (
        open_page(petra, kind, room.session_id) as removed,
        open_page(quinn, kind, room.session_id) as other,
        open_page(olga, kind, room.session_id) as owner,
    ):
        page = LIST.format(room.session_id)
        assert (await olga.post(f"{page}/{petra_id}/remove", headers=token)).status_code == 303
        assert await closed_with(removed) == LOGGED_OUT
        await still_hears(app, other, room.session_id)
        await still_hears(app, owner, room.session_id)
    assert await refusal(petra, kind, room.session_id) == 404
    poll = f"/live/{kind.kind}/{room.session_id}/regions"
    assert (await petra.get(poll, headers={"Accept": "application/json"})).status_code == 404
    assert (await petra.get("/presenter/dashboard")).status_code == 200


async def test_adding_somebody_closes_no_page(app: Application, door: Door, room: Room, log_in_as: LogIn):
    await insert_presenter(door.database, room.session_id)
    petra, _ = await log_in_as("petra")
    olga, token = await log_in_as("olga")
    async with open_page(petra, MINE, room.session_id) as page:
        await olga.post(LIST.format(room.session_id), form={"email": "otto@example.com"}, headers=token)
        await still_hears(app, page, room.session_id)


@pytest.mark.parametrize("what", ["/breakout-sessions/{}/delete", "/delete"])
async def test_pages_close_with_their_session_and_with_its_event(
    door: Door, room: Room, log_in_as: LogIn, what: str
):
    await insert_presenter(door.database, room.session_id)
    petra, _ = await log_in_as("petra")
    marta, _ = await log_in_as("marta")
    olga, token = await log_in_as("olga")
    path = "/organizer/event/1" + what.format(room.session_id)
    async with (
        open_page(petra, MINE, room.session_id) as mine,
        open_page(marta, DOOR, room.session_id) as at_the_door,
    ):
        assert (await olga.post(path, form={"name": "Event 1"}, headers=token)).status_code == 303
        assert await closed_with(mine) == LOGGED_OUT
        assert await closed_with(at_the_door) == LOGGED_OUT
    assert await refusal(petra, MINE, room.session_id) == 404


async def test_who_was_removed_while_connecting_is_found_after_it(
    app: Application, room: Room, log_in_as: LogIn
):
    """Nobody has told this process: the page asks once more when the hub knows it."""

    async def lets_anybody(viewer: Any, session_id: int) -> None:
        """As the guard did a moment ago."""

    app.site.part(Publisher).screens[MINE.kind] = replace(MINE, guard=lets_anybody)
    otto, _ = await log_in_as("otto")
    async with otto.websocket(f"/live/{MINE.kind}/{room.session_id}", headers=ORIGIN) as page:
        assert await closed_with(page) == LOGGED_OUT


async def test_a_word_that_was_lost_is_made_up_for(
    app: Application, door: Door, room: Room, log_in_as: LogIn
):
    """As where Redis is gone: every ten seconds each process asks by itself."""
    petra_id = await insert_presenter(door.database, room.session_id)
    petra, _ = await log_in_as("petra")
    olga, token = await log_in_as("olga")
    app.site.part(Bus)._listeners[PresentersChanged].clear()
    async with open_page(petra, MINE, room.session_id) as page:
        await olga.post(f"{LIST.format(room.session_id)}/{petra_id}/remove", headers=token)
        await still_hears(app, page, room.session_id)
        app.site.part(Admission).ask_all()
        assert await closed_with(page) == LOGGED_OUT


async def test_pages_at_another_worker_close_too(
    app: Application, door: Door, room: Room, settings: Settings, redis_url: str
):
    petra_id = await insert_presenter(door.database, room.session_id)
    shared = settings.model_copy(update={"redis_url": redis_url})
    here, there = application.create_app(shared), application.create_app(shared)
    async with here.test_app(), there.test_app():
        await connected(here, there)
        olga, token = await log_in(here, "olga@example.com")
        petra, _ = await log_in(there, "petra@example.com")
        async with open_page(petra, MINE, room.session_id) as page:
            path = f"{LIST.format(room.session_id)}/{petra_id}/remove"
            assert (await olga.post(path, headers=token)).status_code == 303
            assert await closed_with(page) == LOGGED_OUT


async def connected(*apps: Application) -> None:
    for one in apps:
        bus = one.site.part(Bus)
        assert isinstance(bus, RedisBus)
        await whole(bus)
