"""The mail with the personal link. Queued by `registration.personal_link.service`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from netevent.core.jobs import Priority
from netevent.core.mail import Mail
from netevent.registration.personal_link.queries import Invitee


@dataclass(frozen=True, slots=True)
class PersonalLink(Mail):
    template: ClassVar[str] = "personal_link"
    priority: ClassVar[Priority] = Priority.awaited

    invitee: Invitee
    link: str
    expires_at: datetime
