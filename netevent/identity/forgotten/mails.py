"""The mail with the link behind which a new password is chosen. Queued by `identity.forgotten.service`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from netevent.core.jobs import Priority
from netevent.core.mail import Mail


@dataclass(frozen=True, slots=True)
class PasswordLink(Mail):
    template: ClassVar[str] = "password_link"
    priority: ClassVar[Priority] = Priority.awaited

    name: str
    link: str
    expires_at: datetime
