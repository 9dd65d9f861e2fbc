"""No way into an account goes around its second step, and a code gives what the password gave."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from quart import Quart
from sqlalchemy import insert

import netevent
from netevent.core import clock
from netevent.core.credentials import token_hash
from netevent.core.database.tables import attendees, staff
from netevent.identity.accounts import Kind
from netevent.identity.forgotten.service import send_link as send_password_link
from netevent.identity.links.service import send_links
from netevent.identity.own_account.queries import select_logged_in
from netevent.identity.queries import select_account, select_logins_of
from netevent.identity.second_step.service import reset, wait_for
from netevent.identity.service import ended_logins, select_viewer, start_login
from netevent.staff.service import resend
from tests import factories
from tests.confirming import newest_link
from tests.conftest import LogIn
from tests.door import PASSWORD, Door, token_of
from tests.identity.second_step.phone import first_step, is_logged_in, second_step, set_up

PACKAGE = Path(netevent.__file__).parent
BASE = "http://localhost:8000"
OLGA, MARTA = "olga@example.com", "marta@example.com"
NEW = "a new calm password"


async def press(app: Quart, link: str, **form: str) -> tuple[Any, Any]:
    client = app.test_client()
    return client, await client.post(link, form=form | {"csrf_token": await token_of(client, link)})


async def join(door: Door, table: Any, row: dict[str, Any]) -> None:
    await door.database.transact(lambda tx: tx.execute(insert(table).values(**row)))


async def protected(log_in_as: LogIn, name: str = "olga") -> Any:
    client, token = await log_in_as(name)
    return await set_up(client, token)


async def asked_and_opened(client: Any, answer: Any, code: str) -> None:
    """The way leads to the second step, opens nothing before it, and everything after it."""
    assert answer.headers["Location"] == "/login/code"
    assert not await is_logged_in(client)
    assert (await second_step(client, code)).status_code == 303
    assert await is_logged_in(client)


def test_nobody_begins_a_login_past_the_one_that_asks():
    """Who adds a way in calls `browser.enter`; what follows a second step is that step's alone."""
    identity = {"identity/browser.py", "identity/second_step/routes.py", "identity/passkeys/routes.py"}
    assert using("start_login(") == {"identity/service.py", "identity/browser.py"}
    assert using("enter_after(") | using("enter_by_passkey(") == identity


def using(name: str) -> set[str]:
    return {str(file.relative_to(PACKAGE)) for file in PACKAGE.rglob("*.py") if name in file.read_text()}


@pytest.mark.attack("the second step is gone around by a link in a mail", "the link leads to it")
@pytest.mark.parametrize("name", ["olga", "marta"])
async def test_a_link_that_logs_in_asks_for_it(app: Quart, door: Door, log_in_as: LogIn, name: str):
    phone = await protected(log_in_as, name)
    await door.database.transact(send_links, f"{name}@example.com", BASE)
    link = await newest_link(door.database, f"{name}@example.com")
    client, answer = await press(app, link)
    await asked_and_opened(client, answer, phone.code())


@pytest.mark.attack("the second step is gone around by a forgotten password", "the link leads to it")
async def test_a_new_password_asks_for_it(app: Quart, door: Door, log_in_as: LogIn):
    phone = await protected(log_in_as)
    await door.database.transact(send_password_link, OLGA, BASE)
    link = await newest_link(door.database, OLGA)
    client, answer = await press(app, link, password=NEW)
    await asked_and_opened(client, answer, phone.code())


@pytest.mark.attack("the second step is gone around by an invitation sent anew", "the link leads to it")
async def test_an_invitation_sent_anew_asks_for_it(app: Quart, door: Door, log_in_as: LogIn):
    phone = await protected(log_in_as, "marta")
    invited = await door.database.transact(resend, 1, 1, BASE)
    client, answer = await press(app, invited.link.removeprefix(BASE), password=NEW)
    await asked_and_opened(client, answer, phone.code())


@pytest.mark.attack("the second step is gone around by registering the address anew", "the link leads to it")
async def test_registering_the_address_again_asks_for_it(app: Quart, door: Door, log_in_as: LogIn):
    phone = await protected(log_in_as)
    form = {"name": "Olga", "email": OLGA, "password": NEW}
    await press(app, "/register/organizer", **form)
    client, answer = await press(app, await newest_link(door.database, OLGA))
    await asked_and_opened(client, answer, phone.code())


@pytest.mark.attack("the second step is gone around by a new address", "it stays with the account")
async def test_a_new_address_keeps_it(app: Quart, door: Door, log_in_as: LogIn):
    olga, token = await log_in_as("olga")
    phone = await set_up(olga, token)
    form = {"email": "moved@example.com", "proof": PASSWORD}
    await olga.post("/account/address", form=form, headers=token)
    stranger, _ = await press(app, await newest_link(door.database, "moved@example.com"))
    assert not await is_logged_in(stranger)
    client, answer = await first_step(app, "moved@example.com")
    await asked_and_opened(client, answer, phone.code())


