"""The mails to presenters. Queued by `breakouts.presenters.service`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from netevent.core.jobs import Priority
from netevent.core.mail import Mail


@dataclass(frozen=True, slots=True)
class Presented:
    """The session, with its event named in the presenter's language."""

    event_name: str
    name: str
    start: datetime
    room: str
    zone: str


@dataclass(frozen=True, slots=True)
class PresenterInvitation(Mail):
    """For who has no confirmed account: the link to choose a password, and until when it works."""

    template: ClassVar[str] = "presenter_invitation"
    priority: ClassVar[Priority] = Priority.awaited

    breakout: Presented
    name: str
    link: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class PresenterAssigned(Mail):
    """For who has an account: the link leads to the own sessions, and logs nobody in."""

    template: ClassVar[str] = "presenter_assigned"
    priority: ClassVar[Priority] = Priority.awaited

    breakout: Presented
    name: str
    link: str
