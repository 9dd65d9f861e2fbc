"""What stands on a certificate: all that its drawing knows, written for its reader."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Attended:
    """A session: `when` it was, and for how long its person was there."""

    name: str
    when: str
    length: str


@dataclass(frozen=True, slots=True)
class Certificate:
    """`total` is the time in all sessions, or ''; `link` is where anybody may verify it."""

    name: str
    event: str
    when: str
    place: str
    organizer: str
    arrived: str
    sessions: tuple[Attended, ...]
    total: str
    code: str
    link: str
    issued: str
    language: str = "en"