@pytest.mark.attack("the second step is gone around by switching accounts", "not among those that opened")
async def test_without_the_code_the_other_accounts_open_and_no_switch_leads_further(
    app: Quart, door: Door, log_in_as: LogIn
):
    phone = await protected(log_in_as)
    await join(door, staff, factories.staff_row(1, id=9, email=OLGA, staff_code=None))
    client, _ = await first_step(app, OLGA)
    text = await (await client.get("/login/code")).get_data(as_text=True)
    assert "These accounts open without a code" in text
    token = {"csrf_token": await token_of(client, "/login/code")}
    assert (await client.post("/login/code/others", form=token)).status_code == 303
    header = {"X-CSRF-Token": await token_of(client, "/accounts")}
    switched = await client.post("/accounts/switch", form={"account": "organizer:1"}, headers=header)
    assert switched.status_code == 403
    assert (await client.get("/organizer/dashboard")).status_code == 403
    assert phone.recovery


async def test_a_code_opens_all_that_the_password_opened(app: Quart, door: Door, log_in_as: LogIn):
    phone = await protected(log_in_as)
    await join(door, staff, factories.staff_row(1, id=9, email=OLGA, staff_code=None))
    client, _ = await first_step(app, OLGA)
    assert (await second_step(client, phone.code())).headers["Location"] == "/accounts"
    text = await (await client.get("/accounts")).get_data(as_text=True)
    assert "Organizer" in text
    assert "Staff: Event 1" in text


@pytest.mark.attack("a code of one account for another's second step", "it opens its own alone")
async def test_each_account_has_an_app_of_its_own(app: Quart, door: Door, log_in_as: LogIn):
    phone = await protected(log_in_as)
    await join(door, staff, factories.staff_row(1, id=9, email=OLGA, staff_code=None))
    other, _ = await first_step(app, OLGA)
    token = {"csrf_token": await token_of(other, "/login/code")}
    await other.post("/login/code/others", form=token)
    await set_up(other, {"X-CSRF-Token": await token_of(other, "/accounts")})
    client, _ = await first_step(app, OLGA)
    assert (await second_step(client, phone.code())).status_code == 303
    assert "Staff: Event 1" not in await (await client.get("/accounts")).get_data(as_text=True)


async def test_an_attendee_of_the_same_address_is_not_asked(app: Quart, door: Door, log_in_as: LogIn):
    await protected(log_in_as)
    row = factories.attendee_row(1, id=900, email=OLGA, password_hash=factories.PASSWORD_HASH)
    await join(door, attendees, row)
    client, _ = await first_step(app, OLGA)
    token = {"csrf_token": await token_of(client, "/login/code")}
    await client.post("/login/code/others", form=token)
    assert (await client.get("/attendee/dashboard")).status_code == 200


@pytest.mark.attack("the number of a login that waits is used as a login's", "it is none")
async def test_what_waits_is_no_login(door: Door, log_in_as: LogIn):
    await protected(log_in_as)
    olga = await door.database.read(select_account, Kind.organizer, 1)
    assert olga is not None
    waits = token_hash(await door.database.transact(wait_for, [olga], olga, "Chrome"))
    is_login = token_hash(await door.database.transact(start_login, [olga], olga))
    assert await door.database.read(select_viewer, waits) is None
    assert await door.database.read(select_viewer, is_login) is not None
    assert await door.database.read(ended_logins, [waits, is_login]) == {waits}
    shown = await door.database.read(select_logged_in, Kind.organizer, 1, clock.now())
    assert waits not in [one.id for one in shown]


@pytest.mark.attack("a login waits while the password changes", "it ended with the old password")
async def test_a_new_password_ends_what_waits(app: Quart, door: Door, log_in_as: LogIn):
    olga, token = await log_in_as("olga")
    phone = await set_up(olga, token)
    client, _ = await first_step(app, OLGA)
    form = {"present": PASSWORD, "password": NEW}
    assert (await olga.post("/account/password", form=form, headers=token)).status_code == 303
    assert (await client.get("/login/code")).headers["Location"] == "/login"
    assert phone.recovery


async def test_the_operator_takes_it_away(app: Quart, door: Door, log_in_as: LogIn):
    olga, token = await log_in_as("olga")
    await set_up(olga, token)
    assert [one.email for one in await door.database.transact(reset, OLGA.upper())] == [OLGA]
    assert await door.database.read(select_logins_of, Kind.organizer, 1) == []
    client, _ = await first_step(app, OLGA)
    assert await is_logged_in(client)
    assert await door.database.transact(reset, OLGA) == []


async def test_it_goes_with_a_member_who_is_removed(app: Quart, door: Door, log_in_as: LogIn):
    await protected(log_in_as, "marta")
    olga, token = await log_in_as("olga")
    await olga.post("/organizer/event/1/staff/1/remove", headers=token)
    await join(door, staff, factories.staff_row(1, id=1, email=MARTA, staff_code=None))
    client, _ = await first_step(app, MARTA)
    assert await is_logged_in(client)
