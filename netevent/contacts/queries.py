"""SQL of the own connections, and of what their owner noted about them: nobody else ever reads that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, insert, select, union_all, update

from netevent.connections.predicates import IS_CONNECTED, recipient, requester
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.database.ordering import order_key
from netevent.core.database.tables import attendees, connection_notes, events
from netevent.core.i18n import current_language
from netevent.profiles.cards.card import Card, Relationship
from netevent.profiles.cards.queries import select_card, select_cards

SEPARATOR = ", "


@dataclass(frozen=True, slots=True)
class Note:
    """What somebody keeps about a connection."""

    note: str = ""
    tags: tuple[str, ...] = ()
    met_where: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """A connection as its other half sees it. `zone` is that of the event, for the times on the card."""

    card: Card
    note: str
    tags: tuple[str, ...]
    met_where: str
    zone: str


def select_people(tx: Transaction, viewer_id: int) -> list[Person]:
    """Everybody the viewer is connected with, by name as the language in use orders it."""
    cards = [one for one in select_cards(tx, viewer_id, _connected_ids(tx, viewer_id)) if _is_connected(one)]
    language = current_language()
    cards.sort(key=lambda card: (order_key(language, card.last_name, card.first_name), card.id))
    notes, zone = _select_notes(tx, viewer_id), _select_zone(tx, viewer_id)
    return [_person(card, notes.get(card.id, Note()), zone) for card in cards]


def select_person(tx: Transaction, viewer_id: int, person_id: int) -> Person | None:
    """One of them; None for somebody with whom the viewer is not connected."""
    card = select_card(tx, viewer_id, person_id)
    if card is None or not _is_connected(card):
        return None
    return _person(card, select_note(tx, viewer_id, person_id), _select_zone(tx, viewer_id))


def select_note(tx: Transaction, viewer_id: int, person_id: int) -> Note:
    rows = _notes().where(*_is_note(viewer_id, person_id))
    row = tx.execute(rows).first()
    return _note(row) if row else Note()


def update_note(tx: Transaction, viewer_id: int, person_id: int, note: Note) -> bool:
    """Whether there was one to be written over."""
    statement = update(connection_notes).where(*_is_note(viewer_id, person_id)).values(**_columns(note))
    return bool(tx.execute(statement).rowcount)


def insert_note(tx: Transaction, viewer_id: int, person_id: int, note: Note) -> None:
    """Raises IntegrityError where one was written meanwhile."""
    whose = {"attendee_id": viewer_id, "other_id": person_id}
    tx.execute(insert(connection_notes).values(**whose, **_columns(note)))


def _connected_ids(tx: Transaction, viewer_id: int) -> list[int]:
    """By the two indexes that `connections` has for its two sides."""
    both = union_all(
        select(recipient).where(requester == viewer_id, IS_CONNECTED),
        select(requester).where(recipient == viewer_id, IS_CONNECTED),
    )
    return list(tx.execute(both).scalars())


def _is_connected(card: Card) -> bool:
    return card.relationship is Relationship.connected


def _select_notes(tx: Transaction, viewer_id: int) -> dict[int, Note]:
    rows = tx.execute(_notes().where(connection_notes.c.attendee_id == viewer_id))
    return {row.other_id: _note(row) for row in rows}


def _select_zone(tx: Transaction, viewer_id: int) -> str:
    of_event = select(events.c.time_zone).join(attendees, attendees.c.event_id == events.c.id)
    return str(tx.execute(of_event.where(attendees.c.id == viewer_id)).scalar_one())


def _person(card: Card, note: Note, zone: str) -> Person:
    return Person(card, note.note, note.tags, note.met_where, zone)


def _notes() -> Any:
    return select(
        connection_notes.c.other_id,
        connection_notes.c.note,
        connection_notes.c.tags,
        connection_notes.c.met_where,
    )


def _is_note(viewer_id: int, person_id: int) -> tuple[Any, Any]:
    return connection_notes.c.attendee_id == viewer_id, connection_notes.c.other_id == person_id


def _note(row: Row[Any]) -> Note:
    tags = tuple(tag for tag in row.tags.split(SEPARATOR) if tag)
    return Note(row.note, tags, row.met_where)


def _columns(note: Note) -> dict[str, object]:
    return {
        "note": note.note,
        "tags": SEPARATOR.join(note.tags),
        "met_where": note.met_where,
        "updated_at": clock.now(),
    }
