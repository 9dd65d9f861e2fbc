"""Passkeys: added by who knows the password, logging in without it, and what a false device is told."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from quart import Quart
from sqlalchemy import func, insert, select

from netevent.core import clock
from netevent.core.database.tables import passkey_challenges, passkeys, staff
from netevent.identity.passkeys.ceremony import site_of
from netevent.settings import read_settings
from tests import factories
from tests.conftest import LogIn
from tests.door import PASSWORD, Door, token_of
from tests.identity.passkeys.device import Device
from tests.identity.second_step.phone import first_step, is_logged_in, set_up
from tests.mails import waiting_mails

OLGA = "olga@example.com"
PAGE = "/account/passkeys"


async def options_to_add(client: Any, token: dict[str, str], proof: str = PASSWORD) -> Any:
    return await client.post(f"{PAGE}/options", form={"name": "my phone", "proof": proof}, headers=token)


async def add(client: Any, token: dict[str, str], device: Device) -> Any:
    options = await (await options_to_add(client, token)).get_json()
    form = {"name": "my phone", "credential": device.create(options)}
    return await client.post(PAGE, form=form, headers=token)


async def options_of(client: Any) -> Any:
    form = {"csrf_token": await token_of(client, "/login")}
    return await (await client.post("/login/passkey/options", form=form)).get_json()


async def answer(client: Any, sent: str, query: str = "") -> Any:
    form = {"credential": sent, "csrf_token": await token_of(client, "/login")}
    return await client.post(f"/login/passkey{query}", form=form)


async def log_in(app: Quart, device: Device, steps: int = 1) -> tuple[Any, Any]:
    client = app.test_client()
    return client, await answer(client, device.sign(await options_of(client), steps))


async def with_passkey(log_in_as: LogIn, name: str = "olga") -> tuple[Any, dict[str, str], Device]:
    client, token = await log_in_as(name)
    device = Device()
    assert (await add(client, token, device)).status_code == 303
    return client, token, device


async def count(door: Door) -> int:
    found = select(func.count()).select_from(passkeys)
    return int(await door.database.read(lambda tx: tx.execute(found).scalar_one()))


@pytest.mark.parametrize("name", ["olga", "marta"])
async def test_a_passkey_logs_in_without_a_password(app: Quart, door: Door, log_in_as: LogIn, name: str):
    _, _, device = await with_passkey(log_in_as, name)
    client, answered = await log_in(app, device)
    assert answered.status_code == 303
    assert f"{name}@example.com" in await (await client.get("/account")).get_data(as_text=True)
    assert "last used" in await (await client.get(PAGE)).get_data(as_text=True)
    assert [mail.subject for mail in await waiting_mails(door.database)] == [
        "A passkey was added to your account"
    ]


async def test_it_is_both_steps_at_once(app: Quart, door: Door, log_in_as: LogIn):
    olga, token, device = await with_passkey(log_in_as)
    await set_up(olga, token)
    client, answered = await log_in(app, device)
    assert answered.headers["Location"] != "/login/code"
    assert await is_logged_in(client)


async def test_it_opens_its_own_account_and_no_other_of_the_address(app: Quart, door: Door, log_in_as: LogIn):
    row = factories.staff_row(1, id=9, email=OLGA, staff_code=None)
    await door.database.transact(lambda tx: tx.execute(insert(staff).values(**row)))
    olga, token = await log_in_as("olga")
    await olga.post("/accounts/switch", form={"account": "organizer:1"}, headers=token)
    device = Device()
    await add(olga, token, device)
    client, _ = await log_in(app, device)
    assert "Staff: Event 1" not in await (await client.get("/accounts")).get_data(as_text=True)


async def test_as_the_second_step_it_opens_what_the_password_did(app: Quart, door: Door, log_in_as: LogIn):
    row = factories.staff_row(1, id=9, email=OLGA, staff_code=None)
    await door.database.transact(lambda tx: tx.execute(insert(staff).values(**row)))
    olga, token = await log_in_as("olga")
    await olga.post("/accounts/switch", form={"account": "organizer:1"}, headers=token)
    device = Device()
    await add(olga, token, device)
    await set_up(olga, token)
    client, _ = await first_step(app, OLGA)
    assert (await answer(client, device.sign(await options_of(client)))).status_code == 303
    assert "Staff: Event 1" in await (await client.get("/accounts")).get_data(as_text=True)


async def test_it_leads_to_the_page_that_was_wanted(app: Quart, door: Door, log_in_as: LogIn):
    _, _, device = await with_passkey(log_in_as)
    client = app.test_client()
    sent = device.sign(await options_of(client))
    answered = await answer(client, sent, "?next=/organizer/event/1")
    assert answered.headers["Location"] == "/organizer/event/1"


@pytest.mark.attack("a passkey is added in a browser that was left open", "the password is asked for")
async def test_without_the_password_none_is_added(door: Door, log_in_as: LogIn):
    olga, token = await log_in_as("olga")
    assert (await options_to_add(olga, token, "not this one")).status_code == 422
    assert (await add(olga, token, Device())).status_code == 303
    # What was asked for a log-in adds nothing.
    asked = await (await olga.post("/login/passkey/options", headers=token)).get_json()
    asked["user"] = {"id": ""}
    form = {"name": "mine", "credential": Device().create(asked)}
    assert (await olga.post(PAGE, form=form, headers=token)).status_code == 422
    assert await count(door) == 1


@pytest.mark.attack("the answer to somebody else's challenge", "refused")
async def test_another_accounts_or_browsers_challenge_is_refused(app: Quart, door: Door, log_in_as: LogIn):
    olga, token, device = await with_passkey(log_in_as)
    otto, ottos = await log_in_as("otto")
    options = await (await options_to_add(olga, token)).get_json()
    form = {"name": "mine", "credential": Device().create(options)}
    assert (await otto.post(PAGE, form=form, headers=ottos)).status_code == 422
    sent = device.sign(await options_of(app.test_client()))
    other = app.test_client()
    await options_of(other)
    assert (await answer(other, sent)).status_code == 422


@pytest.mark.attack("what a passkey signed is sent again", "a challenge counts once")
async def test_a_challenge_counts_once(app: Quart, door: Door, log_in_as: LogIn):
    _, _, device = await with_passkey(log_in_as)
    client = app.test_client()
    sent = device.sign(await options_of(client))
    assert (await answer(client, sent)).status_code == 303
    await client.post("/logout", form={"csrf_token": await token_of(client, "/accounts")})
    assert (await answer(client, sent)).status_code == 422
    left = select(func.count()).select_from(passkey_challenges)
    assert await door.database.read(lambda tx: tx.execute(left).scalar_one()) == 0


async def test_a_challenge_is_over_after_five_minutes(
    app: Quart, door: Door, log_in_as: LogIn, monkeypatch: pytest.MonkeyPatch
):
    _, _, device = await with_passkey(log_in_as)
    client = app.test_client()
    sent = device.sign(await options_of(client))
    later = clock.now() + timedelta(minutes=5, seconds=1)
    monkeypatch.setattr("netevent.core.clock.now", lambda: later)
    assert (await answer(client, sent)).status_code == 422


@pytest.mark.attack("another site has the passkey sign, or a device that verifies nobody", "refused")
@pytest.mark.parametrize(
    "wrong",
    [{"origin": "http://localhost:9000"}, {"site": "example.org"}, {"verifies": False}, {"handle": "AAAA"}],
)
async def test_what_was_signed_elsewhere_is_refused(
    app: Quart, door: Door, log_in_as: LogIn, wrong: dict[str, Any]
):
    _, _, device = await with_passkey(log_in_as)
    for name, value in wrong.items():
        setattr(device, name, value)
    client, answered = await log_in(app, device)
    assert answered.status_code == 422
    assert not await is_logged_in(client)


@pytest.mark.attack("a passkey was copied", "its count of signatures goes back, and it is refused")
async def test_a_count_that_goes_back_is_refused(app: Quart, door: Door, log_in_as: LogIn):
    _, _, device = await with_passkey(log_in_as)
    assert (await log_in(app, device, 5))[1].status_code == 303
    assert (await log_in(app, device, -2))[1].status_code == 422
    assert (await log_in(app, device, 0))[1].status_code == 422
    assert (await log_in(app, device, 9))[1].status_code == 303


async def test_a_device_without_a_count_logs_in_again_and_again(app: Quart, door: Door, log_in_as: LogIn):
    _, _, device = await with_passkey(log_in_as)
    for _ in range(2):
        assert (await log_in(app, device, 0))[1].status_code == 303


async def test_a_passkey_is_one_accounts(door: Door, log_in_as: LogIn):
    _, _, device = await with_passkey(log_in_as)
    otto, token = await log_in_as("otto")
    assert (await add(otto, token, device)).status_code == 422
    assert await count(door) == 1


async def test_a_removed_passkey_logs_in_no_longer(app: Quart, door: Door, log_in_as: LogIn):
    olga, token, device = await with_passkey(log_in_as)
    there, _ = await log_in(app, device)
    number = await door.database.read(lambda tx: tx.execute(select(passkeys.c.id)).scalar_one())
    otto, ottos = await log_in_as("otto")
    refused = await otto.post(f"{PAGE}/remove", form={"passkey": str(number)}, headers=ottos)
    assert refused.status_code == 404
    removed = await olga.post(f"{PAGE}/remove", form={"passkey": str(number)}, headers=token)
    assert removed.status_code == 303
    assert await is_logged_in(olga)
    assert not await is_logged_in(there)
    assert (await log_in(app, device))[1].status_code == 422


@pytest.mark.attack("rubbish in place of what a device sends", "refused, and no fault of the server")
@pytest.mark.parametrize(
    "sent",
    ["", "x", "[]", "{}", '{"response": 1}', '{"response": {"clientDataJSON": "e30"}}', "x" * 3_000],
)
async def test_rubbish_is_refused(client: Any, door: Door, sent: str):
    assert (await answer(client, sent)).status_code == 422


async def test_nobody_knows_a_passkey_of_whom_there_is_none(app: Quart, door: Door):
    assert (await log_in(app, Device()))[1].status_code == 422


async def test_attendees_have_none(log_in_as: LogIn):
    guest, token = await log_in_as("guest1")
    assert (await guest.get(PAGE)).status_code == 403
    for path in (PAGE, f"{PAGE}/options"):
        form = {"name": "n", "proof": PASSWORD, "credential": "{}"}
        assert (await guest.post(path, form=form, headers=token)).status_code == 403
    assert (await guest.post(f"{PAGE}/remove", form={"passkey": "1"}, headers=token)).status_code == 403


@pytest.mark.attack("another site posts to the pages of passkeys", "refused without the page's token")
@pytest.mark.parametrize(
    "path", [PAGE, f"{PAGE}/options", f"{PAGE}/remove", "/login/passkey", "/login/passkey/options"]
)
async def test_without_the_token_nothing_is_done(log_in_as: LogIn, path: str):
    olga, _ = await log_in_as("olga")
    assert (await olga.post(path, form={})).status_code == 403


@pytest.mark.attack("challenges are asked for without end", "limited for each network")
async def test_challenges_are_limited(client: Any, door: Door, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("netevent.identity.passkeys.routes.CHALLENGES_FROM_A_NETWORK", "2/15 minutes")
    form = {"csrf_token": await token_of(client, "/login")}
    asked = [(await client.post("/login/passkey/options", form=form)).status_code for _ in range(3)]
    assert asked == [200, 200, 429]


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://Tickets.example.org/", "tickets.example.org"),
        ("http://localhost:8000", "localhost"),
        ("https://192.0.2.1", None),
        ("http://tickets.example.org", None),
    ],
)
def test_the_sites_name_is_that_of_the_base_url(address: str, name: str | None):
    found = site_of(read_settings(base_url=address))
    assert (found.name if found else None) == name
