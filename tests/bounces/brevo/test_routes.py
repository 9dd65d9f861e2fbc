"""Brevo's calls over the whole way: the secret, the event, the suppression list."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from netevent.app import create_app
from netevent.core.site import Application
from netevent.settings import Settings, SettingsError, read_settings
from tests.bounces.brevo.test_events import event
from tests.bounces.sent import ADDRESS, send, state_of, suppressed
from tests.conftest import on_sqlite
from tests.door import Door

SECRET = "a-secret-of-this-server-00000"
BEARER = {"Authorization": f"Bearer {SECRET}"}
CALLED = "/mail/brevo"


@pytest.fixture
async def hearing(settings: Settings, door: Door) -> AsyncIterator[Application]:
    app = create_app(settings.model_copy(update={"brevo_webhook_secret": _secret(SECRET)}))
    async with app.test_app():
        yield app


def _secret(value: str) -> object:
    return read_settings(brevo_webhook_secret=value, _env_file=None).brevo_webhook_secret


def basic(user: str, password: str) -> dict[str, str]:
    return {"Authorization": "Basic " + b64encode(f"{user}:{password}".encode()).decode()}


async def call(app: Application, headers: dict[str, str], told: object) -> int:
    body = told if isinstance(told, bytes) else json.dumps(told).encode()
    sent = headers | {"Content-Length": str(len(body)), "Content-Type": "application/json"}
    answer = await app.test_client().post(CALLED, headers=sent, data=body)
    assert "Set-Cookie" not in answer.headers
    return answer.status_code


async def test_a_bounce_is_told_and_told_again(hearing: Application):
    database = hearing.site.database
    message_id = await send(database)
    for _ in range(3):
        assert await call(hearing, BEARER, event("hard_bounce", **{"X-Mailin-custom": message_id})) == 200
    assert await suppressed(database) == {ADDRESS: "bounced"}
    assert await state_of(database, message_id) == "bounced"


async def test_a_batch_is_told(hearing: Application):
    database = hearing.site.database
    first, second = await send(database), await send(database, "ben@example.com")
    told = [event("delivered", **{"X-Mailin-custom": first}), event("spam", **{"X-Mailin-custom": second})]
    assert await call(hearing, basic("brevo", SECRET), told) == 200
    assert await suppressed(database) == {"ben@example.com": "complained"}
    assert await state_of(database, first) == "delivered"


@on_sqlite
async def test_what_is_unknown_is_taken_and_forgotten(hearing: Application):
    unknown: list[object] = [event("opened"), event("hard_bounce"), [], {}, 4711, None, "x"]
    for told in unknown:
        assert await call(hearing, BEARER, told) == 200
    assert await suppressed(hearing.site.database) == {}


@pytest.mark.attack("Brevo's webhook without its secret", "403, and nothing is suppressed")
@on_sqlite
@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": "Bearer wrong"},
        {"Authorization": f"Bearer {SECRET}x"},
        {"Authorization": "Bearer"},
        {"Authorization": "Basic !!!"},
        {"Authorization": f"Digest username={SECRET}"},
        basic(SECRET, ""),
        basic("brevo", "wörng"),
    ],
)
async def test_the_wrong_secret_is_refused(hearing: Application, headers: dict[str, str]):
    message_id = await send(hearing.site.database)
    assert await call(hearing, headers, event("spam", **{"X-Mailin-custom": message_id})) == 403
    assert await suppressed(hearing.site.database) == {}


@on_sqlite
async def test_who_tries_secrets_is_slowed_down_and_brevo_is_not(hearing: Application):
    answers = {await call(hearing, {"Authorization": "Bearer wrong"}, b"") for _ in range(61)}
    assert answers == {403, 429}
    assert await call(hearing, BEARER, event()) == 200


@on_sqlite
async def test_what_is_no_json_or_too_large_is_refused(hearing: Application):
    assert await call(hearing, BEARER, b"{") == 400
    assert await call(hearing, BEARER, b"[" + b" " * 70_000 + b"]") in (401, 413)


@on_sqlite
async def test_without_a_secret_there_is_nothing(app: Application):
    for headers in ({}, BEARER, {"Authorization": "Bearer "}, basic("", "")):
        assert await call(app, headers, event()) == 404


def test_a_short_secret_is_no_setting(tmp_path: Path):
    with pytest.raises(SettingsError, match="BREVO_WEBHOOK_SECRET is wrong: must be at least 20") as refused:
        read_settings(brevo_webhook_secret="short-one", var_dir=tmp_path, _env_file=None)
    assert "short-one" not in str(refused.value)
