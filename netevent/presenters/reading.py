"""What presenters see. Called by the screens and the routes, in one read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from netevent.breakouts.queries import select_session_by_id, select_some
from netevent.breakouts.session import Session
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.i18n.localized import LocalizedText
from netevent.core.text.comparing import search_key, search_words
from netevent.events.queries import select_event, select_programme_settings, select_zone
from netevent.presenters.queries import select_places, select_presented_ids
from netevent.profiles.cards.card import Card
from netevent.profiles.cards.queries import select_cards_for_everyone


@dataclass(frozen=True, slots=True)
class Presented:
    """A session with what its presenter must know of the event."""

    breakout: Session
    event_name: LocalizedText
    zone: str

    @property
    def date(self) -> date:
        return clock.local(self.breakout.start, self.zone).date()


@dataclass(frozen=True, slots=True)
class Day:
    """Events of several zones may share a day; its heading is written in the zone of the first session."""

    start: datetime
    zone: str
    presented: tuple[Presented, ...]


@dataclass(frozen=True, slots=True)
class OwnSessions:
    """`coming`: today's and later ones, also when they are over, and what goes on past midnight.

    `past`: the newest day first.
    """

    coming: tuple[Day, ...]
    past: tuple[Day, ...]


@dataclass(frozen=True, slots=True)
class SessionPage:
    """`may_write`: the organizer lets presenters write to those registered."""

    breakout: Session
    event_name: LocalizedText
    zone: str
    may_write: bool


@dataclass(frozen=True, slots=True)
class Numbers:
    breakout: Session
    event_name: LocalizedText
    zone: str


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody as everyone may see them; `place` in the line counts from 1, None for who has a seat."""

    card: Card
    entered_at: datetime | None
    place: int | None = None

    @property
    def first_name(self) -> str:
        return self.card.first_name

    @property
    def last_name(self) -> str:
        return self.card.last_name


@dataclass(frozen=True, slots=True)
class Roster:
    """Who comes and who waits, of those whom the `words` find; `total` without them."""

    session_id: int
    seated: tuple[Listed, ...]
    waiting: tuple[Listed, ...]
    total: int
    words: str
    zone: str


def read_own_sessions(tx: Transaction, organizer_id: int) -> OwnSessions:
    every = sorted(_presented(tx, organizer_id), key=lambda one: (one.breakout.start, one.breakout.id))
    now = clock.now()
    coming = [
        one for one in every if one.date >= clock.local(now, one.zone).date() or not one.breakout.is_over(now)
    ]
    past = [one for one in every if one not in coming]
    return OwnSessions(_by_day(coming), _by_day(past)[::-1])


def read_page(tx: Transaction, session_id: int) -> SessionPage | None:
    found = read_numbers(tx, session_id)
    if found is None:
        return None
    settings = select_programme_settings(tx, found.breakout.event_id)
    return SessionPage(found.breakout, found.event_name, found.zone, settings.presenters_may_write)


def read_numbers(tx: Transaction, session_id: int) -> Numbers | None:
    session = select_session_by_id(tx, session_id)
    event = select_event(tx, session.event_id) if session else None
    return Numbers(session, event.name, event.zone) if session and event else None


def read_roster(tx: Transaction, session_id: int, typed: str = "") -> Roster | None:
    """Narrowed to those in whose shown fields all words stand."""
    session = select_session_by_id(tx, session_id)
    if session is None:
        return None
    every, words = _listed(tx, session), search_words(typed)
    found = [one for one in every if _is_found(one.card, words)]
    return Roster(
        session_id,
        seated=tuple(one for one in found if one.place is None),
        waiting=tuple(one for one in found if one.place is not None),
        total=len(every),
        words=typed,
        zone=select_zone(tx, session.event_id),
    )


def _presented(tx: Transaction, organizer_id: int) -> Iterable[Presented]:
    for event_id, session_ids in select_presented_ids(tx, organizer_id).items():
        if event := select_event(tx, event_id):
            for session in select_some(tx, event_id, session_ids):
                yield Presented(session, event.name, event.zone)


def _by_day(presented: list[Presented]) -> tuple[Day, ...]:
    days = [tuple(some) for _, some in groupby(presented, key=lambda one: one.date)]
    return tuple(Day(some[0].breakout.start, some[0].zone, some) for some in days)


def _listed(tx: Transaction, session: Session) -> list[Listed]:
    places = select_places(tx, session.id)
    cards = select_cards_for_everyone(tx, session.event_id, [one.attendee_id for one in places])
    line = [one.attendee_id for one in places if one.is_waiting]
    number = {attendee_id: place for place, attendee_id in enumerate(line, start=1)}
    entered = {one.attendee_id: one.entered_at for one in places}
    return [Listed(card, entered[card.id], number.get(card.id)) for card in cards]


def _is_found(card: Card, words: list[str]) -> bool:
    key = search_key(card.name, card.organisation, card.role)
    return all(word in key for word in words)
