"""One push to one device: what its service worker reads, and what its push service is told of it.

The service worker is `static/js/service-worker.js`. Called by `reading` and `sender`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from netevent.core.credentials import signature
from netevent.core.i18n import current_language, direction
from netevent.notifications.kinds import PushText
from netevent.push.subscriptions.queries import Device

# Push services take 4,096 bytes, of which encryption takes 103. A text of other people's is cut.
TITLE_LENGTH, BODY_LENGTH = 120, 200
# All are of one of a few sizes, so that the size tells nothing. Behind JSON blanks mean nothing.
STEP = 512
A_DAY = timedelta(days=1)
TEN_MINUTES = timedelta(minutes=10)
# Of the header `Topic`: 32 signs at most.
TOPIC_LENGTH = 32


@dataclass(frozen=True, slots=True)
class Message:
    """`topic` replaces what still waits at the push service under the same one."""

    device: Device
    payload: bytes = field(repr=False)
    until: datetime
    is_urgent: bool = False
    topic: str = ""


def shown(text: PushText, tag: str, url: str) -> bytes:
    """In the language in use."""
    told = {"title": _cut(text.title, TITLE_LENGTH), "body": _cut(text.body, BODY_LENGTH)}
    about = {"lang": current_language(), "dir": direction()}
    return _payload({"do": "show", "tag": tag, **told, "url": url, **about})


def closed(tags: Sequence[str]) -> bytes:
    return _payload({"do": "close", "tags": list(tags)})


def topic_of(secret: str, device: Device, tag: str) -> str:
    """The same for the same device and tag, and it tells nothing of either."""
    return signature(secret, "push-topic", device.to.endpoint, tag)[:TOPIC_LENGTH]


def _payload(values: dict[str, object]) -> bytes:
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()
    return text.ljust(-(-len(text) // STEP) * STEP)


def _cut(text: str, length: int) -> str:
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= length else f"{one_line[: length - 1]}…"
