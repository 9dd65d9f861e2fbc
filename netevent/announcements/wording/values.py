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
from netevent.registration.personal_link.queries import Invitee
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

    values = _values(
        event,
        person,
        link=lambda: _own_link(tx, event, person, links),
        badge=lambda: _badge(values["link"]),
        calendar=calendar,
    )
    return values


def example_values(event: Event, person: Person, base_url: str) -> Values:
    """For a preview and a test: with links that open nothing, and of nobody."""

    link = url(base_url, "home.personal", token=NOBODYS)
    calendar = url(base_url, "calendar.subscribed", token=NOBODYS)
    return fixed_values(event, person, link, _badge(link), calendar)


def fixed_values(event: Event, person: Person, link: str, badge: str, calendar: str) -> Values:
    """With addresses that are known already."""
    return _values(event, person, link=lambda: link, badge=lambda: badge, calendar=lambda: calendar)


def _values(event: Event, person: Person, **addresses: Callable[[], str]) -> Values:
    return Values(
        first_name=lambda: clean_line(person.first_name),
        last_name=lambda: clean_line(person.last_name),
        event=lambda: _said(person, lambda: clean_line(str(event.name))),
        date=lambda: _said(person, lambda: period(event.details.start, event.details.end, event.zone)),
        place=lambda: clean_line(event.details.location),
        **addresses,
    )


def _said(person: Person, say: Callable[[], str]) -> str:
    """In the language of who reads it."""
    with speaking(person.language):
        return say()


def _badge(link: str) -> str:
    return link + BADGE if link else ""


def _own_link(tx: Transaction, event: Event, person: Person, links: Links) -> str:
    """'' for who is gone meanwhile."""
    details = event.details
    invitee = Invitee(
        attendee_id=person.id,
        first_name=person.first_name,
        email=person.email,
        language=person.language,
        event_name=str(event.name),
        zone=details.zone,
        starts_at=details.start,
        ends_at=details.end,
        link_version=person.link_version,
    )
    return new_link(tx, invitee, links)
