"""An announcement as one of its readers sees it. Put together inside one read, for its page and for tests.

The links in it open nothing: nobody's link is made or ended by looking.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from netevent.announcements.announcement import Draft
from netevent.announcements.audiences.queries import Person, select_people_after
from netevent.announcements.mails import mail_of
from netevent.announcements.queries import select_announcement
from netevent.announcements.wording.values import NOBODYS, example_values
from netevent.core.database import Transaction
from netevent.core.errors import existing
from netevent.core.i18n import active_languages, language_choices, spoken
from netevent.core.mail import Mail, Recipient
from netevent.core.web.paths import url
from netevent.events.mail_sender.arriving import Arriving, as_it_arrives
from netevent.events.queries import select_event

# One can look at so many of them.
OFFERED = 50
# Where nobody would get it.
SOMEBODY = Person(0, "Kim", "Novak", "", "")


@dataclass(frozen=True, slots=True)
class Preview:
    """`people` are some of those whom it is for; `languages` with their names; `mail`: if it is mailed."""

    event_id: int
    announcement_id: int
    draft: Draft
    people: list[Person]
    person: Person
    languages: list[tuple[str, str]]
    language: str
    subject: str
    text: str
    mail: Arriving | None
    has_own_text: bool


def read_preview(
    tx: Transaction,
    event_id: int,
    announcement_id: int,
    person_id: int | None,
    language: str,
    base_url: str,
    server: str,
) -> Preview:
    """`server` is the sender of the settings. Raises NotFound where it is not this event's."""
    event = existing(select_event(tx, event_id))
    one = existing(select_announcement(tx, event_id, announcement_id))
    people = select_people_after(tx, event_id, one.draft, 0, OFFERED) or [SOMEBODY]
    person = next((each for each in people if each.id == person_id), people[0])
    read_in = language if language in active_languages().codes else spoken(person.language)
    reader = replace(person, language=read_in)
    mail = mail_of(one, event, reader, example_values(event, reader, base_url))
    to = Recipient(reader.email, read_in, event_id=event_id, off_link=_off_link(mail, base_url))
    return Preview(
        event_id,
        announcement_id,
        one.draft,
        people,
        person,
        language_choices(),
        read_in,
        mail.subject,
        mail.body,
        as_it_arrives(tx, event_id, mail, to, server) if one.draft.by_mail else None,
        read_in in one.draft.texts,
    )


def _off_link(mail: Mail, base_url: str) -> str:
    """Nobody's, as all links of a preview are."""
    return url(base_url, "announcements_off.ask_off", token=NOBODYS) if mail.is_announcement else ""
