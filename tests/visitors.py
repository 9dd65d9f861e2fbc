"""Visitors of a real server: logged-in browsers that ask, scan, and hold live sockets open.

For tests that start the server as a process; the people are those of `tests.door`.
"""

from __future__ import annotations

import asyncio
import json
import re
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from http.client import HTTPMessage
from http.cookiejar import CookieJar
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import websockets
from websockets.asyncio.client import ClientConnection

from tests.door import PASSWORD, badge

WITHIN = 60.0


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer, whatever its status."""

    status: int
    headers: HTTPMessage
    text: str

    def json(self) -> Any:
        return json.loads(self.text)


class NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        """A redirect is an answer like any other."""


@dataclass(slots=True)
class Visitor:
    """One browser, with its cookies."""

    base_url: str
    token: str = ""
    cookies: CookieJar = field(default_factory=CookieJar)

    async def get(self, path: str, **headers: str) -> Answered:
        return await asyncio.to_thread(self._ask, path, None, headers)

    async def post(self, path: str, body: bytes, content_type: str, **headers: str) -> Answered:
        own = {"X-CSRF-Token": self.token, "Content-Type": content_type, "Accept": "application/json"}
        return await asyncio.to_thread(self._ask, path, body, own | headers)

    async def submit(self, path: str, **form: str) -> Answered:
        body = urlencode(form).encode()
        return await self.post(path, body, "application/x-www-form-urlencoded", Accept="text/html")

    async def scan(self, code: str = badge(1), event_id: int = 1, **changed: str) -> Answered:
        sent = {"scan_id": str(uuid4()), "code": code, "gate": "1"} | changed
        return await self.post(f"/staff/{event_id}/checkin", json.dumps(sent).encode(), "application/json")

    def connect(self, path: str, *, origin: str | None = "", **options: Any) -> websockets.connect:
        """A live socket, as this browser opens it; the site's own origin is sent where none is given."""
        cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.cookies)
        return websockets.connect(
            self.base_url.replace("http", "ws", 1) + path,
            origin=websockets.Origin(self.base_url) if origin == "" else origin,  # type: ignore[arg-type]  # the test client takes any mapping
            additional_headers={"Cookie": cookies} if cookies else {},
            open_timeout=WITHIN,
            **options,
        )

    def _ask(self, path: str, body: bytes | None, headers: dict[str, str]) -> Answered:
        opener = urllib.request.build_opener(
            NoRedirects, urllib.request.HTTPCookieProcessor(self.cookies), urllib.request.ProxyHandler({})
        )
        request = urllib.request.Request(self.base_url + path, body, headers)  # noqa: S310  # a test's own server
        try:
            answer = opener.open(request, timeout=60)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            return Answered(answer.status, answer.headers, answer.read().decode(errors="replace"))


async def visit(base_url: str, name: str = "") -> Visitor:
    """A browser, in which `name` (marta, olga, …) is logged in, or nobody."""
    visitor = Visitor(base_url)
    if name:
        await log_in(visitor, name)
    return visitor


async def log_in(visitor: Visitor, name: str) -> None:
    form = {"email": f"{name}@example.com", "password": PASSWORD, "csrf_token": await token_of(visitor)}
    answer = await visitor.submit("/login", **form)
    assert answer.status == 303, answer.text
    visitor.token = await token_of(visitor, "/accounts")


async def token_of(visitor: Visitor, path: str = "/login") -> str:
    text = (await visitor.get(path)).text
    found = re.search(r'name="csrf-token" content="([^"]+)"', text)
    assert found, text
    return found[1]


async def heard(page: ClientConnection, *wanted: str, within: float = WITHIN) -> str:
    """Read until each of `wanted` was in a message; all that came until then is returned."""
    text = ""
    async with asyncio.timeout(within):
        while not all(one in text for one in wanted):
            text += str(await page.recv())
    return text


async def all_that_came(page: ClientConnection) -> str:
    """What the server has sent to the page until now: up to its answer to a ping."""
    text = ""
    pong = asyncio.ensure_future(await page.ping())
    async with asyncio.timeout(WITHIN):
        while not pong.done():
            receiving = asyncio.ensure_future(page.recv())
            both: set[asyncio.Future[Any]] = {receiving, pong}
            await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
            if receiving.done():
                text += str(receiving.result())
            receiving.cancel()
    return text


async def closed_with(page: ClientConnection, within: float = 5.0) -> int | None:
    """The code with which the server closes this socket in time; what it still sends is read away.

    Pages are promised two seconds; who missed the word is found every ten.
    """
    async with asyncio.timeout(within):
        try:
            while True:
                await page.recv()
        except websockets.ConnectionClosed:
            return page.close_code
