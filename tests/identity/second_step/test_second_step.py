"""Two-step log-in: set up, asked for, switched off; codes count once and are not guessed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from quart import Quart
from sqlalchemy import select

from netevent.core import clock
from netevent.core.database.tables import recovery_codes, second_steps
from tests.conftest import LogIn
from tests.door import PASSWORD, Door, token_of
from tests.identity.second_step.phone import Phone, first_step, is_logged_in, second_step, set_up
from tests.mails import waiting_mails

OLGA = "olga@example.com"
PAGE = "/account/second-step"


async def with_app(log_in_as: LogIn, name: str = "olga") -> tuple[Any, dict[str, str], Phone]:
    client, token = await log_in_as(name)
    return client, token, await set_up(client, token)


@pytest.mark.parametrize("name", ["olga", "marta"])
async def test_after_the_password_the_code_is_asked_for(app: Quart, door: Door, log_in_as: LogIn, name: str):
    _, _, phone = await with_app(log_in_as, name)
    client, answer = await first_step(app, f"{name}@example.com")
    assert answer.headers["Location"] == "/login/code"
    assert not await is_logged_in(client)
    assert (await second_step(client, phone.code())).status_code == 303
    assert await is_logged_in(client)


async def test_it_stays_off_until_code_and_password_are_right(app: Quart, door: Door, log_in_as: LogIn):
    client, token = await log_in_as("olga")
    await client.get(PAGE)
    for form in ({"code": "000000", "proof": PASSWORD}, {"code": "000000", "proof": "not this one"}):
        assert (await client.post(PAGE, form=form, headers=token)).status_code == 422
    _, answer = await first_step(app, OLGA)
    assert answer.headers["Location"] != "/login/code"


async def test_switching_it_on_ends_all_other_logins_and_is_mailed(door: Door, log_in_as: LogIn):
    there, _ = await log_in_as("olga")
    here, _, phone = await with_app(log_in_as)
    assert await is_logged_in(here)
    assert not await is_logged_in(there)
    assert len(phone.recovery) == 10
    assert [mail.subject for mail in await waiting_mails(door.database)] == [
        "Two-step log-in was switched on"
    ]


async def test_where_one_wanted_to_go_and_to_stay_outlive_the_second_step(
    app: Quart, door: Door, log_in_as: LogIn
):
    _, _, phone = await with_app(log_in_as)
    client = app.test_client()
    form = {"email": OLGA, "password": PASSWORD, "stays": "y", "csrf_token": await token_of(client, "/login")}
    await client.post("/login?next=/organizer/event/1", form=form)
    answer = await second_step(client, phone.code())
    assert answer.headers["Location"] == "/organizer/event/1"
    assert any("netevent_login" in one and "Expires" in one for one in answer.headers.getlist("Set-Cookie"))


@pytest.mark.attack("a code that was seen over a shoulder is typed again", "each counts once")
async def test_a_code_counts_once(app: Quart, door: Door, log_in_as: LogIn):
    _, _, phone = await with_app(log_in_as)
    code = phone.code()
    one, _ = await first_step(app, OLGA)
    other, _ = await first_step(app, OLGA)
    assert (await second_step(one, code)).status_code == 303
    assert (await second_step(other, code)).status_code == 422
    assert (await second_step(other, phone.code(-1))).status_code == 422
    assert not await is_logged_in(other)


async def test_a_recovery_code_stands_in_for_the_phone_once(app: Quart, door: Door, log_in_as: LogIn):
    _, _, phone = await with_app(log_in_as)
    one, _ = await first_step(app, OLGA)
    other, _ = await first_step(app, OLGA)
    assert (await second_step(one, phone.recovery[0].lower().replace("-", " "))).status_code == 303
    assert (await second_step(other, phone.recovery[0])).status_code == 422
    assert (await second_step(other, phone.recovery[1])).status_code == 303


@pytest.mark.attack("somebody has a copy of the database", "secret and codes are no use without the key")
async def test_neither_secret_nor_codes_stand_in_the_database(door: Door, log_in_as: LogIn):
    _, _, phone = await with_app(log_in_as)
    secrets = await door.database.read(lambda tx: tx.execute(select(second_steps.c.secret)).scalars().all())
    hashes = await door.database.read(
        lambda tx: tx.execute(select(recovery_codes.c.code_hash)).scalars().all()
    )
    assert phone.secret not in secrets[0]
    assert len(hashes) == 10
    assert not {code.replace("-", "") for code in phone.recovery} & set(hashes)


@pytest.mark.attack("the code is guessed by who has the password", "ten in a quarter of an hour, fifty a day")
async def test_guessing_ends_after_ten(app: Quart, door: Door, log_in_as: LogIn):
    olga, token, phone = await with_app(log_in_as)
    stranger, _ = await first_step(app, OLGA)
    answers = [(await second_step(stranger, f"00000{number}")).status_code for number in range(10)]
    assert answers == [422] * 10
    another, _ = await first_step(app, OLGA)
    assert (await second_step(another, phone.code())).status_code == 429
    # The owner's own browser has tries of its own.
    await olga.post("/logout", headers=token)
    form = {"email": OLGA, "password": PASSWORD, "csrf_token": await token_of(olga, "/login")}
    await olga.post("/login", form=form)
    assert (await second_step(olga, phone.code())).status_code == 303


async def test_a_login_waits_ten_minutes(
    app: Quart, door: Door, log_in_as: LogIn, monkeypatch: pytest.MonkeyPatch
):
    await with_app(log_in_as)
    client, _ = await first_step(app, OLGA)
    later = clock.now() + timedelta(minutes=11)
    monkeypatch.setattr("netevent.core.clock.now", lambda: later)
    answer = await client.get("/login/code")
    assert answer.headers["Location"] == "/login"


@pytest.mark.attack("the second step is asked for in another browser", "it waits in the one that began")
async def test_without_a_first_step_there_is_no_second(app: Quart, door: Door, log_in_as: LogIn):
    _, _, phone = await with_app(log_in_as)
    stranger = app.test_client()
    assert (await stranger.get("/login/code")).headers["Location"] == "/login"
    form = {"code": phone.code(), "csrf_token": await token_of(stranger, "/login")}
    assert (await stranger.post("/login/code", form=form)).headers["Location"] == "/login"
    assert (await stranger.post("/login/code/others", form=form)).headers["Location"] == "/login"
    assert not await is_logged_in(stranger)


async def test_switching_off_needs_password_and_code(app: Quart, door: Door, log_in_as: LogIn):
    olga, token, phone = await with_app(log_in_as)
    for code, proof in (("000000", PASSWORD), (phone.code(), "not this one")):
        form = {"off-code": code, "off-proof": proof}
        assert (await olga.post(f"{PAGE}/off", form=form, headers=token)).status_code == 422
    form = {"off-code": phone.code(), "off-proof": PASSWORD}
    assert (await olga.post(f"{PAGE}/off", form=form, headers=token)).status_code == 303
    assert "Two-step log-in is off" in await (await olga.get(PAGE)).get_data(as_text=True)
    client, _ = await first_step(app, OLGA)
    assert await is_logged_in(client)
    assert (await waiting_mails(door.database))[-1].subject == "Two-step log-in was switched off"


async def test_new_recovery_codes_end_the_old(app: Quart, door: Door, log_in_as: LogIn):
    olga, token, phone = await with_app(log_in_as)
    form = {"code": phone.recovery[0], "proof": PASSWORD}
    answer = await olga.post(f"{PAGE}/codes", form=form, headers=token)
    text = await answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert phone.recovery[1] not in text
    client, _ = await first_step(app, OLGA)
    assert (await second_step(client, phone.recovery[1])).status_code == 422


async def test_attendees_never_have_one(door: Door, log_in_as: LogIn):
    guest, token = await log_in_as("guest1")
    assert (await guest.get(PAGE)).status_code == 403
    for path in (PAGE, f"{PAGE}/off", f"{PAGE}/codes"):
        form = {"code": "1", "proof": PASSWORD, "off-code": "1", "off-proof": PASSWORD}
        assert (await guest.post(path, form=form, headers=token)).status_code == 403
    assert "Two-step" not in await (await guest.get("/account")).get_data(as_text=True)


@pytest.mark.attack("another site posts to the pages of the second step", "refused without the page's token")
@pytest.mark.parametrize("path", [PAGE, f"{PAGE}/off", f"{PAGE}/codes", "/login/code", "/login/code/others"])
async def test_without_the_token_nothing_is_done(log_in_as: LogIn, path: str):
    olga, _ = await log_in_as("olga")
    assert (await olga.post(path, form={})).status_code == 403
