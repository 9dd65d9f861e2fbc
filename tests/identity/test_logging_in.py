"""Who gets in, how often one may try, and where the login leads."""

import asyncio
import re
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl

import pytest
from quart.typing import TestClientProtocol as Client
from sqlalchemy import func, select

from netevent.core import credentials
from netevent.core.database.tables import organizers
from netevent.core.site import Application
from netevent.identity import tries
from netevent.identity.service import accounts_opened_by
from netevent.settings import Settings
from tests import factories
from tests.conftest import LogIn, on_sqlite
from tests.door import PASSWORD, Door, token_of

OLGA = "olga@example.com"
SEVERAL = "several@example.com"
WRONG = "not this one"


async def try_password(client: Client, email: str = OLGA, password: str = WRONG, **asked: Any):
    form = {"email": email, "password": password, "csrf_token": await token_of(client, "/login")}
    return await client.post("/login", form=form, **asked)


async def words_of(answer) -> str:
    """The page without what differs between any two of them."""
    text = await answer.get_data(as_text=True)
    return re.sub(r'csrf[^>]*"[0-9a-f]{64}"|[0-9a-f]{64}|value="[^"]*"', "", text)


async def test_an_unknown_address_and_a_wrong_password_get_the_same_answer(app: Application):
    wrong = await try_password(app.test_client())
    unknown = await try_password(app.test_client(), email="nobody@example.com")
    assert wrong.status_code == unknown.status_code == 422
    assert await words_of(wrong) == await words_of(unknown)


@pytest.mark.attack("timing of a log-in", "one hash a try, whatever accounts the address has")
@pytest.mark.parametrize("email", [OLGA, "nobody@example.com", "invited@example.com", SEVERAL])
async def test_every_address_costs_one_hash(door: Door, monkeypatch: pytest.MonkeyPatch, email: str):
    await factories.insert_staff(door.database, 1, email="invited@example.com", password_hash=None)
    for event_id in (1, 2):
        own = await credentials.hash_password(f"the one of {event_id}", credentials.salt_for("k", SEVERAL))
        await factories.insert_attendee(door.database, event_id, email=SEVERAL, password_hash=own)
    computed: list[str] = []
    real = credentials._computed

    def counted(prefix: str, password: str) -> str:
        computed.append(prefix)
        return real(prefix, password)

    monkeypatch.setattr(credentials, "_computed", counted)
    assert await accounts_opened_by(door.database, email, "not this one") == []
    assert len(computed) == 1


async def test_of_several_accounts_the_password_opens_its_own(door: Door):
    for event_id in (1, 2):
        own = await credentials.hash_password(f"the one of {event_id}", credentials.salt_for("k", SEVERAL))
        await factories.insert_attendee(door.database, event_id, email=SEVERAL, password_hash=own)
    (opened,) = await accounts_opened_by(door.database, SEVERAL, "the one of 2")
    assert opened.event_id == 2


async def test_an_account_without_a_password_is_opened_by_none(door: Door):
    await factories.insert_staff(door.database, 1, email="invited@example.com", password_hash=None)
    for password in ("", "!", "None"):
        assert await accounts_opened_by(door.database, "invited@example.com", password) == []


async def test_an_address_is_the_same_in_capitals_and_with_spaces(app: Application):
    answer = await try_password(app.test_client(), email="  OLGA@Example.COM ", password=PASSWORD)
    assert answer.status_code == 303


async def test_the_switcher_offers_only_what_this_password_opened(app: Application, door: Door):
    """Olga is also staff of event 2 with the same password, and an attendee there with another one."""
    member = await factories.insert_staff(door.database, 2, email=OLGA)
    other = await credentials.hash_password("another password")
    attendee = await factories.insert_attendee(door.database, 2, email=OLGA, password_hash=other)
    client = app.test_client()
    answer = await try_password(client, password=PASSWORD)
    assert answer.headers["Location"] == "/accounts"
    page = await (await client.get("/accounts")).get_data(as_text=True)
    assert f"staff:{member}" in page
    assert f"attendee:{attendee}" not in page
    token = {"X-CSRF-Token": await token_of(client, "/accounts")}
    refused = await client.post("/accounts/switch", form={"account": f"attendee:{attendee}"}, headers=token)
    assert refused.status_code == 403


