"""SQL of what stands on badges: of many people in one statement for each kind of thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select

from netevent.breakouts.predicates import HAS_SEAT
from netevent.core.database import Transaction
from netevent.core.database.tables import attendee_types, attendees, badge_texts, breakout_sessions
from netevent.core.database.tables import breakout_session_rsvps as rsvps
from netevent.profiles.cards.card import Shown


@dataclass(frozen=True, slots=True)
class Person:
    """What is known of somebody for the badge: as registered where nothing else was written for it, and
    without what the own profile does not show to everyone. `photo` is a random name, or ''.
    """

    id: int
    code: str
    name: str
    organisation: str
    role: str
    photo: str
    type_name: str
    type_colour: int
    language: str


@dataclass(frozen=True, slots=True)
class Registered:
    """Without what the own profile does not show to everyone."""

    name: str
    organisation: str
    role: str


@dataclass(frozen=True, slots=True)
class Seat:
    """In a session that stands on the badge's back."""

    session_id: int
    start: datetime
    name: str
    place: str


def select_people(tx: Transaction, event_id: int, ids: Collection[int]) -> dict[int, Person]:
    """Those who are of this event, by their ids. Who deleted the account has no badge."""
    one = attendees.c
    told = (one.shows_organisation, one.shows_role, one.shows_photo, one.profile_picture)
    columns = (
        one.id, one.attendee_code, one.first_name, one.last_name, one.organisation, one.role,
        one.preferred_language, *told,
        badge_texts.c.name.label("own_name"),
        badge_texts.c.organisation.label("own_organisation"),
        badge_texts.c.role.label("own_role"),
        attendee_types.c.name.label("type_name"),
        attendee_types.c.colour.label("type_colour"),
    )  # fmt: skip
    joined = attendees.outerjoin(badge_texts, badge_texts.c.attendee_id == one.id).outerjoin(
        attendee_types, attendee_types.c.id == one.attendee_type_id
    )
    mine = (one.event_id == event_id, one.attendee_code.is_not(None), one.id.in_(ids))
    return {row.id: _person(row) for row in tx.execute(select(*columns).select_from(joined).where(*mine))}


def select_registered(tx: Transaction, event_id: int, attendee_id: int) -> Registered | None:
    """What would stand on the badge if nothing else was written for it. None: no badge of this event."""
    one = attendees.c
    mine = (one.id == attendee_id, one.event_id == event_id, one.attendee_code.is_not(None))
    row = tx.execute(select(attendees).where(*mine)).first()
    return Registered(_name(row), _registered(row, "organisation"), _registered(row, "role")) if row else None


def select_seats(tx: Transaction, ids: Collection[int]) -> dict[int, list[Seat]]:
    """The sessions in which they have a seat, by the attendees, in the order of time."""
    session = breakout_sessions.c
    columns = (rsvps.c.attendee_id, session.id, session.start_time, session.name, session.location)
    joined = rsvps.join(breakout_sessions, session.id == rsvps.c.breakout_session_id)
    statement = select(*columns).select_from(joined).where(rsvps.c.attendee_id.in_(ids), HAS_SEAT)
    found = defaultdict(list)
    for row in tx.execute(statement.order_by(session.start_time, session.id)):
        found[row.attendee_id].append(Seat(row.id, row.start_time, row.name, row.location or ""))
    return dict(found)


def _person(row: Row[Any]) -> Person:
    return Person(
        id=row.id,
        code=row.attendee_code,
        name=_name(row) if row.own_name is None else row.own_name,
        organisation=_written(row, "organisation"),
        role=_written(row, "role"),
        photo=(row.profile_picture or "") if _is_shown(row, "photo") else "",
        type_name=row.type_name or "",
        type_colour=row.type_colour or 0,
        language=row.preferred_language or "",
    )


def _written(row: Row[Any], field: str) -> str:
    """What was written for the badge itself may be read by everyone."""
    own = getattr(row, f"own_{field}")
    return _registered(row, field) if own is None else str(own)


def _name(row: Row[Any]) -> str:
    return f"{row.first_name} {row.last_name}".strip()


def _registered(row: Row[Any], field: str) -> str:
    return (getattr(row, field) or "") if _is_shown(row, field) else ""


def _is_shown(row: Row[Any], field: str) -> bool:
    """A badge is read by everyone who stands before it."""
    return bool(Shown(getattr(row, f"shows_{field}")) is Shown.everyone)
