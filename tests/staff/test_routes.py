"""The organizer's staff pages, and the way in: who may, and what a stranger learns."""

from __future__ import annotations

import asyncio
import re
from typing import Any

import pytest
from quart import Quart
from quart.typing import TestClientProtocol as Browser
from sqlalchemy import update

from netevent.core import clock
from netevent.core.tables import staff
from netevent.staff import queries
from netevent.staff.queries import StaffEvent
from tests.conftest import LogIn
from tests.door import Door, token_of
from tests.servers.mail import Mailbox
from tests.staff.conftest import LinkFor

LIST = "/organizer/event/1/staff"
MARTA = f"{LIST}/1"
JSON = {"Accept": "application/json"}
ADA = {"first_name": "Ada", "last_name": "Lovelace", "email": "ada@example.com", "language": "en"}
NEW_PASSWORD = "a password of her own"
PAGES = [("GET", LIST), ("GET", MARTA), ("GET", f"{MARTA}/remove")]
ACTIONS = [("POST", LIST), ("POST", MARTA), ("POST", f"{MARTA}/resend"), ("POST", f"{MARTA}/remove")]


# ---- who may ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "status"), [("otto", 404), ("marta", 403), ("piet", 403), ("guest1", 403), ("olga", 200)]
)
async def test_only_the_events_organizer_sees_its_staff(log_in_as: LogIn, who: str, status: int):
    client, _token = await log_in_as(who)
    for _method, path in PAGES:
        assert (await client.get(path, headers=JSON)).status_code == status


async def test_a_guest_is_sent_to_the_login(client: Browser):
    for _method, path in PAGES:
        answer = await client.get(path)
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/login")


@pytest.mark.parametrize(("who", "status"), [("otto", 404), ("marta", 403), ("guest1", 403)])
async def test_nobody_else_changes_the_staff(door: Door, log_in_as: LogIn, who: str, status: int):
    client, token = await log_in_as(who)
    for _method, path in ACTIONS:
        assert (await client.post(path, form=ADA, headers=JSON | token)).status_code == status
    members = await door.database.read(lambda tx: queries.select_members(tx, 1, clock.now()))
    assert [member.name for member in members] == ["Marta Door"]


async def test_a_form_without_its_token_changes_nothing(door: Door, log_in_as: LogIn):
    client, _token = await log_in_as("olga")
    for _method, path in ACTIONS:
        assert (await client.post(path, form=ADA, headers=JSON)).status_code == 403
    assert await door.database.read(lambda tx: queries.count_members(tx, 1)) == 1


async def test_members_of_another_event_are_not_there(log_in_as: LogIn):
    client, token = await log_in_as("olga")
    for path in (f"{LIST}/2", f"{LIST}/2/remove"):
        assert (await client.get(path, headers=JSON)).status_code == 404
        assert (await client.post(path, form=ADA, headers=JSON | token)).status_code == 404


# ---- inviting ---------------------------------------------------------------------------------------------


async def test_an_invitation_goes_from_the_form_to_the_open_desk(
    app: Quart, client: Browser, log_in_as: LogIn, link_for: LinkFor
):
    organizer, token = await log_in_as("olga")
    answer = await organizer.post(LIST, form=ADA, headers=token)
    assert (answer.status_code, answer.headers["Location"]) == (303, LIST)
    link = await link_for("ada@example.com")
    shown = await text_of(await organizer.get(LIST))
    assert f"http://localhost:8000{link}" in shown
    assert "ada@example.com" in shown
    assert link not in await text_of(await organizer.get(LIST)), "the link is shown once"

    page = await text_of(await client.get(link))
    assert "Ada" in page
    assert "Event 1" in page
    answer = await accept(client, link)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/staff/1/dashboard")
    await client.get("/accounts")
    assert (await client.get("/staff/1/live", headers=JSON)).status_code == 200
    assert (await client.get("/staff/2/live", headers=JSON)).status_code == 404
    assert (await client.get(LIST, headers=JSON)).status_code == 403
    assert (await client.get("/staff/dashboard")).headers["Location"] == "/staff/1/dashboard"
    again, _token = await log_in_with(app, "ada@example.com", NEW_PASSWORD)
    assert (await again.get("/staff/1/live", headers=JSON)).status_code == 200


async def test_links_come_from_the_base_url_whatever_the_host_says(log_in_as: LogIn, mailbox: Mailbox):
    client, token = await log_in_as("olga")
    headers = token | {"Host": "evil.example"}
    await client.post(LIST, form=ADA, headers=headers)
    body = str(await mailbox.mail_to("ada@example.com"))
    assert "http://localhost:8000/staff/invite/" in body
    assert "evil.example" not in body


