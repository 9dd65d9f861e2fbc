"""Badges as they are drawn, put together inside one read: many people cost as many statements as one.

Called by the sheets, the attendee's own badge, the stations, and the preview of the settings.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from netevent.attendees.questions.answers.queries import select_badge_answers
from netevent.attendees.questions.question import Given
from netevent.badges.making import queries
from netevent.badges.making.colours import ink_of
from netevent.badges.making.content import content_of
from netevent.badges.making.paper import paper_of
from netevent.badges.making.queries import Person, Seat
from netevent.badges.making.sources import Sources
from netevent.badges.making.words import answer_texts, dates_of, time_of
from netevent.badges.settings.queries import select_settings
from netevent.badges.settings.settings import BadgeSettings
from netevent.core.badge_codes import badge_link
from netevent.core.database import Transaction
from netevent.core.errors import existing
from netevent.core.i18n import language_name, speaking, spoken
from netevent.documents.badges.badge import AgendaLine, Badge
from netevent.documents.badges.formats import Design
from netevent.events.details import Event
from netevent.events.look.queries import select_logo
from netevent.events.queries import select_event

PHOTO_SIZE = 800


@dataclass(frozen=True, slots=True)
class PersonsBadge:
    """A badge and whose it is."""

    attendee_id: int
    badge: Badge

    @property
    def content(self) -> str:
        """For the record of prints."""
        return content_of(self.badge)


def read_badges(
    tx: Transaction,
    event_id: int,
    ids: Sequence[int],
    sources: Sources,
    settings: BadgeSettings | None = None,
) -> list[PersonsBadge]:
    """Of those who are of this event and have a badge, in the order of the ids; some hundreds at once.

    `settings`: other ones than the event's, which are being tried.

    Raises:
        NotFound: the event is gone.
    """
    event = existing(select_event(tx, event_id))
    shown = settings or select_settings(tx, event_id)
    people = queries.select_people(tx, event_id, ids)
    answers = select_badge_answers(tx, people)
    seats = queries.select_seats(tx, people) if shown.shows_agenda else {}
    make = _Maker(event, shown, sources)
    return [
        PersonsBadge(one, make.badge(people[one], answers.get(one, ()), seats.get(one, ())))
        for one in ids
        if one in people
    ]


def design_of(
    tx: Transaction, event_id: int, sources: Sources, settings: BadgeSettings | None = None
) -> Design:
    """What all badges of the event share. Raises as `read_badges`."""
    shown = settings or select_settings(tx, event_id)
    event = existing(select_event(tx, event_id))
    logo = _logo(tx, event, sources) if shown.shows_logo else ""
    return Design(paper_of(shown), logo, has_back=shown.shows_agenda)


class _Maker:
    """Of one event's badges. What is the same for all who speak one language is written once."""

    def __init__(self, event: Event, shown: BadgeSettings, sources: Sources) -> None:
        self._event, self._shown, self._sources = event, shown, sources
        self._dates = dict[str, str]()
        self._times = dict[tuple[str, int], str]()

    def badge(self, person: Person, answers: Sequence[Given], seats: Sequence[Seat]) -> Badge:
        language, shown = spoken(person.language), self._shown
        return Badge(
            link=badge_link(self._sources.base_url, person.code),
            name=person.name,
            event=self._event.name.inside(language),
            date=self._date(language),
            organisation=person.organisation if shown.shows_organisation else "",
            role=person.role if shown.shows_role else "",
            type_name=person.type_name if shown.shows_type else "",
            colour=ink_of(person.type_colour) if shown.shows_type and person.type_name else "",
            languages=_language(person) if shown.shows_languages else "",
            answers=answer_texts(answers),
            photo=self._photo(person) if shown.shows_photo else "",
            agenda=tuple(self._line(one, language) for one in seats),
            language=person.language or language,
        )

    def _date(self, language: str) -> str:
        if language not in self._dates:
            with speaking(language):
                self._dates[language] = dates_of(self._event)
        return self._dates[language]

    def _line(self, seat: Seat, language: str) -> AgendaLine:
        key = (language, seat.session_id)
        if key not in self._times:
            with speaking(language):
                self._times[key] = time_of(seat, self._event)
        return AgendaLine(self._times[key], seat.name, seat.place)

    def _photo(self, person: Person) -> str:
        if not person.photo:
            return ""
        return str(self._sources.photos.path(person.photo, PHOTO_SIZE).resolve())


def _language(person: Person) -> str:
    """The one that they read in, as it calls itself."""
    return language_name(person.language, person.language) if person.language else ""


def _logo(tx: Transaction, event: Event, sources: Sources) -> str:
    """Written into its folder where it is not there yet."""
    name = event.look.logo
    if not name:
        return ""
    file = sources.logo(event.code, name)
    if not file.exists():
        content = select_logo(tx, event.code, name)
        if content is None:
            return ""
        sources.keep_logo(event.code, name, content)
    return str(file.resolve())
