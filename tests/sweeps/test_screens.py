"""Laws over all live pages: their socket and their poll are behind the guard that the page has."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from quart.testing.connections import WebsocketResponseError

from netevent.badges.stations.screens import require_station
from netevent.core.database import Database
from netevent.documents.made.screens import require_owner_of_file
from netevent.identity.guards import (
    require_door,
    require_event_member,
    require_event_team,
    require_organizer,
    require_presenter,
    require_room,
    require_self,
)
from netevent.live.screen import Screen
from netevent.registration.orders.reading_rights import ORDERS, require_own_order
from netevent.registration.screens import FORMS, require_was_at_form
from netevent.screens import SCREENS
from netevent.staff.codes.screens import require_editor_of_member
from tests.agenda.agendas import at
from tests.badges.printers import let_be_station
from tests.browsers import let_see
from tests.conftest import LogIn
from tests.door import Door
from tests.factories import insert_order, insert_session
from tests.reports.orders import order_export
from tests.team.people import insert_team

ORIGIN = {"Origin": "http://localhost:8000"}
# What each of the people of `tests.door` is answered, by the guard of a screen of event 1, or of
# session 1, which is in it, or of file 1, which Olga ordered. Edda is an editor of the event, Vera a viewer.
OWN = {"olga": 403, "marta": 403, "guest1": 200}
TEAM, AT_WORK = {"edda": 200, "vera": 200}, {"edda": 200, "vera": 403}
EVENT = {"olga": 200, "otto": 404, "marta": 403, "piet": 403, "guest1": 403}
ANSWERS: dict[object, dict[str, int]] = {
    require_self: OWN,
    require_organizer: {"olga": 200, "otto": 200, "marta": 403, "guest1": 403},
    require_presenter: EVENT | AT_WORK,
    require_event_team: EVENT | TEAM,
    require_event_member: EVENT | TEAM | {"marta": 200, "piet": 404, "guest1": 200},
    require_door: EVENT | AT_WORK | {"marta": 200, "piet": 404},
    require_editor_of_member: EVENT | AT_WORK,
    require_room: EVENT | AT_WORK | {"marta": 200, "piet": 404},
    require_owner_of_file: EVENT | {"edda": 404, "vera": 404},
}


def seen(what: str) -> Callable[..., Awaitable[None]]:
    async def let(client: Any, database: Database, *keys: int) -> None:
        await let_see(client, what, *keys)

    return let


# Where guests may come: how their browser is let see the pages with some keys, by its session.
LETS: dict[object, Callable[..., Awaitable[None]]] = {
    require_was_at_form: seen(FORMS),
    require_own_order: seen(ORDERS),
    require_station: let_be_station,
}
FOR_VIEWERS = [screen for screen in SCREENS if screen.guard]
FOR_GUESTS = [screen for screen in SCREENS if screen.visitors]


@pytest.fixture(autouse=True)
async def session(door: Door) -> None:
    await insert_session(door.database, 1, at(120), 45, id=1)
    await insert_order(door.database, 1, id=1)
    await insert_team(door.database)
    assert await order_export(door.database) == 1


def address(screen: Screen) -> str:
    return f"/live/{screen.kind}" if screen.is_own else f"/live/{screen.kind}/1"


async def status_of_socket(client: Any, path: str) -> int:
    """200 for a socket that opens."""
    try:
        async with asyncio.timeout(60), client.websocket(path, headers=ORIGIN) as page:
            while not page.accepted and page.status_code is None:  # noqa: ASYNC110 - the client tells no event
                await asyncio.sleep(0)
    except WebsocketResponseError as refused:
        return refused.response.status_code
    return 200


@pytest.mark.parametrize("screen", FOR_VIEWERS, ids=lambda screen: screen.kind)
async def test_a_screen_is_for_those_whose_page_it_is(log_in_as: LogIn, screen: Screen):
    for name, status in ANSWERS[screen.guard].items():
        client, _ = await log_in_as(name)
        poll = await client.get(f"{address(screen)}/regions")
        assert poll.status_code == status, name
        assert await status_of_socket(client, address(screen)) == status, name


@pytest.mark.parametrize("screen", FOR_VIEWERS, ids=lambda screen: screen.kind)
async def test_a_guest_gets_nothing(client: Any, screen: Screen):
    poll = await client.get(f"{address(screen)}/regions", headers={"Accept": "application/json"})
    assert poll.status_code == 401
    assert await status_of_socket(client, address(screen)) == 401


@pytest.mark.parametrize("name", ["", "olga", "guest1"])
@pytest.mark.parametrize("screen", FOR_GUESTS, ids=lambda screen: screen.kind)
async def test_a_screen_for_guests_is_for_the_browser_that_may_see_it(
    client: Any, door: Door, log_in_as: LogIn, screen: Screen, name: str
):
    """Whoever is logged in there."""
    if name:
        client, _ = await log_in_as(name)
    for known, status in ((), 404), ((2,), 404), ((1, 2), 200):
        await LETS[screen.visitors](client, door.database, *known)
        assert (await client.get(f"{address(screen)}/regions")).status_code == status
        assert await status_of_socket(client, address(screen)) == status


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.kind)
async def test_a_key_that_does_not_fit_is_no_address(log_in_as: LogIn, screen: Screen):
    client, _ = await log_in_as("guest1" if screen.key == "attendee_id" else "olga")
    other = f"/live/{screen.kind}/1" if screen.is_own else f"/live/{screen.kind}"
    assert (await client.get(f"{other}/regions")).status_code == 404
