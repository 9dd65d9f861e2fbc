"""The mail to who moved up, which nobody can turn off: a seat is there. By `agenda.programme.jobs`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from netevent.core.mail import Mail


@dataclass(frozen=True, slots=True)
class SeatMail(Mail):
    """`start` is UTC, and told in the event's `zone`. The link has the configured base URL."""

    template: ClassVar[str] = "moved_up"

    first_name: str
    event_name: str
    name: str
    start: datetime
    end: datetime
    zone: str
    room: str
    link: str