@pytest.mark.parametrize(
    "wrong",
    [
        {"email": "marta@example.com"},
        {"email": "not an address"},
        {"email": "ada@example.com\r\nBcc: victim@example.com"},
        {"first_name": ""},
        {"language": "xx"},
        {"last_name": "x" * 101},
    ],
)
async def test_a_refused_form_comes_back_with_all_that_was_typed(
    log_in_as: LogIn, mailbox: Mailbox, wrong: dict[str, str]
):
    client, token = await log_in_as("olga")
    answer = await client.post(LIST, form=ADA | {"last_name": "Łovelace"} | wrong, headers=token)
    assert answer.status_code == 422
    text = await text_of(answer)
    assert "Łovelace" in text or "last_name" in wrong
    assert mailbox.messages == []


async def test_the_address_of_a_member_is_refused_with_a_sentence(log_in_as: LogIn):
    client, token = await log_in_as("olga")
    answer = await client.post(LIST, form=ADA | {"email": "Marta@example.com"}, headers=token)
    assert "belongs to the staff of this event already" in await text_of(answer)


async def test_resending_shows_and_mails_a_new_link_and_the_old_one_is_over(
    client: Browser, log_in_as: LogIn, link_for: LinkFor, mailbox: Mailbox
):
    organizer, token = await log_in_as("olga")
    await organizer.post(LIST, form=ADA, headers=token)
    first = await link_for("ada@example.com")
    mailbox.clear()
    answer = await organizer.post(f"{LIST}/3/resend", headers=token)
    assert answer.status_code == 303
    second = await link_for("ada@example.com")
    assert second != first
    assert second in await text_of(await organizer.get(LIST))
    assert (await client.get(first)).status_code == 410
    assert (await client.get(second)).status_code == 200


async def test_editing_changes_the_list(log_in_as: LogIn):
    client, token = await log_in_as("olga")
    changed = {"first_name": "Maria", "last_name": "Deur", "email": "marta@example.com", "language": "nl"}
    assert (await client.post(MARTA, form=changed, headers=token)).status_code == 303
    text = await text_of(await client.get(LIST))
    assert "Maria Deur" in text
    assert "marta@example.com" in text


async def test_names_are_shown_as_text(log_in_as: LogIn):
    client, token = await log_in_as("olga")
    await client.post(LIST, form=ADA | {"first_name": "<script>alert(1)</script>"}, headers=token)
    text = await text_of(await client.get(LIST))
    assert "<script>alert" not in text
    assert "&lt;script&gt;" in text


# ---- removing ---------------------------------------------------------------------------------------------


async def test_removing_asks_first(door: Door, log_in_as: LogIn):
    client, _token = await log_in_as("olga")
    assert "Marta Door" in await text_of(await client.get(f"{MARTA}/remove"))
    assert await door.database.read(lambda tx: queries.count_members(tx, 1)) == 1


async def test_the_next_request_of_a_removed_member_is_a_guests(log_in_as: LogIn):
    marta, marta_token = await log_in_as("marta")
    assert (await marta.get("/staff/1/live", headers=JSON)).status_code == 200
    olga, token = await log_in_as("olga")
    assert (await olga.post(f"{MARTA}/remove", headers=token)).status_code == 303
    assert (await marta.get("/staff/1/live", headers=JSON)).status_code == 401
    assert "Marta" not in re.sub(r"Marta Door is no longer", "", await text_of(await olga.get(LIST)))


async def test_a_removed_member_cannot_log_in_again(app: Quart, log_in_as: LogIn):
    olga, token = await log_in_as("olga")
    await olga.post(f"{MARTA}/remove", headers=token)
    client = app.test_client()
    answer = await send(
        client, "/login", "/login", email="marta@example.com", password="the same for everybody"
    )
    assert answer.status_code == 422


# ---- the way in -------------------------------------------------------------------------------------------


async def test_a_short_password_is_refused_and_the_link_still_works(
    client: Browser, log_in_as: LogIn, link_for: LinkFor
):
    link = await invited(log_in_as, link_for)
    assert (await accept(client, link, password="short")).status_code == 422
    assert (await accept(client, link)).status_code == 303


async def test_a_used_link_says_what_to_do(app: Quart, log_in_as: LogIn, link_for: LinkFor):
    link = await invited(log_in_as, link_for)
    await accept(app.test_client(), link)
    answer = await app.test_client().get(link)
    assert answer.status_code == 410
    assert "used already" in await text_of(answer)


