"""The organizer's list of kiosks says by itself how each stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from netevent.badges.kiosks import service
from netevent.changes import StationsChanged
from netevent.core.credentials import token_hash
from netevent.live.bus import Bus
from tests.badges.kiosks.kiosks import Kiosks
from tests.badges.printers import EVENT, OTHER_EVENT, heard_until
from tests.conftest import LogIn, on_sqlite

pytestmark = on_sqlite
ORIGIN = {"Origin": "http://localhost:8000"}


def open_list(client: Any, event_id: int = EVENT) -> Any:
    return client.websocket(f"/live/kiosks/{event_id}", headers=ORIGIN)


async def published(kiosks: Kiosks, rule: Callable[..., Any], *values: Any) -> Any:
    done = await kiosks.printers.do(rule, *values)
    kiosks.app.site.part(Bus).publish(StationsChanged(EVENT))
    return done


async def test_a_kiosk_that_is_opened_left_and_removed_is_seen_so_at_once(kiosks: Kiosks, log_in_as: LogIn):
    made = await kiosks.add()
    client, _ = await log_in_as("olga")
    async with open_list(client) as page:
        await heard_until(page, "not opened yet")
        _, kept = await published(kiosks, service.open_on_device, token_hash(made.token), kiosks.printers.now)
        await heard_until(page, "</svg>open</span>")
        await published(kiosks, service.leave, kept)
        await heard_until(page, "not opened yet")
        await published(kiosks, service.remove, EVENT, made.device.id)
        await heard_until(page, "No kiosk yet.")


async def test_another_events_organizer_hears_nothing_of_it(kiosks: Kiosks, log_in_as: LogIn):
    await kiosks.add()
    olga, _ = await log_in_as("olga")
    otto, _ = await log_in_as("otto")
    async with open_list(olga) as page, open_list(otto, OTHER_EVENT) as others:
        await heard_until(page, "Entrance")
        await heard_until(others, "No kiosk yet.")
        kiosks.app.site.part(Bus).publish(StationsChanged(EVENT))
        await heard_until(page, "Entrance")
        kiosks.app.site.part(Bus).publish(StationsChanged(OTHER_EVENT))
        assert "Entrance" not in str(await others.receive())


@pytest.mark.parametrize("name", ["marta", "guest1"])
async def test_the_list_is_for_the_team_alone(kiosks: Kiosks, log_in_as: LogIn, name: str):
    client, _ = await log_in_as(name)
    assert (await client.get(f"/live/kiosks/{EVENT}/regions")).status_code == 403
