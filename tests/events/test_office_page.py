"""The counts in the organizer's navigation stand on every page of an event, and move."""

from __future__ import annotations

import pytest
from quart.testing.connections import WebsocketResponseError

from tests.attendees.importing.test_upload import report, send
from tests.conftest import LogIn
from tests.door import BADGES, Door

ORIGIN = {"Origin": "http://localhost:8000"}
PAGES = [
    "/organizer/event/1",
    "/organizer/event/1/edit",
    "/organizer/event/1/delete",
    "/organizer/event/1/attendees",
    "/organizer/event/1/attendees/import",
    "/organizer/event/1/meeting-points",
    "/organizer/event/1/staff",
    "/organizer/event/1/staff/1",
    "/organizer/event/1/staff/1/remove",
]
LIST = b"Name,E-mail\nAda Bos,ada@bos.example\nEve Vos,eve@vos.example\n"


@pytest.mark.parametrize("path", PAGES)
async def test_every_page_of_an_event_has_the_counts(log_in_as: LogIn, path: str):
    client, _token = await log_in_as("olga")
    page = await (await client.get(path)).get_data(as_text=True)
    assert f'id="nav-attendees">{BADGES}<' in page
    assert 'id="nav-staff">1<' in page


async def test_an_import_moves_the_count_on_the_page_of_its_report(door: Door, log_in_as: LogIn):
    olga, _token = await log_in_as("olga")
    async with olga.websocket("/live/office/1", headers=ORIGIN) as page:
        client, answer = await send(log_in_as, LIST, "list.csv")
        await report(door, client, answer)
        while f'id="nav-attendees" hx-swap-oob="true">{BADGES + 2}<' not in str(await page.receive()):
            pass


@pytest.mark.parametrize(("who", "status"), [("otto", 404), ("marta", 403), ("guest1", 403)])
async def test_nobody_else_may_listen(log_in_as: LogIn, who: str, status: int):
    client, _token = await log_in_as(who)
    with pytest.raises(WebsocketResponseError) as refused:
        async with client.websocket("/live/office/1", headers=ORIGIN) as page:
            await page.receive()
    assert refused.value.response.status_code == status
