"""A certificate as it was issued. Kept by `queries`, written on paper by `paper`, shown by the routes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Attended:
    """A session, and for how many minutes its person was there: from the scan on, at most from its start."""

    name: str
    start: datetime
    minutes: int


@dataclass(frozen=True, slots=True)
class Content:
    """What was true when it was issued. Times are UTC."""

    name: str
    event: str
    start: datetime
    end: datetime | None
    zone: str
    place: str
    organizer: str
    arrived_at: datetime
    sessions: tuple[Attended, ...] = ()

    @property
    def minutes(self) -> int:
        return sum(one.minutes for one in self.sessions)


@dataclass(frozen=True, slots=True)
class Issued:
    """`code` is in its QR code: 80 random bits."""

    code: str
    content: Content
    issued_at: datetime
