"""Encrypts a push and hands it to its push service. One for each process, with lasting connections.

Not `webpush_async`: that follows redirects, and a push service of a stranger's choice must not lead this
server anywhere. Encryption and signature are the library's.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum

import httpx
import structlog

from netevent.core import clock
from netevent.push.keys.keeping import PushKeys
from netevent.push.sending.message import Message
from netevent.push.subscriptions.endpoints import PushServices

log = structlog.get_logger()

# In flight at once: at a tenth of a second each some hundred a second, and the loop is free between them.
CONNECTIONS = 12
SECONDS = 15
# A push service that asks for more patience than this is asked again by then.
LONGEST_WAIT = 3600
WORDS = 200


class Verdict(StrEnum):
    """`gone`: the browser takes no more push. `refused`: the push or we are wrong; again would not help."""

    taken = "taken"
    gone = "gone"
    later = "later"
    refused = "refused"


@dataclass(frozen=True, slots=True)
class Result:
    """`wait` is how many seconds the push service asked for; 0 where it did not say."""

    message: Message
    verdict: Verdict
    wait: int = 0


class Sender:
    """At most so many pushes at once leave a process, whatever is due."""

    def __init__(self, keys: PushKeys, services: PushServices) -> None:
        self._keys = keys
        self._services = services
        self._turns = asyncio.Semaphore(CONNECTIONS)
        self._beginning = asyncio.Lock()
        self._http: httpx.AsyncClient | None = None

    async def send(self, message: Message) -> Result:
        """Never raises for what a push service does."""
        if not self._services.knows(message.device.to.endpoint):  # a setting was changed
            return Result(message, Verdict.gone)
        async with self._turns:
            return await self._sent(message)

    async def close(self) -> None:
        if self._http is not None:
            await self._http.aclose()

    async def _client(self) -> httpx.AsyncClient:
        """Made at the first push, in a thread: it reads all certificates."""
        async with self._beginning:
            if self._http is None:
                self._http = await asyncio.to_thread(_new_client)
            return self._http

    async def _sent(self, message: Message) -> Result:
        left = int((message.until - clock.now()).total_seconds())
        if left <= 0:
            return Result(message, Verdict.refused)
        headers = {
            "Authorization": await self._keys.authorization(message.device.to.endpoint),
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "TTL": str(left),
            "Urgency": "high" if message.is_urgent else "normal",
        }
        if message.topic:
            headers["Topic"] = message.topic
        try:
            client, body = await self._client(), await asyncio.to_thread(encrypted, message)
            asked = client.stream("POST", message.device.to.endpoint, content=body, headers=headers)
            async with asked as answer:
                return await _result(message, answer)
        # Also an address that nobody can ask for: the others must get theirs.
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            log.warning("push_unsent", host=_host(message), error=type(error).__name__)
            return Result(message, Verdict.later)


def _new_client() -> httpx.AsyncClient:
    return httpx.AsyncClient(
        follow_redirects=False,
        timeout=SECONDS,
        limits=httpx.Limits(max_connections=CONNECTIONS, max_keepalive_connections=CONNECTIONS),
        headers={"User-Agent": "NetEvent"},
    )


def encrypted(message: Message) -> bytes:
    """By RFC 8291: only the browser reads it. In a thread: of a dozen at once the loop would notice.

    The library brings two clients for HTTP along, which take a third of a second to load: not at each start.
    """
    from pywebpush import WebPusher

    to = message.device.to
    keys = {"p256dh": to.p256dh, "auth": to.auth}
    return bytes(WebPusher({"endpoint": to.endpoint, "keys": keys}).encode(message.payload)["body"])


async def _result(message: Message, answer: httpx.Response) -> Result:
    status = answer.status_code
    if 200 <= status < 300:
        return Result(message, Verdict.taken)
    if status in (404, 410):
        return Result(message, Verdict.gone)
    words = await _words(answer)
    if status == 429 or status >= 500:
        log.warning("push_delayed", host=_host(message), status=status, said=words)
        return Result(message, Verdict.later, _wait(answer.headers.get("Retry-After", "")))
    log.error("push_refused", host=_host(message), status=status, said=words)
    return Result(message, Verdict.refused)


async def _words(answer: httpx.Response) -> str:
    """The beginning of what it said, however much that is."""
    async for part in answer.aiter_bytes(WORDS):
        return " ".join(part[:WORDS].decode(errors="replace").split())
    return ""


def _wait(text: str) -> int:
    """Retry-After is a number of seconds, or a date."""
    if text.isascii() and text.isdigit():
        return min(int(text[:9]), LONGEST_WAIT)
    try:
        at = parsedate_to_datetime(text)
    except ValueError:
        return 0
    aware = at if at.tzinfo else at.replace(tzinfo=UTC)
    return max(0, min(LONGEST_WAIT, int((aware - datetime.now(UTC)).total_seconds())))


def _host(message: Message) -> str:
    """Not the whole address: who knows it might post there."""
    return message.device.to.endpoint.split("/")[2]
