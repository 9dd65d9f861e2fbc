"""The page that cancels an event: its owner's alone, by the event's name."""

from __future__ import annotations

import pytest
from quart.typing import TestClientProtocol as Client

from netevent.core.site import Application
from netevent.payments.payment import Method
from tests.conftest import LogIn
from tests.door import Door
from tests.office.payments.selling import sell, text_of
from tests.payments.refunds.asking.paying import paid
from tests.team.people import insert_team

PAGE = "/organizer/event/1/cancel"


async def test_the_page_says_what_would_happen(app: Application, door: Door, log_in_as: LogIn):
    shop = await sell(door.database)
    await paid(shop, "Zoe")
    await paid(shop, "Zack", method=Method.transfer)
    client, _ = await log_in_as("olga")
    page = await text_of(client, PAGE)
    for said in (
        "Cancel Event 1?",
        "€95.00 can be given back by itself (Demo provider).",
        "€95.00 you must pay back yourself (Bank transfer).",
        "Give back all that was paid online",
    ):
        assert said in page, said


async def test_the_wrong_name_cancels_nothing(app: Application, log_in_as: LogIn):
    client, token = await log_in_as("olga")
    answer = await client.post(PAGE, form={"name": "Event 2"}, headers=token)
    assert answer.status_code == 422
    assert "Nothing was cancelled" in await answer.get_data(as_text=True)
    assert "Cancel Event 1?" in await text_of(client, PAGE)


async def test_the_event_is_cancelled_and_says_so_everywhere(
    app: Application, door: Door, log_in_as: LogIn, client: Client
):
    shop = await sell(door.database)
    payment = await paid(shop, "Zack", method=Method.transfer)
    olga, token = await log_in_as("olga")
    for _ in range(2):
        answer = await olga.post(PAGE, form={"name": " event 1", "text": "Sorry"}, headers=token)
        assert (answer.status_code, answer.headers["Location"]) == (303, PAGE)
    page = await text_of(olga, PAGE)
    assert "Cancelled" in page
    assert "This event is cancelled. Its registration is closed." in await text_of(olga, "/organizer/event/1")
    assert "This event is cancelled." in await text_of(client, "/event/register/EVENT1")
    left = await olga.get(f"{PAGE}/left.csv")
    assert payment.reference in await left.get_data(as_text=True)


async def test_it_is_the_owners_alone(app: Application, door: Door, log_in_as: LogIn):
    await insert_team(door.database)
    for name, status in (("edda", 403), ("vera", 403), ("otto", 404), ("marta", 403), ("guest1", 403)):
        someone, token = await log_in_as(name)
        for address in (PAGE, f"{PAGE}/left.csv"):
            assert (await someone.get(address)).status_code == status, (name, address)
        form = {"name": "Event 1"}
        assert (await someone.post(PAGE, form=form, headers=token)).status_code == status, name


@pytest.mark.parametrize("text", ["x" * 2001])
async def test_a_message_that_is_too_long_is_refused(app: Application, log_in_as: LogIn, text: str):
    client, token = await log_in_as("olga")
    answer = await client.post(PAGE, form={"name": "Event 1", "text": text}, headers=token)
    assert answer.status_code == 422
