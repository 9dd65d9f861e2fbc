"""The mail that an event does not take place. Queued by `calling_off.service`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from netevent.core.jobs import Priority
from netevent.core.mail import Mail


@dataclass(frozen=True, slots=True)
class EventCancelled(Mail):
    """What the organizer typed stays as it is. `gives_back`: what was paid online is sent back by itself."""

    template: ClassVar[str] = "event_cancelled"
    priority: ClassVar[Priority] = Priority.bulk

    event_name: str
    first_name: str
    start: datetime
    zone: str
    text: str
    gives_back: bool
