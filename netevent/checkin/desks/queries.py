"""SQL of a desk: its event and gates, people found by name, the desks that are open."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, exists, insert, select, update
from sqlalchemy.exc import IntegrityError

from netevent.attendees.former_codes import owned_formerly
from netevent.attendees.initials import begins_with
from netevent.attendees.questions.predicates import HAS_DOOR_QUESTIONS
from netevent.checkin.queries import PERSON, person
from netevent.checkin.scan import Person
from netevent.core.database import Transaction
from netevent.core.database.ordering import in_order
from netevent.core.database.tables import attendee_types, attendees, desks, events, print_stations
from netevent.core.i18n.localized import LocalizedText, localized
from netevent.events.details import Gate
from netevent.events.gates.queries import select_gates

# A page with more of them would be no help.
OF_A_LETTER = 1000


@dataclass(frozen=True, slots=True)
class Found:
    """A person in a list at the door."""

    person: Person
    is_attending: bool
    is_paid: bool
    checked_in_at: datetime | None
    door_note: str = ""

    @property
    def is_in(self) -> bool:
        return self.checked_in_at is not None


@dataclass(frozen=True, slots=True)
class OpenDesk:
    """A row of `desks`."""

    id: str
    event_id: int
    gate_id: int | None
    name: str


@dataclass(frozen=True, slots=True)
class DoorEvent:
    """The event as its desk shows it. `has_door_questions`: a scan shows what was answered to some."""

    id: int
    name: LocalizedText
    code: str
    zone: str
    has_door_questions: bool = False
    has_print_stations: bool = False


@dataclass(frozen=True, slots=True)
class DeskPage:
    """What a desk shows besides its live regions."""

    event: DoorEvent
    gates: list[Gate]


def select_page(tx: Transaction, event_id: int) -> DeskPage | None:
    event = select_event(tx, event_id)
    return DeskPage(event, select_gates(tx, event_id)) if event else None


def select_event(tx: Transaction, event_id: int) -> DoorEvent | None:
    columns = (events.c.id, events.c.name, events.c.name_texts, events.c.code, events.c.time_zone)
    asked = select(*columns, HAS_DOOR_QUESTIONS, HAS_PRINT_STATIONS)
    row = tx.execute(asked.where(events.c.id == event_id)).first()
    if row is None:
        return None
    name = localized(row.name, row.name_texts)
    return DoorEvent(
        row.id,
        name,
        row.code,
        row.time_zone,
        bool(row.has_door_questions),
        bool(row.has_print_stations),
    )


def select_found(
    tx: Transaction, event_id: int, words: Sequence[str], most: int, language: str
) -> list[Found]:
    """People whose name or organisation has all of the words (`comparing.search_words`)."""
    has_words = [attendees.c.search_key.contains(word, autoescape=True) for word in words]
    return select_found_where(tx, most, language, attendees.c.event_id == event_id, *has_words)


def select_found_by_initial(tx: Transaction, event_id: int, initial: str, language: str) -> list[Found]:
    """Whose last name begins with the letter, whatever its accents."""
    which = (attendees.c.event_id == event_id, begins_with(initial))
    return select_found_where(tx, OF_A_LETTER, language, *which)


def select_found_where(tx: Transaction, most: int, language: str, *which: ColumnElement[bool]) -> list[Found]:
    """Those attendees, in the order of their names in this language."""
    names = in_order(language, attendees.c.last_name, attendees.c.first_name)
    rows = tx.execute(FOUND.where(*which).order_by(*names, attendees.c.id).limit(most))
    return [_found(row) for row in rows]


def select_found_by_code(tx: Transaction, event_id: int, codes: Sequence[str]) -> list[Found]:
    """Those whose badge it is, or else was before they became one with somebody."""
    given = [code for code in codes if code]
    for has_code in (attendees.c.attendee_code.in_(given), owned_formerly(given)):
        found = [_found(row) for row in tx.execute(FOUND.where(attendees.c.event_id == event_id, has_code))]
        if found:
            return found
    return []


def delete_desk(tx: Transaction, desk_id: str, event_id: int) -> None:
    tx.execute(delete(desks).where(desks.c.id == desk_id, desks.c.event_id == event_id))


def put_desk(tx: Transaction, desk: OpenDesk, now: datetime) -> None:
    """Put the desk on the list, or say that it is still there."""
    values = {"gate_id": desk.gate_id, "name": desk.name, "seen_at": now}
    is_there = (desks.c.id == desk.id) & (desks.c.event_id == desk.event_id)
    if tx.execute(update(desks).where(is_there).values(values)).rowcount:
        return
    # Two sockets of one page may do this at once; its event or gate may just have been deleted.
    with suppress(IntegrityError):
        tx.execute(insert(desks).values(id=desk.id, event_id=desk.event_id, **values))


def delete_desks_unseen(tx: Transaction, since: datetime) -> None:
    tx.execute(delete(desks).where(desks.c.seen_at < since))


def _found(row: Row[Any]) -> Found:
    return Found(
        person=person(row),
        is_attending=row.attendance_status == "attending",
        is_paid=row.payment_status != "pending",
        checked_in_at=row.checked_in_at if row.checked_in else None,
        door_note=row.door_note,
    )


HAS_PRINT_STATIONS = exists().where(print_stations.c.event_id == events.c.id).label("has_print_stations")
FOUND = select(
    *PERSON,
    attendees.c.attendance_status,
    attendees.c.payment_status,
    attendees.c.checked_in,
    attendees.c.checked_in_at,
    attendees.c.door_note,
).select_from(attendees.outerjoin(attendee_types))
