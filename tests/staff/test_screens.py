"""The staff list moves by itself: for the event's organizer, and for nobody else."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from quart import Quart
from quart.testing.connections import WebsocketResponseError
from quart.typing import TestClientProtocol as Browser

from tests.conftest import LogIn
from tests.staff.browsing import ADA, LIST, accept, invited, text_of
from tests.staff.conftest import LinkFor

ORIGIN = {"Origin": "http://localhost:8000"}


async def test_the_list_moves_when_somebody_accepts(client: Browser, log_in_as: LogIn, link_for: LinkFor):
    link = await invited(log_in_as, link_for)
    olga, _token = await log_in_as("olga")
    async with olga.websocket("/live/staff/1?lang=nl", headers=ORIGIN) as page:
        await heard(page, "Ada Lovelace")
        await accept(client, link)
        rows = await heard_accepted(page, 2)
    assert 'id="staff-1-list" hx-swap-oob="true"' in rows


async def test_another_organizer_hears_only_of_their_own_staff(log_in_as: LogIn):
    olga, olga_token = await log_in_as("olga")
    otto, otto_token = await log_in_as("otto")
    async with otto.websocket("/live/staff/2", headers=ORIGIN) as page:
        await heard(page, "Piet Door")
        await olga.post(LIST, form=ADA, headers=olga_token)
        grace = ADA | {"first_name": "Grace", "email": "grace@example.com"}
        await otto.post("/organizer/event/2/staff", form=grace, headers=otto_token)
        rows = await heard(page, "Grace")
    assert "ada@example.com" not in rows


@pytest.mark.parametrize(("who", "status"), [("otto", 404), ("marta", 403), ("guest1", 403)])
async def test_nobody_else_may_listen(log_in_as: LogIn, who: str, status: int):
    stranger, _token = await log_in_as(who)
    assert await refusal(stranger) == status


async def test_a_guest_may_not_listen(app: Quart):
    assert await refusal(app.test_client()) == 401


async def test_a_page_without_a_socket_asks_for_the_same(log_in_as: LogIn):
    olga, _token = await log_in_as("olga")
    text = await text_of(await olga.get("/live/staff/1/regions"))
    assert 'id="staff-1-list" hx-swap-oob="true"' in text
    assert "Marta Door" in text
    assert "live-status" in text


async def heard(page: Any, words: str) -> str:
    """The next message with these words."""
    async with asyncio.timeout(60):
        while words not in (message := str(await page.receive())):
            pass
    return message


async def heard_accepted(page: Any, number: int) -> str:
    """The next list in which so many accepted."""
    async with asyncio.timeout(60):
        while (message := str(await page.receive())).count("pill tinted") != number:
            pass
    return message


async def refusal(stranger: Browser) -> int:
    with pytest.raises(WebsocketResponseError) as caught:
        async with stranger.websocket("/live/staff/1", headers=ORIGIN) as page:
            await page.receive()
    return int(caught.value.response.status_code)
