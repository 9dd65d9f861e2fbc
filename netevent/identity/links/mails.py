"""The mail with a link that logs in. Queued by `identity.links.service`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from netevent.core.jobs import Priority
from netevent.core.mail import Mail


@dataclass(frozen=True, slots=True)
class LoginLink(Mail):
    """`invited_by` names the organizer who invited this one; empty for who asked for it."""

    template: ClassVar[str] = "login_link"
    priority: ClassVar[Priority] = Priority.awaited

    name: str
    event_name: str
    link: str
    expires_at: datetime
    is_unconfirmed: bool
    invited_by: str = ""
