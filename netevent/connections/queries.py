"""SQL of requests, connections and blocks. A pair of people has one row, whoever asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    and_,
    case,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)

from netevent.attendees.predicates import is_found
from netevent.attendees.writing import update_attendee
from netevent.connections.predicates import IS_CONNECTED, IS_WAITING, STANDS, recipient, requester
from netevent.core.database import Transaction, inserted_id
from netevent.core.database.tables import (
    attendees,
    badge_scans,
    blocks,
    connection_notes,
    connections,
)
from netevent.profiles.cards.queries import is_blocked


@dataclass(frozen=True, slots=True)
class Person:
    """Whether the viewer may find somebody: in the directory, by the badge, or by an earlier request.

    A recipient must be able to block the requester, also after declining and after a withdrawal.
    """

    is_listed: bool
    is_scanned: bool
    has_asked: bool

    @property
    def is_found(self) -> bool:
        return self.is_listed or self.is_scanned or self.has_asked


@dataclass(frozen=True, slots=True)
class Pair:
    """The row of two people; `status` is what `recipient_id` answered to `requester_id`."""

    id: int
    event_id: int
    requester_id: int
    recipient_id: int
    status: str
    asked_at: datetime
    answered_at: datetime | None
    withdrawn_at: datetime | None

    @property
    def is_connected(self) -> bool:
        return self.status == "accepted"

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None

    def said_no_at(self, attendee_id: int) -> datetime | None:
        """When this one of the two declined or withdrew the request; None if it was not this one."""
        if attendee_id == self.requester_id:
            return self.withdrawn_at
        return self.answered_at if self.status == "rejected" else None

    def other_id(self, attendee_id: int) -> int:
        return self.recipient_id if attendee_id == self.requester_id else self.requester_id


# ---- people ----------------------------------------------------------------------------------------------


def select_person(tx: Transaction, viewer_id: int, event_id: int, person_id: int) -> Person | None:
    """Somebody else at the event; None across a block."""
    has_scanned = exists(
        select(badge_scans.c.scanner_id).where(
            badge_scans.c.scanner_id == viewer_id, badge_scans.c.scanned_id == person_id
        )
    )
    has_asked = exists(select(connections.c.id).where(requester == person_id, recipient == viewer_id))
    is_listed = is_found()
    row = tx.execute(
        select(
            is_listed.label("is_listed"), has_scanned.label("is_scanned"), has_asked.label("has_asked")
        ).where(
            attendees.c.id == person_id,
            attendees.c.id != viewer_id,
            attendees.c.event_id == event_id,
            ~is_blocked(attendees.c.id, viewer_id),
        )
    ).first()
    return Person(bool(row.is_listed), bool(row.is_scanned), bool(row.has_asked)) if row else None


def count_connected(tx: Transaction, event_id: int) -> int:
    """The pairs of the event's attendees that are connected."""
    joined = connections.join(attendees, attendees.c.id == requester)
    statement = select(func.count()).select_from(joined).where(attendees.c.event_id == event_id, IS_CONNECTED)
    return int(tx.execute(statement).scalar_one())


def select_event_id(tx: Transaction, attendee_id: int) -> int:
    """The event that somebody belongs to; 0 if the attendee is gone."""
    found = tx.execute(select(attendees.c.event_id).where(attendees.c.id == attendee_id)).scalar()
    return int(found or 0)


def update_requests_made(tx: Transaction, attendee_id: int, today: date, most: int) -> bool:
    """Count one more request on this day; False if `most` were already made."""
    is_today = attendees.c.requests_on == today
    count = case((is_today, attendees.c.requests_made + 1), else_=1)
    has_room = or_(attendees.c.requests_on.is_(None), ~is_today, attendees.c.requests_made < most)
    # In this order: MySQL assigns from left to right, and the count must still see the older day.
    return update_attendee(tx, attendee_id, has_room, requests_made=count, requests_on=today)


# ---- requests and connections ----------------------------------------------------------------------------


def select_pair(tx: Transaction, one_id: int, other_id: int) -> Pair | None:
    row = tx.execute(_pairs().where(_between(one_id, other_id))).first()
    return _pair(row) if row else None


def select_pair_of(tx: Transaction, connection_id: int, attendee_id: int) -> Pair | None:
    """By its id, for one of the two."""
    is_one_of_them = or_(requester == attendee_id, recipient == attendee_id)
    row = tx.execute(_pairs().where(connections.c.id == connection_id, is_one_of_them)).first()
    return _pair(row) if row else None


def insert_request(
    tx: Transaction, requester_id: int, recipient_id: int, message: str, met_how: str, now: datetime
) -> int:
    values = {"message": message, "met_how": met_how, "asked_at": now}
    return inserted_id(tx.execute(insert(connections).values(_row(requester_id, recipient_id) | values)))


def insert_connected(tx: Transaction, first_id: int, then_id: int, now: datetime) -> int:
    """A connection of two who scanned each other: the requester scanned first."""
    values = {"status": "accepted", "met_how": "scan", "asked_at": now, "answered_at": now}
    return inserted_id(tx.execute(insert(connections).values(_row(first_id, then_id) | values)))


