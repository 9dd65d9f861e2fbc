"""A browser or a program that is a station no more is refused at the socket, and the open one is closed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from quart.testing.connections import WebsocketResponseError

from netevent.badges.stations import service
from netevent.badges.stations.screens import PRINT_STATIONS
from netevent.changes import StationsChanged
from netevent.core.database import Transaction
from netevent.core.site import Application
from netevent.live.admission import Admission
from netevent.live.bus import Bus
from netevent.live.hub import LOGGED_OUT
from netevent.live.publisher import Publisher
from tests.badges.printers import EVENT, Printers, heard_until
from tests.breakouts.presenters.test_open_pages import closed_with
from tests.conftest import on_sqlite

pytestmark = on_sqlite

SOCKET = f"/live/print-stations/{EVENT}"
ORIGIN = {"Origin": "http://localhost:8000"}
ENDS: list[Callable[[Transaction, int, int], Any]] = [service.remove, service.renew_link]


async def as_browser(app: Application, token: str) -> tuple[Any, dict[str, str]]:
    client = app.test_client()
    assert (await client.get(f"/print/open/{token}")).status_code == 303
    return client, {}


async def as_program(app: Application, token: str) -> tuple[Any, dict[str, str]]:
    return app.test_client(), {"Authorization": f"Bearer {token}"}


KINDS = pytest.mark.parametrize("kind", [as_browser, as_program], ids=["browser", "program"])


def open_page(client: Any, known: dict[str, str]) -> Any:
    return client.websocket(SOCKET, headers=ORIGIN | known)


async def status_of(client: Any, known: dict[str, str]) -> int:
    with pytest.raises(WebsocketResponseError) as refused:
        async with open_page(client, known) as page:
            await page.receive()
    return int(refused.value.response.status_code)


async def end(app: Application, printers: Printers, rule: Callable[..., Any], station_id: int) -> None:
    await printers.do(rule, EVENT, station_id)
    app.site.part(Bus).publish(StationsChanged(EVENT))


@KINDS
@pytest.mark.parametrize("rule", ENDS, ids=["removed", "new link"])
async def test_who_was_a_station_hears_nothing_more(
    app: Application, printers: Printers, kind: Any, rule: Callable[..., Any]
):
    station, token = await printers.station("Hall")
    _, others_token = await printers.station("Balcony")
    client, known = await kind(app, token)
    other, others = await kind(app, others_token)
    async with open_page(client, known) as page, open_page(other, others) as still:
        await heard_until(page, "Balcony")
        await heard_until(still, "Balcony")
        await end(app, printers, rule, station.id)
        assert await closed_with(page) == LOGGED_OUT
        app.site.part(Bus).publish(StationsChanged(EVENT))
        await heard_until(still, "print-work")
    assert await status_of(client, known) == 404
    assert (await client.get(f"{SOCKET}/regions", headers=known)).status_code == 404
    assert (await other.get(f"{SOCKET}/regions", headers=others)).status_code == 200


@KINDS
async def test_a_station_of_another_event_hears_nothing(app: Application, printers: Printers, kind: Any):
    _, token = await printers.station("Elsewhere", 2)
    assert await status_of(*await kind(app, token)) == 404


async def test_a_word_that_was_lost_is_made_up_for(app: Application, printers: Printers):
    station, token = await printers.station()
    client, known = await as_browser(app, token)
    async with open_page(client, known) as page:
        await heard_until(page, "print-work")
        await printers.do(service.remove, EVENT, station.id)
        app.site.part(Admission).ask_all()
        assert await closed_with(page) == LOGGED_OUT


async def test_a_station_that_was_removed_while_it_connected_is_found_after_it(
    app: Application, printers: Printers
):
    async def lets_anybody(event_id: int) -> None:
        """As the guard did a moment ago."""

    screens = app.site.part(Publisher).screens
    screens[PRINT_STATIONS.kind] = replace(PRINT_STATIONS, visitors=lets_anybody)
    async with open_page(app.test_client(), {}) as page:
        assert await closed_with(page) == LOGGED_OUT
