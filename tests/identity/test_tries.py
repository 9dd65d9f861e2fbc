"""Who guesses waits, who knows the password does not: known devices, strangers, a venue on one address."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from netevent.core.site import Application
from netevent.identity import devices, tries
from tests import factories
from tests.door import PASSWORD, Door, token_of

MARTA, OTTO = "marta@example.com", "otto@example.com"
GUESS = "a guess"
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tries, "PAUSE_OF_AN_ACCOUNT", 0)
    monkeypatch.setattr(tries, "PAUSE_OF_A_NETWORK", 0)


async def attempt(client: Any, email: str = MARTA, password: str = GUESS, **headers: str) -> int:
    form = {"email": email, "password": password, "csrf_token": await token_of(client, "/login")}
    return int((await client.post("/login", form=form, headers=headers)).status_code)


async def strangers(app: Application, number: int, email: str = MARTA) -> list[int]:
    return [await attempt(app.test_client(), email) for _ in range(number)]


async def known(app: Application) -> Any:
    """Marta's phone, from which she logged in yesterday."""
    phone = app.test_client()
    assert await attempt(phone, password=PASSWORD) == 303
    await phone.post("/logout", form={"csrf_token": await token_of(phone, "/accounts")})
    return phone


@pytest.mark.attack("a stranger guesses a staff password for hours", "slowed down, then refused")
async def test_a_stranger_has_sixty_tries_at_an_account(app: Application):
    answers = await strangers(app, 62)
    assert answers == [422] * 60 + [429] * 2
    assert await attempt(app.test_client(), OTTO, PASSWORD) == 303


@pytest.mark.attack("a stranger guesses a staff password for hours", "its owner's phone logs in")
async def test_a_known_device_is_never_locked_by_strangers(app: Application):
    phone = await known(app)
    await strangers(app, 62)
    assert await attempt(phone, password=PASSWORD) == 303


@pytest.mark.attack(
    "a stranger guesses a staff password for hours", "a new phone is told of the mailbox's link"
)
async def test_who_is_refused_is_told_of_the_link(app: Application):
    await strangers(app, 60)
    client = app.test_client()
    form = {"email": MARTA, "password": PASSWORD, "csrf_token": await token_of(client, "/login")}
    answer = await client.post("/login", form=form)
    page = await answer.get_data(as_text=True)
    assert answer.status_code == 429
    assert answer.headers["Retry-After"]
    assert "get a link by email" in page
    assert "/attendee/request-link" in page


@pytest.mark.attack("guessing from a stolen phone", "a budget of its own, and no longer")
async def test_a_known_device_has_a_budget_too(app: Application, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(tries, "WRONG_ON_A_KNOWN_DEVICE", "3/15 minutes")
    phone = await known(app)
    assert [await attempt(phone) for _ in range(4)] == [422, 422, 422, 429]
    assert await attempt(app.test_client(), password=PASSWORD) == 303


@pytest.mark.attack("a made-up device cookie", "a stranger")
async def test_a_device_is_known_by_a_mark_that_only_we_can_make(app: Application):
    await known(app)
    await strangers(app, 60)
    forged = app.test_client()
    forged.set_cookie("localhost", devices.COOKIE, "0" * 32 + "." + "0" * 32)
    assert await attempt(forged, password=PASSWORD) == 429


async def test_a_device_is_known_for_the_address_it_logged_in_with_alone(app: Application):
    phone = await known(app)
    await strangers(app, 60, OTTO)
    assert await attempt(phone, OTTO, PASSWORD) == 429


@pytest.mark.attack("one of a venue's three thousand guesses", "the others log in: 3,000 behind one address")
async def test_a_venue_behind_one_address_stays_served(app: Application, door: Door, observe):
    people = 150
    for number in range(people):
        await factories.insert_attendee(door.database, 1, email=f"visitor{number}@example.com")
    wrong = [await attempt(app.test_client(), f"nobody{number}@example.com") for number in range(70)]
    assert set(wrong) == {422}, "over the budget of the network, they wait"
    answers = await asyncio.gather(
        *(
            attempt(app.test_client(), f"visitor{number}@example.com", PASSWORD)
            for number in range(tries.LINE_OF_A_NETWORK)
        )
    )
    assert set(answers) == {303}
    observe(f"{len(answers)} at once after 70 wrong ones")


@pytest.mark.attack(
    "one of a venue's three thousand guesses", "too many at once are refused, and may come again"
)
async def test_a_line_has_an_end(app: Application, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(tries, "WRONG_FROM_A_NETWORK", "1/15 minutes")
    monkeypatch.setattr(tries, "LINE_OF_A_NETWORK", 0)
    assert await attempt(app.test_client(), "nobody@example.com") == 422
    phone = app.test_client()
    assert await attempt(phone, password=PASSWORD) == 429


@pytest.mark.attack("guessing from 2^64 addresses of one IPv6 network", "counted as /64, /56 and /48")
@pytest.mark.parametrize(
    ("addresses", "most"),
    [
        ([f"2001:db8::{number:x}" for number in range(1, 9)], 2),
        ([f"2001:db8:0:{number:x}::1" for number in range(1, 20)], 8),
        ([f"2001:db8:0:{number:x}00::1" for number in range(1, 60)], 32),
    ],
)
async def test_wider_networks_have_larger_budgets(
    app: Application, monkeypatch: pytest.MonkeyPatch, settings, addresses: list[str], most: int
):
    app.site = replace(app.site, settings=settings.model_copy(update={"trusted_proxies": 1}))
    monkeypatch.setattr(tries, "WRONG_FROM_A_NETWORK", "2/15 minutes")
    monkeypatch.setattr(tries, "LINE_OF_A_NETWORK", 0)
    answers = [
        await attempt(app.test_client(), f"nobody{number}@example.com", **{"X-Forwarded-For": address})
        for number, address in enumerate(addresses)
    ]
    assert answers.index(429) == most
    neighbour = {"X-Forwarded-For": "2001:db9::1"}
    assert await attempt(app.test_client(), MARTA, PASSWORD, **neighbour) == 303
