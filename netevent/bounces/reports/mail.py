"""A stranger's mail as something to look into: bounded, whatever its bytes are. Called in `reports`."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message

# Bytes of a mail that are looked at: reports stand in front of what they return.
LOOKED_AT = 256 * 1024
# Each part that has parts of its own says its type; the parser calls itself for each.
MOST_PARTS = 100
HEADER_LENGTH = 4000


def parsed(content: bytes) -> Message | None:
    """None: it is built to keep its reader busy."""
    beginning = content[:LOOKED_AT]
    if beginning.lower().count(b"content-type:") > MOST_PARTS:
        return None
    return message_from_bytes(beginning)


def header(mail: Message, name: str) -> str:
    """As it came, unfolded; bytes that are no ASCII are kept as signs that say so."""
    return " ".join(str(mail.get(name, "")).split())[:HEADER_LENGTH]


def parts(mail: Message, *types: str) -> Iterator[Message]:
    return (part for part in mail.walk() if part.get_content_type() in types)


def text_of(part: Message) -> str:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    try:
        return payload.decode(part.get_content_charset("utf-8"), "replace")
    except (LookupError, ValueError):  # no such encoding, or no name of one
        return payload.decode("utf-8", "replace")
