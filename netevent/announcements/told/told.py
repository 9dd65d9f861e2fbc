"""An announcement as the one reads it whom it was for.

Its words are chosen and filled in when it is shown, in the language that is spoken then.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from netevent.announcements.announcement import Words
from netevent.announcements.audiences.queries import Person
from netevent.announcements.wording.placeholders import fill
from netevent.announcements.wording.values import fixed_values
from netevent.core.i18n import current_language
from netevent.events.details import Event


@dataclass(frozen=True, slots=True)
class Addresses:
    """Of the own pages, for who is there already. In a toast there is no room for them."""

    link: str = "…"
    badge: str = "…"
    calendar: str = "…"


NOWHERE = Addresses()


@dataclass(frozen=True, slots=True)
class Told:
    id: int
    language: str
    texts: Mapping[str, Words]
    event: Event
    first_name: str
    last_name: str
    told_at: datetime
    addresses: Addresses = NOWHERE

    @property
    def words_language(self) -> str:
        """The language that is spoken, or that of the announcement."""
        return current_language() if current_language() in self.texts else self.language

    @property
    def words(self) -> Words:
        reader = Person(0, self.first_name, self.last_name, "", current_language())
        to = self.addresses
        values = fixed_values(self.event, reader, to.link, to.badge, to.calendar)
        words = self.texts[self.words_language]
        return Words(fill(words.subject, values), fill(words.body, values))
