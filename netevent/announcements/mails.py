"""The mails of announcements. Queued by `announcements.recipients.telling`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from netevent.core.jobs import Priority
from netevent.core.mail import Mail


@dataclass(frozen=True, slots=True)
class AnnouncementMail(Mail):
    """What the organizer typed, filled in for one person; `text_language` is the one that it is in.

    `because`: why this person gets it, a reason of `emails/_reason.txt`.
    """

    template: ClassVar[str] = "announcement"
    priority: ClassVar[Priority] = Priority.bulk
    is_announcement: ClassVar[bool] = True

    event_name: str
    first_name: str
    subject: str
    body: str
    text_language: str
    because: str = "attendee"


@dataclass(frozen=True, slots=True)
class ImportantMail(Mail):
    """The same, of what one must get: also who wants no announcements."""

    template: ClassVar[str] = "important_announcement"
    priority: ClassVar[Priority] = Priority.bulk

    event_name: str
    first_name: str
    subject: str
    body: str
    text_language: str
    because: str = "attendee"
