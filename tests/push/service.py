"""A push service of the tests' own (RFC 8030), and the browsers that it serves, which decrypt what arrives.

It refuses what does not say whose it is (RFC 8292), and keeps the rest as each browser reads it (RFC 8291).
"""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from secrets import token_bytes, token_urlsafe
from time import time
from typing import Any

import http_ece
from aiohttp import web
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from netevent.push.keys.pair import as_bytes, as_text

DAY = 24 * 3600
LARGEST = 4096


@dataclass(frozen=True, slots=True)
class PushBrowser:
    """A subscription with its private key, which never leaves a real browser."""

    endpoint: str
    private_key: ec.EllipticCurvePrivateKey
    auth: bytes = field(default_factory=lambda: token_bytes(16))

    @property
    def path(self) -> str:
        return "/" + self.endpoint.split("/", 3)[3]

    @property
    def public_key(self) -> str:
        return as_text(
            self.private_key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        )

    @property
    def json(self) -> dict[str, Any]:
        """As the page posts it."""
        keys = {"p256dh": self.public_key, "auth": as_text(self.auth)}
        return {"endpoint": self.endpoint, "expirationTime": None, "keys": keys}

    def decrypted(self, body: bytes) -> bytes:
        return bytes(http_ece.decrypt(body, private_key=self.private_key, auth_secret=self.auth))


@dataclass(frozen=True, slots=True)
class Push:
    """One that arrived. `raw` is what the push service sees of it."""

    browser: PushBrowser
    payload: dict[str, Any]
    headers: dict[str, str]
    claims: dict[str, Any]
    raw: bytes

    @property
    def ttl(self) -> int:
        return int(self.headers["ttl"])


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: dict[str, str] = field(default_factory=dict)


class PushService:
    """`pushes` are those that were taken; `asked` counts all that were tried, by address."""

    def __init__(self) -> None:
        self.pushes: list[Push] = []
        self.asked: dict[str, int] = defaultdict(int)
        self.public_keys: set[str] = set()
        self.port = 0
        self._browsers: dict[str, PushBrowser] = {}
        self._answers: dict[str, list[Answer]] = {}
        self._arrival = asyncio.Condition()
        self._held = asyncio.Event()
        self._held.set()

    @property
    def host(self) -> str:
        """As `NETEVENT_PUSH_SERVICES` names it."""
        return f"127.0.0.1:{self.port}"

    def new_browser(self) -> PushBrowser:
        made = PushBrowser(
            f"http://{self.host}/push/{token_urlsafe(24)}", ec.generate_private_key(ec.SECP256R1())
        )
        self._browsers[made.path] = made
        return made

    def answer(self, browser: PushBrowser, *statuses: int, **headers: str) -> None:
        """Answer so, one after the other; the last one from then on."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self._answers[browser.path] = [Answer(status, named) for status in statuses]

    def payloads(self, browser: PushBrowser) -> list[dict[str, Any]]:
        return [push.payload for push in self.pushes if push.browser is browser]

    async def arrived(self, count: int, seconds: float = 60) -> list[Push]:
        """Wait until so many were taken."""
        async with self._arrival:
            await asyncio.wait_for(self._arrival.wait_for(lambda: len(self.pushes) >= count), seconds)
        return self.pushes

    @asynccontextmanager
    async def holding(self) -> AsyncIterator[None]:
        """Meanwhile every push waits for its answer."""
        self._held.clear()
        try:
            yield
        finally:
            self._held.set()

    async def was_asked(self, browser: PushBrowser, seconds: float = 60) -> None:
        """Wait until a push to this browser is here, answered or not."""
        async with self._arrival:
            await asyncio.wait_for(self._arrival.wait_for(lambda: self.asked[browser.path] > 0), seconds)

    async def take(self, request: web.Request) -> web.Response:
        raw = await request.read()
        await self._note(request.path)
        await self._held.wait()
        browser = self._browsers.get(request.path)
        if browser is None:
            return web.Response(status=404)
        answer = self._answer_for(request.path)
        if answer.status not in (200, 201, 202):
            return web.Response(status=answer.status, headers=answer.headers, text="not now")
        if (problem := self._problem(request, raw)) or not (claims := self._claims(request)):
            return web.Response(status=400 if problem else 403, text=problem)
        payload = json.loads(browser.decrypted(raw))
        headers = {name.lower(): value for name, value in request.headers.items()}
        async with self._arrival:
            self.pushes.append(Push(browser, payload, headers, claims, raw))
            self._arrival.notify_all()
        return web.Response(status=201, headers={"Location": f"http://{self.host}/m/{token_urlsafe(8)}"})

    async def _note(self, path: str) -> None:
        async with self._arrival:
            self.asked[path] += 1
            self._arrival.notify_all()

    def _answer_for(self, path: str) -> Answer:
        told = self._answers.get(path, [Answer(201)])
        return told.pop(0) if len(told) > 1 else told[0]

    def _problem(self, request: web.Request, raw: bytes) -> str:
        if len(raw) > LARGEST:
            return "too large"
        if request.headers.get("Content-Encoding") != "aes128gcm":
            return "not encrypted"
        topic = request.headers.get("Topic", "")
        if len(topic) > 32 or (topic and not topic.replace("-", "").replace("_", "").isalnum()):
            return "topic"
        return "" if request.headers.get("TTL", "").isdigit() else "no TTL"

    def _claims(self, request: web.Request) -> dict[str, Any] | None:
        """None where it is not signed, or for another service or moment."""
        scheme, _, rest = request.headers.get("Authorization", "").partition(" ")
        given = dict(part.strip().split("=", 1) for part in rest.split(",") if "=" in part)
        if scheme != "vapid" or not {"t", "k"} <= given.keys():
            return None
        claims = _signed(given["t"], given["k"].rstrip("="))
        if claims is None or claims["aud"] != f"http://{self.host}":
            return None
        self.public_keys.add(given["k"].rstrip("="))
        is_now = time() < claims["exp"] <= time() + DAY
        return claims if is_now and claims["sub"].startswith(("mailto:", "https:")) else None


@asynccontextmanager
async def push_service() -> AsyncIterator[PushService]:
    """One on a free port of this machine, in the test's own loop."""
    service = PushService()
    app = web.Application(client_max_size=LARGEST * 4)
    app.router.add_post("/push/{name}", service.take)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    service.port = runner.addresses[0][1]
    try:
        yield service
    finally:
        await runner.cleanup()


def _signed(token: str, public_key: str) -> dict[str, Any] | None:
    """The claims, where this key signed them."""
    signed, _, signature = token.rpartition(".")
    raw = as_bytes(signature)
    pair = encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
    key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), as_bytes(public_key))
    try:
        key.verify(pair, signed.encode(), ec.ECDSA(SHA256()))
    except InvalidSignature:
        return None
    claims = json.loads(as_bytes(signed.split(".")[1]))
    assert isinstance(claims, dict)
    return claims