@pytest.mark.parametrize("account", ["staff:", "staff:-1", "staff:²", "robot:1", "", "staff:" + "9" * 40])
async def test_nonsense_in_the_switcher_is_refused(log_in_as: LogIn, account: str):
    client, token = await log_in_as("olga")
    answer = await client.post("/accounts/switch", form={"account": account}, headers=token)
    assert answer.status_code in (403, 404)


async def test_twenty_desks_share_one_account(app: Application):
    for _ in range(20):
        answer = await try_password(app.test_client(), "marta@example.com", PASSWORD)
        assert answer.status_code == 303


@pytest.fixture
def behind_a_proxy(app: Application, settings: Settings) -> None:
    app.site = replace(app.site, settings=settings.model_copy(update={"trusted_proxies": 1}))


@pytest.mark.attack("a client that makes up where it comes from", "only what the proxy says counts")
@pytest.mark.usefixtures("behind_a_proxy")
@pytest.mark.parametrize("separate", [False, True])
async def test_behind_a_proxy_only_what_the_proxy_says_counts(
    app: Application, monkeypatch: pytest.MonkeyPatch, separate: bool
):
    """The client's own words stand on the left, or on a line above the proxy's."""
    monkeypatch.setattr(tries, "WRONG_FROM_A_NETWORK", "3/15 minutes")
    monkeypatch.setattr(tries, "LINE_OF_A_NETWORK", 0)
    for number in range(3):
        told = [f"203.0.113.{number}", "192.0.2.7"]
        headers = [("X-Forwarded-For", one) for one in (told if separate else [", ".join(told)])]
        await try_password(app.test_client(), f"guess{number}@example.com", headers=headers)
    refused = await try_password(app.test_client(), headers={"X-Forwarded-For": "203.0.113.9, 192.0.2.7"})
    assert refused.status_code == 429
    neighbour = await try_password(
        app.test_client(), password=PASSWORD, headers={"X-Forwarded-For": "192.0.2.8"}
    )
    assert neighbour.status_code == 303


ELSEWHERE = [
    "//evil.example", "/\\evil.example", "\\\\evil.example", "https://evil.example", "https:evil.example",
    "/\t/evil.example", "/\r\nX-Evil: 1", "\x01//evil.example", " //evil.example", "javascript:alert(1)",
    "//[", "http://[", "evil", "/\x00", "/a\x7f",
]  # fmt: skip


@on_sqlite
@pytest.mark.parametrize("path", ELSEWHERE)
async def test_the_login_leads_to_no_other_site(app: Application, path: str):
    answer = await try_password(app.test_client(), password=PASSWORD, query_string={"next": path})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/organizer/dashboard")


@on_sqlite
@pytest.mark.parametrize("path", ELSEWHERE)
async def test_choosing_a_language_leads_to_no_other_site(app: Application, path: str):
    answer = await app.test_client().get("/language/nl", query_string={"next": path})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")


@on_sqlite
@pytest.mark.parametrize(
    "path", ["/organizer/event/1?tab=a&b=c", "/%2f%2fevil.example", "/ü", "/;@evil.example"]
)
async def test_the_login_leads_to_a_page_of_this_site(app: Application, path: str):
    answer = await try_password(app.test_client(), password=PASSWORD, query_string={"next": path})
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/")
    assert not answer.headers["Location"].startswith("//")


async def test_a_guest_comes_back_to_the_page_that_asked_for_the_login(app: Application):
    answer = await app.test_client().get("/organizer/event/1?tab=x")
    asked = dict(parse_qsl(answer.headers["Location"].split("?", 1)[1]))
    followed = await try_password(app.test_client(), password=PASSWORD, query_string=asked)
    assert followed.headers["Location"] == "/organizer/event/1?tab=x"


async def test_two_registrations_of_one_address_at_once_make_one_account(app: Application):
    async def register():
        client = app.test_client()
        token = await token_of(client, "/register/organizer")
        form = {"name": "Nora", "email": "nora@example.com", "password": PASSWORD, "csrf_token": token}
        return (await client.post("/register/organizer", form=form)).status_code

    assert await asyncio.gather(*(register() for _ in range(5))) == [200] * 5
    count = select(func.count()).where(organizers.c.email == "nora@example.com")
    assert await app.site.database.read(lambda tx: tx.execute(count).scalar_one()) == 1
