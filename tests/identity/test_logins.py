"""A login as long as it lasts: its cookie, its token, its end."""

import asyncio
import re
from datetime import timedelta

import pytest
from quart import Quart
from quart.typing import TestClientProtocol as Client
from sqlalchemy import select

from netevent.app import create_app
from netevent.changes import LoginChanged
from netevent.core import clock
from netevent.core.credentials import token_hash
from netevent.core.database import Database
from netevent.core.database.tables import logins
from netevent.core.web.cookies import LOGIN_COOKIE
from netevent.identity import logins as logins_module
from netevent.identity import service
from netevent.identity.accounts import Viewer
from netevent.identity.logins import Logins
from netevent.settings import Settings
from tests.conftest import LogIn
from tests.door import PASSWORD, Door, log_in_by_form, token_of

DASHBOARD = "/organizer/dashboard"


def login_cookie(client: Client) -> str:
    return next(str(cookie.value) for cookie in client.cookie_jar or () if cookie.name == LOGIN_COOKIE)


def browser_with(app: Quart, cookie: str) -> Client:
    client = app.test_client()
    client.set_cookie("localhost", LOGIN_COOKIE, cookie)
    return client


async def is_let_in(client: Client) -> bool:
    return (await client.get(DASHBOARD)).status_code == 200


async def test_cookies_are_closed_to_scripts_and_to_other_sites(app: Quart):
    cookies = await cookies_of_a_visit(app)
    assert {line.split("=")[0] for line in cookies} >= {LOGIN_COOKIE, "netevent_form", "netevent_language"}
    for line in cookies:
        assert "HttpOnly" in line, line
        assert "SameSite=Lax" in line, line
        assert "Domain" not in line, line


async def test_cookies_insist_on_https_where_the_site_is_reached_by_it(settings: Settings, door: Door):
    app = create_app(settings.model_copy(update={"base_url": "https://localhost"}))
    async with app.test_app():
        assert "Secure" in (await app.test_client().get("/login")).headers["Set-Cookie"]
        assert app.config["QUART_AUTH_COOKIE_SECURE"]
        assert app.config["SESSION_COOKIE_SECURE"]


@pytest.mark.attack("a neighbour's host that plants a cookie", "__Host- cookies over HTTPS")
async def test_over_https_cookies_belong_to_this_very_host(settings: Settings, door: Door):
    app = create_app(settings.model_copy(update={"base_url": "https://localhost"}))
    async with app.test_app():
        cookies = await cookies_of_a_visit(app, "https://localhost")
    names = {line.split("=")[0] for line in cookies}
    parts = ("login", "form", "language", "device", "session")
    assert names == {f"__Host-netevent_{part}" for part in parts}
    assert all("Secure" in line and "Path=/" in line for line in cookies)


@pytest.mark.attack("whoever uses the device next", "nothing is left of the pages")
async def test_logging_out_clears_what_the_browser_kept(log_in_as: LogIn):
    client, token = await log_in_as("olga")
    answer = await client.post("/logout", headers=token)
    assert answer.headers["Clear-Site-Data"] == '"cache"'


@pytest.mark.attack("whoever uses the device next", "logged out after half a day")
@pytest.mark.parametrize(
    ("name", "stays", "at_least", "at_most"),
    [
        ("olga", False, 11, 12),
        ("olga", True, 24 * 29, 24 * 30),
        ("guest1", True, 24 * 29, 24 * 30),
        ("marta", False, 11, 12),
        ("marta", True, 11, 12),
    ],
)
async def test_a_login_ends_after_half_a_day_unless_it_stays(
    app: Quart, door: Door, name: str, stays: bool, at_least: int, at_most: int
):
    """Marta's event ends in seven hours: a device of the staff stays until then, at least half a day."""
    client = app.test_client()
    form = {"email": f"{name}@example.com", "password": PASSWORD} | ({"stays": "y"} if stays else {})
    answer = await client.post("/login", form=form | {"csrf_token": await token_of(client, "/login")})
    cookie = next(line for line in answer.headers.getlist("Set-Cookie") if line.startswith(LOGIN_COOKIE))
    assert ("Max-Age" in cookie or "Expires" in cookie) is stays
    ends_at = await door.database.read(lambda tx: tx.execute(select(logins.c.expires_at)).scalar_one())
    assert timedelta(hours=at_least) < ends_at - clock.now() <= timedelta(hours=at_most)


async def cookies_of_a_visit(app: Quart, origin: str = "http://localhost") -> list[str]:
    client, scheme = app.test_client(), origin.split(":")[0]
    first = await client.get("/login", scheme=scheme)
    found = re.search(r'name="csrf-token" content="([^"]+)"', await first.get_data(as_text=True))
    assert found
    form = {"email": "olga@example.com", "password": PASSWORD, "csrf_token": found[1]}
    second = await client.post("/login", form=form, scheme=scheme)
    answers = (first, second, await client.get("/language/nl", scheme=scheme))
    return [line for answer in answers for line in answer.headers.getlist("Set-Cookie")]


