"""SQL of cards: the one place where other attendees' fields are read, by what they show to whom.

Nobody is found across a block, nor in another event. Also used by `connections`, `appointments` and
`presenters`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, case, exists, or_, select

from netevent.attendees.linkedin import linkedin_address
from netevent.core.database import Transaction
from netevent.core.database.tables import attendee_types, attendees, blocks, connections
from netevent.core.text.addresses import own_address
from netevent.profiles.cards.card import FIELDS, Card, Relationship, Shown, is_name_visible, is_visible

PERSON = attendees.alias("person")
VIEWER = attendees.alias("viewer")


def select_card(tx: Transaction, viewer_id: int, person_id: int) -> Card | None:
    """The person as the viewer may see them; None across a block or an event's border."""
    row = tx.execute(card_rows(viewer_id).where(PERSON.c.id == person_id)).first()
    return card_of(row, viewer_id) if row else None


def select_cards(tx: Transaction, viewer_id: int, person_ids: Sequence[int]) -> list[Card]:
    """Several, in the order of the ids given."""
    if not person_ids:
        return []
    rows = tx.execute(card_rows(viewer_id).where(PERSON.c.id.in_(person_ids)))
    found = {row.id: card_of(row, viewer_id) for row in rows}
    return [found[person_id] for person_id in person_ids if person_id in found]


def select_cards_for_everyone(tx: Transaction, event_id: int, person_ids: Sequence[int]) -> list[Card]:
    """What each shows to everyone, for who is no attendee; in the order of the ids given.

    Blocks are between attendees: they do not count here.
    """
    if not person_ids:
        return []
    typed = PERSON.outerjoin(attendee_types, attendee_types.c.id == PERSON.c.attendee_type_id)
    rows = select(PERSON, attendee_types.c.name.label("type_name")).select_from(typed)
    some = rows.where(PERSON.c.event_id == event_id, PERSON.c.id.in_(person_ids))
    found = {row.id: _card(row, Relationship.none) for row in tx.execute(some)}
    return [found[person_id] for person_id in person_ids if person_id in found]


def select_own_card(tx: Transaction, attendee_id: int, relationship: Relationship) -> Card | None:
    """The attendee's own card, as somebody with such a tie sees it."""
    row = tx.execute(card_rows(attendee_id).where(PERSON.c.id == attendee_id)).first()
    return _card(row, relationship) if row else None


def select_blocked_cards(tx: Transaction, blocker_id: int) -> list[Card]:
    """Those whom this one blocked, the last on top, as everyone sees them: there must be a way back."""
    is_own = and_(blocks.c.blocker_id == blocker_id, blocks.c.blocked_id == PERSON.c.id)
    rows = tx.execute(
        _rows(blocker_id).join(blocks, is_own).order_by(blocks.c.blocked_at.desc(), PERSON.c.id)
    )
    return [card_of(row, blocker_id) for row in rows]


def card_rows(viewer_id: int) -> Select[Any]:
    """Rows for `card_of`; narrow them by `PERSON` and `connections`."""
    return _rows(viewer_id).where(~is_blocked(PERSON.c.id, viewer_id))


def _rows(viewer_id: int) -> Select[Any]:
    return select(
        PERSON,
        attendee_types.c.name.label("type_name"),
        connections.c.id.label("connection_id"),
        connections.c.attendee_id.label("asked_by_id"),
        connections.c.status.label("connection_status"),
        connections.c.message,
        connections.c.asked_at,
        connections.c.answered_at,
        connections.c.withdrawn_at,
        connections.c.met_how,
    ).select_from(
        PERSON.join(VIEWER, and_(VIEWER.c.id == viewer_id, VIEWER.c.event_id == PERSON.c.event_id))
        .outerjoin(connections, is_pair(PERSON.c.id, viewer_id))
        .outerjoin(attendee_types, attendee_types.c.id == PERSON.c.attendee_type_id)
    )


def is_pair(person_id: ColumnElement[int], viewer_id: int) -> ColumnElement[bool]:
    """The row of two people in `connections`, by its unique key."""
    return and_(
        connections.c.low_id == case((person_id < viewer_id, person_id), else_=viewer_id),
        connections.c.high_id == case((person_id < viewer_id, viewer_id), else_=person_id),
    )


def is_blocked(person_id: ColumnElement[int], viewer_id: int) -> ColumnElement[bool]:
    """Whether one of the two blocked the other."""
    either = or_(
        and_(blocks.c.blocker_id == person_id, blocks.c.blocked_id == viewer_id),
        and_(blocks.c.blocker_id == viewer_id, blocks.c.blocked_id == person_id),
    )
    return exists(select(blocks.c.blocker_id).where(either))


def card_of(row: Row[Any], viewer_id: int) -> Card:
    """The card in a row of `card_rows`: only what shows leaves this function."""
    relationship = _relationship(row, viewer_id)
    return _card(row, relationship, **_of_connection(row, relationship))


def _card(row: Row[Any], relationship: Relationship, **connection: Any) -> Card:
    is_named = is_name_visible(Shown(row.shows_name), relationship)
    told: dict[str, Any] = {one: _told(row, one, relationship) for one in FIELDS if one != "name"}
    told["email"] = own_address(told["email"])
    told["linkedin"] = linkedin_address(told["linkedin"])
    return Card(
        id=row.id,
        event_id=row.event_id,
        relationship=relationship,
        first_name=row.first_name if is_named else "",
        last_name=row.last_name if is_named else "",
        type_name=row.type_name or "",
        **told,
        **connection,
    )


def _told(row: Row[Any], field: str, relationship: Relationship) -> str:
    """A field that has a column of its own, where it shows."""
    if not is_visible(Shown(getattr(row, f"shows_{field}")), relationship):
        return ""
    return getattr(row, "profile_picture" if field == "photo" else field) or ""


def _relationship(row: Row[Any], viewer_id: int) -> Relationship:
    if row.id == viewer_id:
        return Relationship.own
    if row.connection_id is None or row.withdrawn_at is not None:
        return Relationship.none
    if row.connection_status == "accepted":
        return Relationship.connected
    if row.asked_by_id == viewer_id:
        return Relationship.asked
    return Relationship.asks if row.connection_status == "pending" else Relationship.none


def _of_connection(row: Row[Any], relationship: Relationship) -> dict[str, Any]:
    if relationship in (Relationship.own, Relationship.none):
        return {}
    return {
        "connection_id": row.connection_id,
        "message": row.message,
        "since": row.answered_at if relationship is Relationship.connected else row.asked_at,
        "met_how": row.met_how,
    }
