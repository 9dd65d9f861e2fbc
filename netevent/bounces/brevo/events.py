"""The events of Brevo's transactional webhooks. Called by `routes`.

Brevo gives each mail a Message-ID of its own; ours comes back in `X-Mailin-custom`, a header of each mail.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from netevent.bounces.report import Report, What, our_id, words

# `blocked` is also what Brevo says when it is the sender who may not send: the address stays. Who tells Brevo
# to get no more mail has the same wish as who calls it spam. Sent, opened and clicked say nothing of these.
KINDS = {
    "delivered": (What.delivered, False),
    "hardbounce": (What.failed, True),
    "invalid": (What.failed, True),
    "invalidemail": (What.failed, True),
    "softbounce": (What.failed, False),
    "blocked": (What.failed, False),
    "error": (What.failed, False),
    "deferred": (What.delayed, False),
    "spam": (What.complained, False),
    "complaint": (What.complained, False),
    "unsubscribed": (What.complained, False),
}
IDS = ("X-Mailin-custom", "x-mailin-custom", "message-id", "messageId")


class NotJson(Exception):
    """The body cannot be read."""


def read_events(body: bytes) -> list[Report]:
    """Of one event, or of a batch of them; what is none of ours is left out.

    Raises:
        NotJson: the body is something else.
    """
    try:
        told = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise NotJson from error
    return list(_reports(told if isinstance(told, list) else [told]))


def _reports(events: list[Any]) -> Iterator[Report]:
    for event in events:
        kind = KINDS.get(_text(event, "event").lower().replace("_", "")) if isinstance(event, dict) else None
        if kind is None:
            continue
        message_id = next((found for name in IDS if (found := our_id(_text(event, name)))), "")
        if message_id:
            what, is_permanent = kind
            yield Report(message_id, what, is_permanent, words(_text(event, "reason")))


def _text(event: dict[str, Any], name: str) -> str:
    value = event.get(name)
    return value if isinstance(value, str) else ""