async def test_an_expired_link_offers_a_new_one(
    app: Quart, door: Door, client: Browser, log_in_as: LogIn, link_for: LinkFor, mailbox: Mailbox
):
    link = await invited(log_in_as, link_for)
    await door.database.transaction(
        lambda tx: tx.execute(update(staff).where(staff.c.id == 3).values(invite_expires_at=clock.EPOCH))
    )
    text = await text_of(await client.get(link))
    found = re.search(r'action="(/staff/[A-Z0-9]{10})"', text)
    assert found is not None
    mailbox.clear()
    answer = await send(client, found[1], found[1])
    assert answer.status_code == 200
    assert (await client.get(await link_for("ada@example.com"))).status_code == 200


@pytest.mark.parametrize("token", ["0", "None", "x" * 43, "%00"])
async def test_an_unknown_link_says_what_to_do(client: Browser, token: str):
    answer = await client.get(f"/staff/invite/{token}")
    assert answer.status_code == 410
    assert "no longer works" in await text_of(answer)


async def test_two_browsers_with_one_link_make_one_login(app: Quart, log_in_as: LogIn, link_for: LinkFor):
    link = await invited(log_in_as, link_for)
    browsers = [app.test_client(), app.test_client()]
    answers = await asyncio.gather(*(accept(browser, link) for browser in browsers))
    assert sorted(answer.status_code for answer in answers) == [303, 410]


async def test_an_address_with_accounts_elsewhere_is_told_nothing_of_them(
    client: Browser, log_in_as: LogIn, link_for: LinkFor
):
    organizer, token = await log_in_as("olga")
    await organizer.post(LIST, form=ADA | {"email": "piet@example.com"}, headers=token)
    link = await link_for("piet@example.com")
    text = await text_of(await client.get(link))
    assert "Event 2" not in text
    await accept(client, link)
    assert (await client.get("/staff/1/live", headers=JSON)).status_code == 200
    assert (await client.get("/staff/2/live", headers=JSON)).status_code == 404


async def test_the_code_page_says_the_same_for_every_code(
    door: Door,
    event: StaffEvent,
    client: Browser,
    log_in_as: LogIn,
    link_for: LinkFor,
    mailbox: Mailbox,
):
    await invited(log_in_as, link_for)
    members = await door.database.read(lambda tx: queries.select_members(tx, event.id, clock.now()))
    known = next(member.code for member in members if member.email == "ada@example.com")
    mailbox.clear()
    texts = []
    for code in (known, "UNKNWN2345"):
        before = await text_of(await client.get(f"/staff/{code}"))
        answer = await send(client, f"/staff/{code}", f"/staff/{code}")
        assert answer.status_code == 200
        texts.append((before + await text_of(answer)).replace(code, "CODE"))
    assert texts[0] == texts[1]
    await link_for("ada@example.com")
    assert len(mailbox.messages) == 1


async def test_looking_at_a_code_sends_nothing(
    door: Door, client: Browser, log_in_as: LogIn, link_for: LinkFor
):
    link = await invited(log_in_as, link_for)
    await client.get("/staff/UNKNWN2345")
    assert (await client.get(link)).status_code == 200


async def test_a_code_gets_three_mails_an_hour(client: Browser):
    tries = [await send(client, "/staff/ABCD", "/staff/ABCD") for _try in range(3)]
    assert [answer.status_code for answer in tries] == [200] * 3
    assert (await send(client, "/staff/ABCD", "/staff/abcd")).status_code == 429
    assert (await send(client, "/staff/ABCD", "/staff/EFGH")).status_code == 200


async def test_one_network_may_try_thirty_codes_a_minute(client: Browser):
    token = await token_of(client, "/staff/ABCD")
    statuses = []
    for number in range(31):
        answer = await client.post(f"/staff/TRY{number:03}", headers={"X-CSRF-Token": token} | JSON)
        statuses.append(answer.status_code)
    assert statuses == [200] * 30 + [429]


# ---- what these sentences are made of ---------------------------------------------------------------------


async def invited(log_in_as: LogIn, link_for: LinkFor) -> str:
    """The path of a link that Olga sent to Ada."""
    organizer, token = await log_in_as("olga")
    await organizer.post(LIST, form=ADA, headers=token)
    return await link_for("ada@example.com")


async def accept(client: Browser, link: str, password: str = NEW_PASSWORD) -> Any:
    return await send(client, link, link, password=password)


async def send(client: Browser, shown: str, path: str, **form: str) -> Any:
    """Send the form of the page `shown` to `path`."""
    token = await token_of(client, shown)
    return await client.post(path, form=form | {"csrf_token": token})


async def log_in_with(app: Quart, email: str, password: str) -> tuple[Browser, Any]:
    client = app.test_client()
    return client, await send(client, "/login", "/login", email=email, password=password)


async def text_of(answer: Any) -> str:
    text: str = await answer.get_data(as_text=True)
    return text
