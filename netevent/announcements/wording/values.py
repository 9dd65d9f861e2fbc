"""The values of the placeholders for one person. Called by the job that sends, and by previews.

They are found when they are asked for: the personal link is made only where a text has it, because a new one
may end an older one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from netevent.agenda.calendar.service import calendar_token
from netevent.announcements.audiences.queries import Person
from netevent.announcements.wording.placeholders import PLACEHOLDERS
from netevent.core.database import Transaction
from netevent.core.i18n import speaking
from netevent.core.i18n.writing import period
from netevent.core.text.cleaning import clean_line
from netevent.core.web.paths import url
from netevent.events.details import Event
from netevent.registration.personal_link.queries import select_invitees_of
from netevent.registration.personal_link.service import Links, new_link

# Where the badge stands on the personal page.
BADGE = "#badge"
# The token of an example's links: they open nobody's page.
NOBODYS = "example"


class Values(Mapping[str, str]):
    """Each is found when it is asked for, once."""

    def __init__(self, **found_by: Callable[[], str]) -> None:
        self._found_by = found_by
        self._found: dict[str, str] = {}

    def __getitem__(self, name: str) -> str:
        if name not in self._found:
            self._found[name] = self._found_by[name]()
        return self._found[name]

    def __iter__(self) -> Iterator[str]:
        return iter(PLACEHOLDERS)

    def __len__(self) -> int:
        return len(PLACEHOLDERS)


def values_for(tx: Transaction, event: Event, person: Person, links: Links, base_url: str) -> Values:
    """Those of an attendee. Asked for `link` or `badge`, it makes the link by which this person comes in."""

    def calendar() -> str:
        return url(base_url, "calendar.subscribed", token=calendar_token(tx, person.id, links.secret))

    return _values(event, person, lambda: _own_link(tx, event.id, person.id, links), calendar)


def example_values(event: Event, person: Person, base_url: str) -> Values:
    """For a preview and a test: with links that open nothing, and of nobody."""

    def address_of(endpoint: str) -> str:
        return url(base_url, endpoint, token=NOBODYS)

    return _values(
        event, person, lambda: address_of("home.personal"), lambda: address_of("calendar.subscribed")
    )


def _values(event: Event, person: Person, link: Callable[[], str], calendar: Callable[[], str]) -> Values:
    values = Values(
        first_name=lambda: clean_line(person.first_name),
        last_name=lambda: clean_line(person.last_name),
        event=lambda: _said(person, lambda: clean_line(str(event.name))),
        date=lambda: _said(person, lambda: period(event.details.start, event.details.end, event.zone)),
        place=lambda: clean_line(event.details.location),
        link=link,
        badge=lambda: _badge(values["link"]),
        calendar=calendar,
    )
    return values


def _said(person: Person, say: Callable[[], str]) -> str:
    """In the language of who reads it."""
    with speaking(person.language):
        return say()


def _badge(link: str) -> str:
    return link + BADGE if link else ""


def _own_link(tx: Transaction, event_id: int, person_id: int, links: Links) -> str:
    """'' for who is gone meanwhile."""
    found = select_invitees_of(tx, event_id, [person_id])
    return new_link(tx, found[0], links) if found else ""
