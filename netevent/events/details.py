"""What an organizer says of an event: travels from the form to the rules and to the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from netevent.core.i18n.localized import LocalizedText
from netevent.events.look.look import PLAIN, Look
from netevent.events.place.maps import map_of

# Of an event without an end.
LASTS_AT_MOST = timedelta(days=1)


def ends_at(start: datetime, end: datetime | None) -> datetime:
    return end or start + LASTS_AT_MOST


@dataclass(frozen=True, slots=True)
class EventText:
    """What the organizer says in one more language. Empty: who reads it reads the default."""

    language: str
    name: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class Details:
    """Times are UTC; `max_attendees` is None where there is no limit; gates in their order.

    `is_open`: its form takes registrations; `entry_word`: the word of the invitation that it asks for, or ''.
    `opens`, `closes`: from when and until when it takes them; `by_link`: only of who has the secret link.
    `map_url`: the organizer's own link to a map, or ''.
    `texts`: given anew in other languages, or taken away where both are empty; others stay.
    """

    name: str
    description: str
    start: datetime
    end: datetime | None
    zone: str
    location: str
    max_attendees: int | None
    gates: tuple[str, ...]
    is_open: bool = True
    entry_word: str = ""
    texts: tuple[EventText, ...] = ()
    map_url: str = ""
    opens: datetime | None = None
    closes: datetime | None = None
    by_link: bool = False

    @property
    def map_link(self) -> str:
        """Where a map shows the place; '' where nothing is known of it."""
        return map_of(self.location, self.map_url)


@dataclass(frozen=True, slots=True)
class Event:
    id: int
    code: str
    details: Details
    seats_taken: int
    name: LocalizedText
    look: Look = PLAIN
    link_token: str = ""
    is_archived: bool = False
    is_cancelled: bool = False

    @property
    def seats_left(self) -> int | None:
        """None: no limit. None are left, and not fewer, where more people come than there are seats."""
        most = self.details.max_attendees
        return None if most is None else max(most - self.seats_taken, 0)

    @property
    def too_many(self) -> int:
        """How many more people come than there are seats."""
        most = self.details.max_attendees
        return 0 if most is None else max(self.seats_taken - most, 0)

    @property
    def register_at(self) -> dict[str, str]:
        """What the address of the form is made of."""
        return {"code": self.code} | ({"link": self.link_token} if self.link_token else {})

    @property
    def zone(self) -> str:
        return self.details.zone

    def is_over(self, now: datetime) -> bool:
        return now > ends_at(self.details.start, self.details.end)

    def may_be_joined(self, now: datetime) -> bool:
        """Whether a seat that is free now is of use to anybody."""
        return not (self.is_archived or self.is_cancelled or self.is_over(now))


@dataclass(frozen=True, slots=True)
class ProgrammeSettings:
    """What the organizer decided about all sessions.

    `no_show_minutes` after a session's start, the seats of those who have not come are offered again; None:
    never.
    """

    presenters_may_write: bool = True
    no_show_minutes: int | None = None
    is_public: bool = False


@dataclass(frozen=True, slots=True)
class Gate:
    id: int
    name: str


@dataclass(frozen=True, slots=True)
class NavFigures:
    """How many there are behind the items of the navigation."""

    attendees: int
    staff: int


@dataclass(frozen=True, slots=True)
class EventCounts:
    """How much there is of an event, and is deleted with it."""

    attendees: int
    checked_in: int
    staff: int
    sessions: int
    scans: int
