"""The mail to those registered. Queued by `messages.service`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from netevent.core.jobs import Priority
from netevent.core.mail import Mail


@dataclass(frozen=True, slots=True)
class SessionMessage(Mail):
    """What the presenter typed stays as it is; what stands around it is in the recipient's language."""

    template: ClassVar[str] = "session_message"
    priority: ClassVar[Priority] = Priority.bulk

    session_name: str
    event_name: str
    start: datetime
    zone: str
    room: str
    presenter: str
    first_name: str
    text: str
