"""A photo's upload that is cut in the middle, by the network or by kill -9: the old photo stays."""

from __future__ import annotations

import asyncio
import os
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from http.client import HTTPException
from urllib.parse import urlsplit

import pytest

from netevent.profiles.photos.keeping import Photos
from netevent.settings import read_settings
from tests.conftest import StartServer
from tests.core.pictures.files import jpeg
from tests.door import Door
from tests.profiles.photos.pictures import photo_of
from tests.proof import Observe
from tests.servers.application import Server
from tests.visitors import Visitor, visit

ADA = 1
SIZES = 3
DEATHS = 5
PHOTO = "/attendee/photo"
HEAD = (
    '--x\r\nContent-Disposition: form-data; name="photo"; filename="me.jpg"\r\n'
    "Content-Type: image/jpeg\r\n\r\n"
)
TYPE = "multipart/form-data; boundary=x"
HOURS_AGO = 2 * 3600


def body(picture: bytes) -> bytes:
    return HEAD.encode() + picture + b"\r\n--x--\r\n"


def files_of(server: Server) -> set[str]:
    return {str(path.relative_to(server.folder / "var")) for path in (server.folder / "var").rglob("*.*")}


async def half_of_an_upload(guest: Visitor) -> asyncio.StreamWriter:
    """The server has the first half, and waits for the other."""
    address = urlsplit(guest.base_url)
    _, line = await asyncio.open_connection(address.hostname, address.port)
    sent = body(jpeg(900, 600))
    cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in guest.cookies)
    head = (
        f"POST {PHOTO} HTTP/1.1\r\nHost: {address.netloc}\r\nCookie: {cookies}\r\nContent-Type: {TYPE}\r\n"
        f"X-CSRF-Token: {guest.token}\r\nContent-Length: {len(sent)}\r\n\r\n"
    )
    line.write(head.encode() + sent[: len(sent) // 2])
    await line.drain()
    assert (await guest.get("/healthz")).status == 200  # which came after it, and was answered
    return line


async def cut(server: Server) -> None:
    """The network is gone; the server is as it was."""


async def kill(server: Server) -> None:
    server.kill()
    await asyncio.to_thread(server.start)


@pytest.mark.parametrize("end", [cut, kill])
@pytest.mark.fault(
    "a photo's upload cut in the middle, by the network or by kill -9",
    "the old photo stays, and no file beside it",
)
async def test_half_an_upload_changes_nothing(
    door: Door,
    database_url: str,
    start_server: StartServer,
    end: Callable[[Server], Awaitable[None]],
):
    server = start_server(database_url)
    guest = await visit(server.base_url, "guest1")
    assert (await guest.post(PHOTO, body(jpeg()), TYPE)).status < 400
    name, before = await photo_of(door, ADA), files_of(server)
    line = await half_of_an_upload(guest)
    await end(server)
    line.transport.abort()
    with suppress(OSError):
        await line.wait_closed()
    assert (await guest.get(f"/photos/{ADA}/{name}-256.jpg")).status == 200
    assert await photo_of(door, ADA) == name
    assert files_of(server) == before


@pytest.mark.long
@pytest.mark.fault(
    "kill -9 while a photo's files are written",
    "the old photo or the new one, whole; the sweep takes the rest",
)
async def test_a_photo_is_the_old_one_or_the_new_one(
    door_on_sqlite: Door, sqlite_url: str, start_server: StartServer, observe: Observe
):
    server = start_server(sqlite_url)
    guest = await visit(server.base_url, "guest1")
    seen: Counter[str] = Counter()
    assert (await guest.post(PHOTO, body(jpeg()), TYPE)).status < 400
    for _ in range(DEATHS):
        name, before = await photo_of(door_on_sqlite, ADA), photos_of(server)
        sending = asyncio.create_task(guest.post(PHOTO, body(jpeg()), TYPE))
        await asyncio.to_thread(until_there_is_more, server, before)
        server.kill()
        with suppress(OSError, HTTPException):
            await sending
        await asyncio.to_thread(server.start)
        now = await photo_of(door_on_sqlite, ADA)
        seen["the old one" if now == name else "the new one"] += 1
        assert (await guest.get(f"/photos/{ADA}/{now}-256.jpg")).status == 200
    left = len(photos_of(server)) - SIZES
    await sweep(server, door_on_sqlite)
    assert photos_of(server) == {f"{now}-{size}.jpg" for size in (96, 256, 800)}
    kept = ", ".join(f"{number} times {which}" for which, number in seen.items())
    observe(f"{kept}; {left} files left over, swept")


def photos_of(server: Server) -> set[str]:
    return {path.name for path in (server.folder / "var" / "photos").rglob("*.jpg*")}


def until_there_is_more(server: Server, before: set[str]) -> None:
    deadline = time.monotonic() + 30
    while photos_of(server) == before:
        assert time.monotonic() < deadline


async def sweep(server: Server, door: Door) -> None:
    """As the server does every hour, two hours later."""
    for path in (server.folder / "var" / "photos").rglob("*.jpg*"):
        then = path.stat().st_mtime - HOURS_AGO
        os.utime(path, (then, then))
    values = {name.removeprefix("NETEVENT_").lower(): value for name, value in server.settings.items()}
    await Photos(read_settings(_env_file=None, **values), door.database).sweep()
