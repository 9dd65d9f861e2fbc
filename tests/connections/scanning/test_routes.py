"""The attendee's camera by hand: forms, cards, refusals, limits, and who hears of it."""

from typing import Any

import pytest
from quart.typing import TestClientProtocol as Client
from sqlalchemy import insert

from netevent.changes import ConnectionMade, ConnectionRequested
from netevent.core import clock
from netevent.core.database.tables import blocks
from netevent.core.site import Application
from netevent.identity import badge_guess_limit as badge_guess_limit
from netevent.live.bus import Bus
from tests.conftest import LogIn
from tests.connections.scanning.test_service import scans, statuses
from tests.door import BADGES, Door, badge, token_of

LoggedIn = tuple[Client, dict[str, str]]

SCAN = "/attendee/scan"
NOBODY = "No badge at your event has this code"
OTHER_EVENT = badge(BADGES + 1)


def card_path(number: int) -> str:
    return f"{SCAN}/{badge(number)}"


async def text_of(answer: Any) -> str:
    return str(await answer.get_data(as_text=True))


async def post(who: LoggedIn, path: str, **form: str) -> Any:
    client, headers = who
    return await client.post(path, form=form, headers=headers)


def with_htmx(who: LoggedIn) -> LoggedIn:
    client, headers = who
    return client, headers | {"HX-Request": "true"}


@pytest.fixture
async def guest1(log_in_as: LogIn) -> LoggedIn:
    return await log_in_as("guest1")


async def test_the_page_has_a_camera_and_a_field(guest1: LoggedIn):
    text = await text_of(await guest1[0].get(SCAN))
    assert 'id="scan-finder"' in text
    assert 'data-base-url="http://localhost:8000"' in text
    assert 'name="code"' in text


async def test_a_typed_code_leads_to_the_card_and_is_a_scan(door: Door, guest1: LoggedIn):
    answer = await post(guest1, SCAN, code="http://localhost:8000/C/" + badge(2))
    assert (answer.status_code, answer.headers["Location"]) == (303, card_path(2))
    page = await text_of(await guest1[0].get(card_path(2)))
    assert "Guest2 Żółć" in page
    assert f'formaction="{card_path(2)}"' in page
    assert "guest2@example.com" not in page
    assert await scans(door.database) == {(1, 2)}


async def test_the_camera_gets_the_card_alone(guest1: LoggedIn):
    answer = await post(with_htmx(guest1), SCAN, code=badge(2))
    text = await text_of(answer)
    assert answer.status_code == 200
    assert "Guest2 Żółć" in text
    assert "<html" not in text


async def test_a_get_connects_nobody(door: Door, guest1: LoggedIn, log_in_as: LogIn):
    await post(await log_in_as("guest2"), SCAN, code=badge(1))
    assert "Connect" in await text_of(await guest1[0].get(card_path(2)))
    assert await scans(door.database) == {(2, 1)}
    assert await statuses(door.database) == []


async def test_connecting_asks_with_the_message(
    door: Door, app: Application, guest1: LoggedIn, log_in_as: LogIn
):
    heard: list[object] = []
    for kind in (ConnectionRequested, ConnectionMade):
        app.site.part(Bus).listen(kind, heard.append)
    answer = await post(guest1, card_path(2), message="Nice talk")
    assert (answer.status_code, answer.headers["Location"]) == (303, card_path(2))
    assert "Your request has been sent" in await text_of(await guest1[0].get(card_path(2)))
    other = await log_in_as("guest2")
    page = await text_of(await other[0].get(card_path(1)))
    assert "wants to connect with you" in page
    assert "“Nice talk”" in page
    await post(other, card_path(1))
    assert "You are now connected" in await text_of(await other[0].get(card_path(1)))
    assert heard == [ConnectionRequested(1, 1, 2), ConnectionMade(1, 1, 2)]


async def test_two_who_type_each_others_code_are_connected(door: Door, guest1: LoggedIn, log_in_as: LogIn):
    await post(guest1, SCAN, code=badge(2))
    other = await log_in_as("guest2")
    answer = await post(with_htmx(other), SCAN, code=badge(1))
    text = await text_of(answer)
    assert "You scanned each other. You are now connected." in text
    assert "guest1@example.com" in text
    assert await statuses(door.database) == ["accepted"]


