"""The mails to co-organizers. Queued by `team.service`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from netevent.core.jobs import Priority
from netevent.core.mail import Mail


@dataclass(frozen=True, slots=True)
class Organized:
    """The event, named in the recipient's language; and whether the recipient may change it."""

    event_name: str
    zone: str
    may_edit: bool


@dataclass(frozen=True, slots=True)
class OrganizerInvitation(Mail):
    """For who has no confirmed account: the link to choose a password, and until when it works."""

    template: ClassVar[str] = "organizer_invitation"
    priority: ClassVar[Priority] = Priority.awaited

    about: Organized
    name: str
    link: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class OrganizerAdded(Mail):
    """For who has an account: the link leads to the event, and logs nobody in."""

    template: ClassVar[str] = "organizer_added"
    priority: ClassVar[Priority] = Priority.awaited

    about: Organized
    name: str
    link: str


@dataclass(frozen=True, slots=True)
class EventHandedOver(Mail):
    """For the new owner; `by` is the one before."""

    template: ClassVar[str] = "event_handed_over"
    priority: ClassVar[Priority] = Priority.awaited

    about: Organized
    name: str
    by: str
    link: str
