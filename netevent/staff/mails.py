"""The mails to staff. Queued by `staff.service`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from netevent.core.jobs import Priority
from netevent.core.mail import Mail
from netevent.staff.queries import Member


@dataclass(frozen=True, slots=True)
class InvitingEvent:
    """The event, named in the member's language."""

    name: str
    zone: str


@dataclass(frozen=True, slots=True)
class StaffInvitation(Mail):
    """The link, and until when it works. Who has a password already reads that it sets a new one."""

    template: ClassVar[str] = "staff_invitation"
    priority: ClassVar[Priority] = Priority.awaited

    event: InvitingEvent
    member: Member
    link: str
    expires_at: datetime
    is_member: bool