@pytest.mark.parametrize("code", ["ZZZZZZZZZZ", OTHER_EVENT, badge(3), "https://shop.example/menu", "x", ""])
async def test_nobody_to_meet_is_one_and_the_same_answer(door: Door, guest1: LoggedIn, code: str):
    """Unknown, of another event, across a block, no badge at all: badge 3 blocked this attendee."""
    row = {"blocker_id": 3, "blocked_id": 1, "blocked_at": clock.now()}
    await door.database.transact(lambda tx: tx.execute(insert(blocks).values(row)))
    client, _ = guest1
    answer = await post(guest1, SCAN, code=code)
    text = await text_of(answer)
    assert answer.status_code == 404
    assert NOBODY in text
    assert f'value="{code}"' in text
    assert "Guest" not in text.replace("Guest1", "")
    sheet = await post(with_htmx(guest1), SCAN, code=code)
    unknown = await post(with_htmx(guest1), SCAN, code="YYYYYYYYYY")
    assert (sheet.status_code, await text_of(sheet)) == (404, await text_of(unknown))
    if code.isalnum():
        for answer in (await client.get(f"{SCAN}/{code}"), await post(guest1, f"{SCAN}/{code}")):
            assert answer.status_code == 404
            assert NOBODY in await text_of(answer)
    assert await scans(door.database) == set()


async def test_the_own_badge_leads_to_the_own_page(guest1: LoggedIn):
    answer = await post(guest1, SCAN, code=badge(1))
    assert answer.status_code == 422
    assert "This is your own badge" in await text_of(answer)
    assert (await guest1[0].get(card_path(1))).headers["Location"] == "/attendee/dashboard"


async def test_a_message_too_long_is_kept_and_named(guest1: LoggedIn):
    message = "m" * 301
    answer = await post(guest1, card_path(2), message=message)
    text = await text_of(answer)
    assert answer.status_code == 422
    assert message in text
    assert "300 characters" in text


async def test_only_unknown_codes_are_counted_and_by_attendee(
    guest1: LoggedIn, log_in_as: LogIn, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(badge_guess_limit, "UNKNOWN_CODES", "3/minute")
    client, _ = guest1
    for number in range(2, BADGES + 1):
        assert (await post(guest1, SCAN, code=badge(number))).status_code == 303
    paths = (SCAN, f"{SCAN}/ZZZZZZZZZZ", "/c/ZZZZZZZZZZ")
    assert (await post(guest1, paths[0], code="ZZZZZZZZZZ")).status_code == 404
    assert (await client.get(paths[1])).status_code == 404
    assert (await client.get(paths[2])).status_code == 200
    for answer in (
        await post(guest1, SCAN, code="ZZZZZZZZZZ"),
        await post(guest1, SCAN, code=badge(2)),
        await client.get(card_path(2)),
        await client.get(f"/c/{badge(2)}"),
    ):
        assert answer.status_code == 429
    assert (await post(await log_in_as("guest2"), SCAN, code=badge(1))).status_code == 303


async def test_codes_are_not_guessed_by_way_of_requests_either(
    guest1: LoggedIn, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(badge_guess_limit, "UNKNOWN_CODES", "2/minute")
    tried = [await post(guest1, "/attendee/connections", code="ZZZZZZZZZZ") for _ in range(3)]
    assert [answer.status_code for answer in tried] == [404, 404, 429]
    assert (await post(guest1, SCAN, code=badge(2))).status_code == 429


@pytest.mark.parametrize("name", ["olga", "marta", "otto", "piet"])
async def test_only_attendees_scan_each_other(door: Door, log_in_as: LogIn, name: str):
    other = await log_in_as(name)
    for answer in (
        await other[0].get(SCAN),
        await other[0].get(card_path(2)),
        await post(other, SCAN, code=badge(2)),
        await post(other, card_path(2)),
    ):
        assert answer.status_code == 403
    assert await scans(door.database) == set()


async def test_a_guest_is_asked_to_log_in(door: Door, client: Client):
    token = {"X-CSRF-Token": await token_of(client, "/login"), "Accept": "application/json"}
    for path in (SCAN, card_path(2)):
        assert (await client.get(path)).headers["Location"].startswith("/login")
        assert (await post((client, token), path, code=badge(2))).status_code == 401
    assert await scans(door.database) == set()


async def test_a_form_of_another_site_scans_nobody(door: Door, guest1: LoggedIn):
    for path in (SCAN, card_path(2)):
        answer = await post((guest1[0], {}), path, code=badge(2))
        assert answer.status_code == 403
    assert await scans(door.database) == set()
