"""Who is removed, or has another role, is out of the event's open pages at once, at every worker."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from quart.typing import TestClientProtocol as Browser

from netevent import app as application
from netevent.changes import EventTeamChanged, StaffChanged
from netevent.core.site import Application
from netevent.live.admission import Admission
from netevent.live.bus import Bus
from netevent.live.hub import LOGGED_OUT, Channel, Hub
from netevent.settings import Settings
from tests.breakouts.presenters.test_open_pages import ORIGIN, closed_with, connected
from tests.breakouts.seats import Room, make_room
from tests.conftest import LogIn
from tests.door import Door, log_in
from tests.team.conftest import Team
from tests.team.people import PAGE

OFFICE, DESK = "office/1", "door/1"


@asynccontextmanager
async def open_page(client: Browser, page: str) -> AsyncIterator[Any]:
    """A page that has what it shows; that of the office's frame may come in two messages."""
    async with client.websocket(f"/live/{page}", headers=ORIGIN) as opened:
        wanted = {"nav-attendees", "nav-staff"} if page == OFFICE else {"hx-swap-oob"}
        await heard(opened, wanted)
        yield opened


async def heard(page: Any, wanted: set[str]) -> None:
    text = ""
    async with asyncio.timeout(60):
        while not all(one in text for one in wanted):
            text += str(await page.receive())


async def still_hears(app: Application, page: Any) -> None:
    """What changes in the event still arrives."""
    app.site.part(Bus).publish(StaffChanged(1))
    await heard(page, {"nav-staff"})


@pytest.fixture
async def room(door: Door) -> Room:
    return await make_room(door)


async def test_removal_closes_the_screen_with_a_log_in_code(team: Team, log_in_as: LogIn):
    edda, _ = await log_in_as("edda")
    olga, token = await log_in_as("olga")
    async with edda.websocket("/live/log-in-code/1", headers=ORIGIN) as page:
        await heard(page, {"log-in-state"})
        await olga.post(f"{PAGE}/{team[0]}/remove", headers=token)
        assert await closed_with(page) == LOGGED_OUT


@pytest.mark.parametrize("page", [OFFICE, "dashboard/1", DESK])
async def test_removal_closes_the_pages_of_the_event_and_nobody_elses(
    app: Application, team: Team, log_in_as: LogIn, page: str
):
    edda, _ = await log_in_as("edda")
    vera, _ = await log_in_as("vera")
    olga, token = await log_in_as("olga")
    async with open_page(edda, page) as removed, open_page(vera, OFFICE) as other:
        assert (await olga.post(f"{PAGE}/{team[0]}/remove", headers=token)).status_code == 303
        assert await closed_with(removed) == LOGGED_OUT
        await still_hears(app, other)
    poll = await edda.get(f"/live/{page}/regions", headers={"Accept": "application/json"})
    assert poll.status_code == 404


async def test_who_may_only_look_from_now_on_loads_the_pages_again(
    app: Application, team: Team, room: Room, log_in_as: LogIn
):
    edda, _ = await log_in_as("edda")
    olga, token = await log_in_as("olga")
    async with (
        open_page(edda, OFFICE) as office,
        open_page(edda, DESK) as desk,
        open_page(edda, f"room/{room.session_id}") as at_the_room,
        open_page(olga, OFFICE) as owner,
    ):
        form = {"role": "viewer"}
        assert (await olga.post(f"{PAGE}/{team[0]}/role", form=form, headers=token)).status_code == 303
        for page in (office, desk, at_the_room):
            assert await closed_with(page) == LOGGED_OUT
        await still_hears(app, owner)
    async with open_page(edda, OFFICE) as again:
        await still_hears(app, again)
    assert (await edda.get(f"/live/{DESK}/regions")).status_code == 403


async def test_the_owner_before_loads_the_pages_again(team: Team, log_in_as: LogIn):
    """They show how to delete the event, which is no longer the own."""
    olga, token = await log_in_as("olga")
    async with open_page(olga, OFFICE) as page:
        await olga.post(f"{PAGE}/{team[0]}/hand-over", headers=token)
        assert await closed_with(page) == LOGGED_OUT


async def test_a_word_that_was_lost_is_made_up_for(app: Application, team: Team, log_in_as: LogIn):
    """As where Redis is gone: every ten seconds each process asks by itself."""
    vera, _ = await log_in_as("vera")
    olga, token = await log_in_as("olga")
    app.site.part(Bus)._listeners[EventTeamChanged].clear()
    async with open_page(vera, OFFICE) as page:
        await olga.post(f"{PAGE}/{team[1]}/remove", headers=token)
        await still_hears(app, page)
        app.site.part(Admission).ask_all()
        assert await closed_with(page) == LOGGED_OUT


async def test_what_attendees_hear_of_their_event_is_not_asked(
    app: Application, door: Door, log_in_as: LogIn
):
    """There are thousands of them, and none is in a team."""
    guest, _ = await log_in_as("guest1")
    asked: list[object] = []
    admission = app.site.part(Admission)
    async with guest.websocket("/live/programme", headers=ORIGIN) as page:
        await page.receive()
        assert app.site.part(Hub).is_heard(Channel("seats", 1))
        app.site.part(Bus).listen(EventTeamChanged, asked.append)
        app.site.part(Bus).publish(EventTeamChanged(1))
        admission.ask_all()
        assert asked
        assert admission._asking_events.is_idle(1)


async def test_pages_at_another_worker_close_too(team: Team, door: Door, settings: Settings, redis_url: str):
    shared = settings.model_copy(update={"redis_url": redis_url})
    here, there = application.create_app(shared), application.create_app(shared)
    async with here.test_app(), there.test_app():
        await connected(here, there)
        olga, token = await log_in(here, "olga@example.com")
        vera, _ = await log_in(there, "vera@example.com")
        async with open_page(vera, OFFICE) as page:
            answer = await olga.post(f"{PAGE}/{team[1]}/remove", headers=token)
            assert answer.status_code == 303
            assert await closed_with(page) == LOGGED_OUT


async def test_the_pages_of_an_event_that_is_deleted_close(team: Team, log_in_as: LogIn):
    vera, _ = await log_in_as("vera")
    olga, token = await log_in_as("olga")
    async with open_page(vera, OFFICE) as page:
        answer = await olga.post("/organizer/event/1/delete", form={"name": "Event 1"}, headers=token)
        assert answer.status_code == 303
        assert await closed_with(page) == LOGGED_OUT
