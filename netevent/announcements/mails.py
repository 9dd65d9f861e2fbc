"""The mails of announcements. Queued by `recipients.telling`; `office` queues tests and shows previews."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from netevent.announcements.announcement import Announcement, Kind
from netevent.announcements.audiences.queries import Person
from netevent.announcements.wording.placeholders import fill
from netevent.announcements.wording.values import Values
from netevent.core.i18n import spoken
from netevent.core.jobs import Priority
from netevent.core.mail import Mail
from netevent.core.text.cleaning import clean_line
from netevent.events.details import Event


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


def mail_of(
    found: Announcement, event: Event, person: Person, values: Values
) -> AnnouncementMail | ImportantMail:
    """In the language that this person reads, else in the announcement's own."""
    reads = spoken(person.language)
    language = reads if reads in found.draft.texts else found.draft.language
    words = found.draft.texts[language]
    kind = ImportantMail if found.draft.is_important else AnnouncementMail
    return kind(
        event_name=clean_line(event.name.inside(reads)),
        first_name=person.first_name,
        subject=fill(words.subject, values),
        body=fill(words.body, values),
        text_language=language,
        because="attendee" if found.draft.kind is Kind.announcement else "invited",
    )