def update_asked_again(
    tx: Transaction, pair: Pair, requester_id: int, message: str, met_how: str, now: datetime
) -> bool:
    """Ask again after a withdrawal, by either of the two; for the same requester declined stays declined."""
    values: dict[str, Any] = {
        "message": message,
        "met_how": met_how,
        "asked_at": now,
        "withdrawn_at": None,
    }
    if requester_id != pair.requester_id:
        values |= {
            "attendee_id": requester_id,
            "connected_attendee_id": pair.requester_id,
            "status": "pending",
            "answered_at": None,
        }
    is_withdrawn = and_(connections.c.id == pair.id, ~STANDS)
    return tx.execute(update(connections).where(is_withdrawn).values(values)).rowcount == 1


def update_accepted(tx: Transaction, connection_id: int, recipient_id: int, now: datetime) -> bool:
    """By the one who was asked, also after declining; False when it was withdrawn or is accepted."""
    is_open = and_(_is_asked(connection_id, recipient_id), ~IS_CONNECTED, STANDS)
    values = {"status": "accepted", "answered_at": now}
    return tx.execute(update(connections).where(is_open).values(values)).rowcount == 1


def update_connected(tx: Transaction, pair: Pair, now: datetime) -> bool:
    """Connect two who scanned each other, also after a request was declined or withdrawn."""
    values = {"status": "accepted", "met_how": "scan", "answered_at": now, "withdrawn_at": None}
    is_apart = and_(connections.c.id == pair.id, ~IS_CONNECTED)
    return tx.execute(update(connections).where(is_apart).values(values)).rowcount == 1


def update_declined(tx: Transaction, connection_id: int, recipient_id: int, now: datetime) -> bool:
    is_open = and_(_is_asked(connection_id, recipient_id), IS_WAITING)
    values = {"status": "rejected", "answered_at": now}
    return tx.execute(update(connections).where(is_open).values(values)).rowcount == 1


def update_withdrawn(tx: Transaction, connection_id: int, requester_id: int, now: datetime) -> bool:
    """Withdraw as the requester, declined or not; False if it is accepted or was withdrawn already."""
    is_open = and_(
        connections.c.id == connection_id,
        requester == requester_id,
        ~IS_CONNECTED,
        STANDS,
    )
    return tx.execute(update(connections).where(is_open).values(withdrawn_at=now)).rowcount == 1


def delete_connection(tx: Transaction, connection_id: int) -> bool:
    """Only where they are connected; requests stay."""
    is_connection = and_(connections.c.id == connection_id, IS_CONNECTED)
    return tx.execute(delete(connections).where(is_connection)).rowcount == 1


def delete_pair(tx: Transaction, one_id: int, other_id: int) -> None:
    """Delete the row of the two, connection or request."""
    tx.execute(delete(connections).where(_between(one_id, other_id)))


def delete_traces(tx: Transaction, one_id: int, other_id: int) -> None:
    """Delete the notes and the scans of both: an old scan must not connect them again."""
    for first, second in ((one_id, other_id), (other_id, one_id)):
        notes, scans = connection_notes.c, badge_scans.c
        tx.execute(delete(connection_notes).where(notes.attendee_id == first, notes.other_id == second))
        tx.execute(delete(badge_scans).where(scans.scanner_id == first, scans.scanned_id == second))


# ---- blocks ----------------------------------------------------------------------------------------------


def insert_block(tx: Transaction, blocker_id: int, blocked_id: int, now: datetime) -> None:
    """Called under `lock_attendees` for somebody who may be found, so there is no such row yet."""
    row = {"blocker_id": blocker_id, "blocked_id": blocked_id, "blocked_at": now}
    tx.execute(insert(blocks).values(row))


def delete_block(tx: Transaction, blocker_id: int, blocked_id: int) -> None:
    tx.execute(delete(blocks).where(blocks.c.blocker_id == blocker_id, blocks.c.blocked_id == blocked_id))


# ---- parts -----------------------------------------------------------------------------------------------


def _row(requester_id: int, recipient_id: int) -> dict[str, Any]:
    low_id, high_id = sorted((requester_id, recipient_id))
    return {
        "attendee_id": requester_id,
        "connected_attendee_id": recipient_id,
        "low_id": low_id,
        "high_id": high_id,
    }


def _between(one_id: int, other_id: int) -> ColumnElement[bool]:
    low_id, high_id = sorted((one_id, other_id))
    return and_(connections.c.low_id == low_id, connections.c.high_id == high_id)


def _is_asked(connection_id: int, recipient_id: int) -> ColumnElement[bool]:
    return and_(connections.c.id == connection_id, recipient == recipient_id)


def _pairs() -> Select[Any]:
    return select(
        connections.c.id,
        attendees.c.event_id,
        requester.label("requester_id"),
        recipient.label("recipient_id"),
        connections.c.status,
        connections.c.asked_at,
        connections.c.answered_at,
        connections.c.withdrawn_at,
    ).join_from(connections, attendees, attendees.c.id == requester)


def _pair(row: Row[Any]) -> Pair:
    return Pair(**row._mapping)
