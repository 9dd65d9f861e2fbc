"""The manifest in the reader's language, the worker that is never old, and where the app starts."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from quart.typing import TestClientProtocol as Client

from netevent.core import clock
from tests.breakouts.presenters.people import insert_presenter
from tests.conftest import LogIn, on_sqlite
from tests.door import Door
from tests.factories import insert_session


async def manifest_of(client: Client, language: str = "en") -> dict[str, Any]:
    answer = await client.get(f"/manifest.webmanifest?lang={language}")
    assert answer.content_type == "application/manifest+json"
    found: dict[str, Any] = json.loads(await answer.get_data(as_text=True))
    return found


@on_sqlite
async def test_a_phone_finds_in_the_manifest_all_that_it_installs_an_app_by(client: Client):
    found = await manifest_of(client)
    assert (found["name"], found["id"], found["start_url"], found["scope"]) == (
        "NetEvent",
        "/start",
        "/start",
        "/",
    )
    assert found["display"] == "standalone"
    assert {(icon["sizes"], icon["purpose"]) for icon in found["icons"]} == {
        ("192x192", "any"),
        ("512x512", "any"),
        ("512x512", "maskable"),
    }


@on_sqlite
async def test_the_icons_are_as_large_as_they_say(client: Client):
    icons = (await manifest_of(client))["icons"]
    apple = {"src": "/static/icons/apple-180.png", "sizes": "180x180"}
    for icon in [*icons, apple, {"src": "/static/icons/badge-96.png", "sizes": "96x96"}]:
        answer = await client.get(icon["src"])
        size = Image.open(BytesIO(await answer.get_data(as_text=False))).size
        assert "x".join(map(str, size)) == icon["sizes"], icon["src"]


@on_sqlite
async def test_the_manifest_is_in_the_language_of_the_page_that_links_it(client: Client):
    page = await (await client.get("/login?lang=de")).get_data(as_text=True)
    assert '<link rel="manifest" href="/manifest.webmanifest?lang=de">' in page
    german, english = await manifest_of(client, "de"), await manifest_of(client)
    assert (german["lang"], german["dir"]) == ("de", "ltr")
    assert german["description"] != english["description"]


@on_sqlite
async def test_the_worker_is_the_roots_and_asked_for_anew_each_time(client: Client):
    answer = await client.get("/service-worker.js")
    assert answer.content_type.startswith("text/javascript")
    assert answer.headers["Cache-Control"] == "no-cache"
    assert answer.headers["Service-Worker-Allowed"] == "/"
    assert "script-src" not in answer.headers["Content-Security-Policy"]


@on_sqlite
async def test_a_page_may_have_no_other_worker_and_no_other_manifest_than_ours(client: Client):
    policy = (await client.get("/login")).headers["Content-Security-Policy"]
    assert "worker-src 'self'" in policy
    assert "default-src 'self'" in policy
    assert "manifest-src" not in policy


@on_sqlite
@pytest.mark.parametrize(
    ("name", "leads"),
    [("guest1", "/attendee/dashboard"), ("marta", "/staff/1/dashboard"), ("olga", "/organizer/dashboard")],
)
async def test_the_app_starts_on_the_own_first_page(log_in_as: LogIn, name: str, leads: str):
    client, _ = await log_in_as(name)
    answer = await client.get("/start")
    assert (answer.status_code, answer.headers["Location"]) == (303, leads)


@on_sqlite
async def test_a_presenters_app_starts_on_the_own_sessions(door: Door, log_in_as: LogIn):
    await insert_presenter(door.database, await insert_session(door.database, 1, clock.now()))
    client, _ = await log_in_as("petra")
    assert (await client.get("/start")).headers["Location"] == "/presenter/dashboard"


@on_sqlite
async def test_who_is_not_logged_in_logs_in_first(client: Client):
    answer = await client.get("/start")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/login")
