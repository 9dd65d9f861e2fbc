"""An announcement as one of its readers sees it. Put together inside one read, for its page and for tests.

The links in it open nothing: nobody's link is made or ended by looking.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from netevent.announcements.announcement import Announcement, Draft
from netevent.announcements.audiences.queries import Person, select_people_after
from netevent.announcements.queries import select_announcement
from netevent.announcements.wording.placeholders import fill
from netevent.announcements.wording.values import example_values
from netevent.core.database import Transaction
from netevent.core.errors import existing
from netevent.core.i18n import active_languages, language_choices, spoken
from netevent.events.details import Event
from netevent.events.queries import select_event

# One can look at so many of them.
OFFERED = 50
# Where nobody would get it.
SOMEBODY = Person(0, "Kim", "Novak", "", "")


@dataclass(frozen=True, slots=True)
class Preview:
    """`people` are some of those whom it is for; `languages` with their names."""

    event_id: int
    announcement_id: int
    draft: Draft
    people: list[Person]
    person: Person
    languages: list[tuple[str, str]]
    language: str
    subject: str
    text: str
    has_own_text: bool


def read_preview(
    tx: Transaction, event_id: int, announcement_id: int, person_id: int | None, language: str, base_url: str
) -> Preview:
    """Raises NotFound where it is not this event's."""
    event = existing(select_event(tx, event_id))
    one = existing(select_announcement(tx, event_id, announcement_id))
    people = select_people_after(tx, event_id, one.draft, 0, OFFERED) or [SOMEBODY]
    person = next((each for each in people if each.id == person_id), people[0])
    read_in = language if language in active_languages().codes else spoken(person.language)
    subject, text = written_for(event, one, replace(person, language=read_in), base_url)
    return Preview(
        event_id,
        announcement_id,
        one.draft,
        people,
        person,
        language_choices(),
        read_in,
        subject,
        text,
        read_in in one.draft.texts,
    )


def written_for(event: Event, one: Announcement, person: Person, base_url: str) -> tuple[str, str]:
    """Subject and text, with the person's own data filled in."""
    said, values = one.words(person.language), example_values(event, person, base_url)
    return fill(said.subject, values), fill(said.body, values)
