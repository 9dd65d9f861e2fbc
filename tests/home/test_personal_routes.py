"""The personal page: who gets a link, what it opens, and what it never does."""

from __future__ import annotations

import asyncio
import re
from datetime import timedelta
from typing import Any

import pytest
from quart import Quart
from quart.typing import TestClientProtocol as Client
from sqlalchemy import insert, select

from netevent.core import clock
from netevent.core.credentials import NO_PASSWORD, token_hash
from netevent.core.tables import attendees, breakout_session_rsvps, breakout_sessions, events, mails
from netevent.home import personal_routes
from tests import factories
from tests.conftest import LogIn, StartServer
from tests.door import BADGES, Door, badge, token_of
from tests.registration.test_attendance_service import change_event, seats, status
from tests.servers.mail import Mailbox
from tests.visitors import Visitor

ASK = "/attendee/request-link"
TOKEN = "t" * 43
PAGE = f"/attendee/personal/{TOKEN}"
NEW_PASSWORD = "a password of my own"
JSON = {"Accept": "application/json"}


async def text_of(answer: Any) -> str:
    return str(await answer.get_data(as_text=True))


async def ask(client: Client, email: str) -> Any:
    return await client.post(ASK, form={"email": email, "csrf_token": await token_of(client, ASK)})


async def send(client: Client, path: str, **form: str) -> Any:
    return await client.post(path, form=form | {"csrf_token": await token_of(client, PAGE)})


async def give_link(door: Door, attendee_id: int = 1, token: str = TOKEN, **values: Any) -> None:
    link = {
        "confirmation_token": token_hash(token),
        "confirmation_expires_at": clock.now() + timedelta(days=1),
    }
    await door.change_attendee(attendee_id, **link | values)


def link_in(message: Any) -> str:
    body = message.get_body(("plain",))
    found = re.search(r"http://localhost:8000(/attendee/personal/\S+)", body.get_content())
    assert found is not None
    return found[1]


# ---- asking for it ----------------------------------------------------------------------------------------


async def test_link_of_the_mail_opens_the_page(client: Client, door: Door, mailbox: Mailbox):
    await door.change_attendee(1, password_hash=NO_PASSWORD)
    assert (await ask(client, " GUEST1@example.com")).status_code == 200
    link = link_in(await mailbox.mail_to("guest1@example.com"))
    page = await text_of(await client.get(link))
    assert "Guest1 Żółć" in page
    assert "Event 1" in page
    assert badge(1) in page
    assert 'aria-label="QR code of your badge"' in page
    row = await link_row(door)
    token = link.rsplit("/", 1)[1]
    assert len(token) >= 43
    assert row.confirmation_token == token_hash(token)
    ends = await event_end(door)
    assert row.confirmation_expires_at == (ends + timedelta(days=30)).replace(microsecond=0)


async def test_mail_is_in_the_attendees_language(client: Client, door: Door, mailbox: Mailbox):
    await door.change_attendee(1, preferred_language="nl")
    await ask(client, "guest1@example.com")
    body = (await mailbox.mail_to("guest1@example.com")).get_body(("html",))
    assert body is not None
    assert '<html lang="nl">' in body.get_content()


async def test_address_at_two_events_gets_a_mail_for_each(client: Client, door: Door, mailbox: Mailbox):
    await factories.insert_attendee(door.database, 2, email="guest1@example.com")
    await ask(client, "guest1@example.com")
    await mailbox.mail_to("guest1@example.com")
    await until_sent(door, mailbox, 2)
    subjects = {message["Subject"] for message in mailbox.mails_to("guest1@example.com")}
    assert subjects == {"Your personal link for Event 1", "Your personal link for Event 2"}


async def until_sent(door: Door, mailbox: Mailbox, number: int) -> None:
    async with asyncio.timeout(10):
        while len(mailbox.messages) < number:
            await door.database.read(lambda tx: tx.execute(select(mails.c.id)).all())


async def test_answer_is_the_same_to_the_byte_for_known_and_unknown(
    app: Quart, client: Client, door: Door, mailbox: Mailbox
):
    answers = [await ask(client, email) for email in ("guest1@example.com", "nobody@example.com")]
    known, unknown = [await answer.get_data() for answer in answers]
    assert known == unknown
    first, second = [dict(answer.headers) for answer in answers]
    assert first == second
    await mailbox.mail_to("guest1@example.com")
    assert {message["X-RcptTo"] for message in mailbox.messages} == {"guest1@example.com"}


async def test_neither_is_told_from_the_other_by_the_limit(
    client: Client, monkeypatch: pytest.MonkeyPatch, door: Door
):
    monkeypatch.setattr(personal_routes, "LINKS_FOR_AN_ADDRESS", "1/hour")
    for email in ("guest1@example.com", "nobody@example.com"):
        assert [(await ask(client, email)).status_code for _ in range(2)] == [200, 429]


async def test_network_that_asks_too_often_waits(client: Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(personal_routes, "LINKS_FROM_A_NETWORK", "2/hour")
    answers = [await ask(client, f"somebody{number}@example.com") for number in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert 'value="somebody2@example.com"' in await text_of(answers[2])


async def test_what_is_no_address_is_said_so(client: Client, mailbox: Mailbox):
    answer = await ask(client, "guest1@example.com\r\nBcc: all@example.com")
    assert answer.status_code == 422
    assert mailbox.messages == []


async def test_new_link_ends_the_old_one(client: Client, door: Door, mailbox: Mailbox):
    await give_link(door)
    await ask(client, "guest1@example.com")
    link = link_in(await mailbox.mail_to("guest1@example.com"))
    assert (await client.get(PAGE)).status_code == 410
    assert (await client.get(link)).status_code == 200


async def test_no_link_goes_out_for_an_event_long_over(client: Client, door: Door, mailbox: Mailbox):
    long_ago = clock.now() - timedelta(days=31)
    await change_event(door, start_time=long_ago - timedelta(hours=1), end_time=long_ago)
    await ask(client, "guest1@example.com")
    await ask(client, "guest2@example.com")
    assert (await link_row(door)).confirmation_token is None
    assert mailbox.messages == []


async def test_login_page_tells_of_it(client: Client):
    assert f'href="{ASK}"' in await text_of(await client.get("/login"))


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
    guesses = [await client.get(f"/attendee/personal/{number}") for number in range(3)]
    assert [answer.status_code for answer in guesses] == [410, 410, 429]
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
    await door.database.transaction(lambda tx: tx.execute(insert(breakout_sessions), rows))
    await door.database.transaction(lambda tx: tx.execute(insert(breakout_session_rsvps), rsvps))
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


async def link_row(door: Door, attendee_id: int = 1) -> Any:
    columns = (attendees.c.confirmation_token, attendees.c.confirmation_expires_at)
    statement = select(*columns).where(attendees.c.id == attendee_id)
    return await door.database.read(lambda tx: tx.execute(statement).one())


async def event_end(door: Door) -> Any:
    statement = select(events.c.end_time).where(events.c.id == 1)
    return await door.database.read(lambda tx: tx.execute(statement).scalar_one())