async def test_after_logging_out_the_old_cookie_is_a_guest(app: Quart):
    client, token = await log_in_by_form(app, "olga@example.com")
    old = login_cookie(client)
    assert await is_let_in(browser_with(app, old))
    assert (await client.post("/logout", headers=token)).status_code == 303
    assert not await is_let_in(browser_with(app, old))
    assert not await is_let_in(client)


async def test_logging_in_ends_the_login_that_the_browser_had(app: Quart):
    """Whoever planted a login in somebody's browser does not share the next one."""
    client, _ = await log_in_by_form(app, "otto@example.com")
    planted = login_cookie(client)
    token = await token_of(client, "/login")
    form = {"email": "olga@example.com", "password": PASSWORD, "csrf_token": token}
    assert (await client.post("/login", form=form)).status_code == 303
    assert login_cookie(client) != planted
    assert not await is_let_in(browser_with(app, planted))


async def test_the_token_of_one_login_is_refused_for_another(log_in_as: LogIn):
    _, token_of_otto = await log_in_as("otto")
    olga, token_of_olga = await log_in_as("olga")
    assert (await olga.post("/logout", headers=token_of_otto)).status_code == 403
    assert (await olga.post("/logout", headers=token_of_olga)).status_code == 303


async def test_a_guests_token_is_worth_nothing_to_another_guest(app: Quart):
    mine, theirs = app.test_client(), app.test_client()
    token = await token_of(theirs, "/login")
    await mine.get("/login")
    form = {"email": "olga@example.com", "password": PASSWORD, "csrf_token": token}
    assert (await mine.post("/login", form=form)).status_code == 403


@pytest.mark.parametrize(
    "origin", ["null", "http://evil.example", "http://localhost.evil.example", "file://"]
)
async def test_a_right_token_from_another_origin_is_refused(log_in_as: LogIn, origin: str):
    client, token = await log_in_as("olga")
    assert (await client.post("/logout", headers=token | {"Origin": origin})).status_code == 403


@pytest.mark.parametrize("cookie", ["", "x", "a.b.c", "ü", "x" * 5000, "null"])
async def test_a_made_up_cookie_is_a_guest(app: Quart, cookie: str):
    answer = await app.test_client().get(
        "/organizer/dashboard", headers={"Cookie": f"{LOGIN_COOKIE}={cookie}"}
    )
    assert answer.headers["Location"].startswith("/login")


async def test_a_login_that_ends_while_it_is_looked_up_is_not_kept(
    app: Quart, door: Door, monkeypatch: pytest.MonkeyPatch
):
    """The reading began before the logout and ends after it: the old answer must not live on."""
    client, _ = await log_in_by_form(app, "olga@example.com")
    cookie = login_cookie(client)
    found = Logins(door.database)
    read, ended = asyncio.Event(), asyncio.Event()

    class SlowDatabase(Database):
        def __init__(self) -> None:
            """Borrows the real one."""

        async def read(self, work, *args, **kwargs):
            result = await door.database.read(work, *args, **kwargs)
            read.set()
            await ended.wait()
            return result

    found._database = SlowDatabase()
    monkeypatch.setattr(logins_module, "KEPT_SECONDS", 3600.0)
    async with app.test_request_context("/", headers={"Cookie": f"{LOGIN_COOKIE}={cookie}"}):
        looking = asyncio.create_task(found.viewer())
        await asyncio.wait_for(read.wait(), 60)
        viewer = await _end(door, app, cookie)
        found.forget(LoginChanged(viewer.login_id))
        ended.set()
        await looking
        assert await found.viewer() is None


async def _end(door: Door, app: Quart, cookie: str) -> Viewer:
    async with app.test_request_context("/", headers={"Cookie": f"{LOGIN_COOKIE}={cookie}"}):
        viewer = await Logins(door.database).viewer()
    assert viewer is not None
    await door.database.transact(service.end_login, viewer.login_id)
    return viewer


async def test_logins_that_ended_unheard_are_found(app: Quart, door: Door):
    client, _ = await log_in_by_form(app, "olga@example.com")
    async with app.test_request_context("/", headers={"Cookie": f"{LOGIN_COOKIE}={login_cookie(client)}"}):
        viewer = await Logins(door.database).viewer()
    assert viewer is not None
    asked = {viewer.login_id, *(token_hash(str(number)) for number in range(1200))}
    ended = await door.database.read(service.ended_logins, asked)
    assert asked - ended == {viewer.login_id}
