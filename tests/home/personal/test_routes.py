"""The personal page: what the link opens, and what it never does."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from quart import Quart
from quart.typing import TestClientProtocol as Client
from sqlalchemy import insert

from netevent.core import clock
from netevent.core.credentials import token_hash
from netevent.core.database.tables import breakout_session_rsvps, breakout_sessions
from netevent.home.personal import routes as personal_routes
from tests.conftest import LogIn, StartServer
from tests.door import BADGES, Door, token_of
from tests.registration.attendance.test_service import change_event, seats, status
from tests.visitors import Visitor

ASK = "/attendee/request-link"
TOKEN = "t" * 43
PAGE = f"/attendee/personal/{TOKEN}"
NEW_PASSWORD = "a password of my own"
JSON = {"Accept": "application/json"}


async def text_of(answer: Any) -> str:
    return str(await answer.get_data(as_text=True))


async def send(client: Client, path: str, **form: str) -> Any:
    return await client.post(path, form=form | {"csrf_token": await token_of(client, PAGE)})


async def give_link(door: Door, attendee_id: int = 1, token: str = TOKEN, **values: Any) -> None:
    link = {
        "confirmation_token": token_hash(token),
        "confirmation_expires_at": clock.now() + timedelta(days=1),
    }
    await door.change_attendee(attendee_id, **link | values)


# ---- what it opens ----------------------------------------------------------------------------------------


async def test_page_logs_nobody_in(client: Client, door: Door):
    await give_link(door)
    await client.get(PAGE)
    assert (await client.get("/attendee/dashboard", headers=JSON)).status_code == 401


@pytest.mark.parametrize("token", ["x", TOKEN[:-1], "t" * 5000, "%00", "é", "0"])
async def test_unknown_link_offers_a_new_one(client: Client, door: Door, token: str):
    await give_link(door)
    answer = await client.get(f"/attendee/personal/{token}")
    page = await text_of(answer)
    assert answer.status_code == 410
    assert f'href="{ASK}"' in page
    assert "Guest1" not in page


async def test_link_is_over_thirty_days_after_the_event(client: Client, door: Door):
    await give_link(door, confirmation_expires_at=clock.now() - timedelta(seconds=2))
    for path in ("", "/attendance", "/open", "/password"):
        answer = await (client.get(PAGE) if not path else post_from_elsewhere(client, f"{PAGE}{path}"))
        assert answer.status_code == 410


async def post_from_elsewhere(client: Client, path: str) -> Any:
    form = {"attending": "no", "password": NEW_PASSWORD, "csrf_token": await token_of(client, "/login")}
    return await client.post(path, form=form)


async def test_guessing_is_slowed_down_and_known_links_are_not(
    client: Client, door: Door, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(personal_routes, "UNKNOWN_FROM_A_NETWORK", "2/minute")
    await give_link(door)
    badge_guess_limit = [await client.get(f"/attendee/personal/{number}") for number in range(3)]
    assert [answer.status_code for answer in badge_guess_limit] == [410, 410, 429]
    assert (await client.get(PAGE)).status_code == 200


async def test_own_sessions_are_shown_and_no_others(client: Client, door: Door):
    await give_link(door)
    now = clock.now().replace(microsecond=0)
    rows = [
        {"id": n, "code": f"S{n}", "event_id": 1, "name": f"Talk {n}", "start_time": now, "end_time": now}
        for n in (1, 2, 3, 4)
    ]
    said = [(1, 1, "registered"), (2, 1, "waitlisted"), (3, 1, "cancelled"), (4, 2, "registered")]
    rsvps = [{"breakout_session_id": s, "attendee_id": a, "status": word} for s, a, word in said]
    await door.database.transact(lambda tx: tx.execute(insert(breakout_sessions), rows))
    await door.database.transact(lambda tx: tx.execute(insert(breakout_session_rsvps), rsvps))
    page = await text_of(await client.get(PAGE))
    assert [f"Talk {n}" in page for n in (1, 2, 3, 4)] == [True, True, False, False]
    assert "waiting list" in page


async def test_attendance_is_said_without_a_login(client: Client, door: Door):
    await give_link(door)
    answer = await send(client, f"{PAGE}/attendance", attending="no")
    assert (answer.status_code, answer.headers["Location"]) == (303, PAGE)
    assert (await status(door.database), await seats(door.database)) == ("not_attending", BADGES - 1)
    await change_event(door, max_attendees=BADGES - 1)
    answer = await send(client, f"{PAGE}/attendance", attending="yes")
    assert answer.status_code == 422
    assert "the event is full now" in await text_of(answer)


async def test_open_everything_logs_this_browser_in(client: Client, door: Door):
    await give_link(door)
    answer = await send(client, f"{PAGE}/open")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/attendee/dashboard")
    page = await text_of(await client.get("/attendee/dashboard"))
    assert "Guest1 Żółć" in page


async def test_open_everything_leaves_the_login_that_was_there(app: Quart, door: Door, log_in_as: LogIn):
    await give_link(door)
    client, _ = await log_in_as("olga")
    await send(client, f"{PAGE}/open")
    assert (await client.get("/organizer/dashboard", headers=JSON)).status_code == 403
    assert (await client.get("/attendee/dashboard")).status_code == 200


@pytest.mark.parametrize("path", ["open", "attendance", "password"])
async def test_nothing_happens_without_the_forms_token(client: Client, door: Door, path: str):
    await give_link(door)
    answer = await client.post(f"{PAGE}/{path}", form={"attending": "no", "password": NEW_PASSWORD})
    assert answer.status_code == 403
    assert await status(door.database) == "attending"
    assert (await client.get(f"{PAGE}/{path}")).status_code == 405


async def test_password_is_set_and_other_logins_end(app: Quart, client: Client, door: Door, log_in_as: LogIn):
    elsewhere, _ = await log_in_as("guest1")
    await give_link(door)
    answer = await send(client, f"{PAGE}/password", password=NEW_PASSWORD)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/attendee/dashboard")
    assert (await client.get("/attendee/dashboard", headers=JSON)).status_code == 200
    assert (await elsewhere.get("/attendee/dashboard", headers=JSON)).status_code == 401
    again = app.test_client()
    form = {"email": "guest1@example.com", "password": NEW_PASSWORD}
    answer = await again.post("/login", form=form | {"csrf_token": await token_of(again, "/login")})
    assert answer.status_code == 303


async def test_short_password_is_refused_and_changes_nothing(client: Client, door: Door):
    await give_link(door)
    answer = await send(client, f"{PAGE}/password", password="short")
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in await text_of(answer)
    assert (await client.get("/attendee/dashboard", headers=JSON)).status_code == 401


# ---- the token stays a secret -----------------------------------------------------------------------------


async def test_address_of_the_page_leaves_in_no_referer(client: Client, door: Door):
    await give_link(door)
    for path in (PAGE, "/attendee/personal/unknown"):
        answer = await client.get(path)
        assert answer.headers.getlist("Referrer-Policy") == ["strict-origin"]
        assert answer.headers["Cache-Control"] == "no-store"


async def test_token_stands_in_no_log_line(door: Door, database_url: str, start_server: StartServer):
    await give_link(door)
    server = start_server(database_url)
    visitor = Visitor(server.base_url)
    for path in (PAGE, f"/attendee/personal/{TOKEN}x", f"{PAGE}/nothing", f"{PAGE}/open"):
        await visitor.get(path)
    server.stop()
    log = server.log.read_text()
    assert "/attendee/personal/<token>" in log
    assert TOKEN not in log
    assert token_hash(TOKEN) not in log
