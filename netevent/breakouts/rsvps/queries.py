"""SQL of seats and of the line. The only writer of `breakout_session_rsvps`, beside the demo's story."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, ScalarSelect, func, insert, select, update

from netevent.attendees.predicates import is_attending
from netevent.breakouts.predicates import HAS_SEAT, IS_IN_ROOM, IS_WAITING
from netevent.breakouts.rsvps.rsvp import NOTHING, Person, Presence, Rsvp, Status
from netevent.core.database import Transaction
from netevent.core.database.tables import attendees
from netevent.core.database.tables import breakout_session_rsvps as rsvps
from netevent.core.database.tables import breakout_sessions as sessions

NOT_IN = {"entered_at": None, "entered_from": "", "seat_of_id": None}


def select_status(tx: Transaction, session_id: int, attendee_id: int) -> Status | None:
    """None for who never asked."""
    found = tx.execute(select(rsvps.c.status).where(*_is(session_id, attendee_id))).scalar()
    return Status(found) if found else None


def select_statuses(tx: Transaction, session_id: int, attendee_ids: Sequence[int]) -> dict[int, Status]:
    """Of those who have asked before."""
    statement = select(rsvps.c.attendee_id, rsvps.c.status)
    theirs = statement.where(rsvps.c.breakout_session_id == session_id, rsvps.c.attendee_id.in_(attendee_ids))
    return {row.attendee_id: Status(row.status) for row in tx.execute(theirs)}


def lock_comers(tx: Transaction, event_id: int, attendee_ids: Sequence[int]) -> dict[int, bool]:
    """Those of the event, and whether they come to it: until the commit they do not change their minds."""
    statement = select(attendees.c.id, is_attending().label("comes"))
    theirs = statement.where(attendees.c.id.in_(attendee_ids), attendees.c.event_id == event_id)
    rows = tx.execute(theirs.order_by(attendees.c.id).with_for_update())
    return {row.id: bool(row.comes) for row in rows}


def select_presence(tx: Transaction, session_id: int, attendee_id: int) -> Presence:
    statement = select(rsvps.c.status, rsvps.c.entered_at, rsvps.c.entered_from, rsvps.c.seat_of_id)
    row = tx.execute(statement.where(*_is(session_id, attendee_id))).first()
    if row is None:
        return NOTHING
    before = Status(row.entered_from) if row.entered_from else None
    return Presence(Status(row.status), row.entered_at, before, row.seat_of_id)


def select_last_absent(tx: Transaction, session_id: int, before: datetime) -> int | None:
    """Of those who have had a seat since before then and are not in the room, who got it last."""
    statement = select(rsvps.c.attendee_id).where(
        rsvps.c.breakout_session_id == session_id, HAS_SEAT, ~IS_IN_ROOM, rsvps.c.changed_at <= before
    )
    return tx.execute(statement.order_by(rsvps.c.changed_at.desc(), rsvps.c.id.desc()).limit(1)).scalar()


def select_rsvps(tx: Transaction, attendee_id: int) -> dict[int, Rsvp]:
    """By session: where the attendee has a seat or waits."""
    statement = select(rsvps.c.breakout_session_id, rsvps.c.status, place_in(rsvps).label("place"))
    rows = tx.execute(statement.where(rsvps.c.attendee_id == attendee_id, HAS_SEAT | IS_WAITING))
    return {row.breakout_session_id: _rsvp(row) for row in rows}


def select_place(tx: Transaction, session_id: int, attendee_id: int) -> int | None:
    """Of who waits, counted from 1."""
    mine = rsvps.alias("mine")
    statement = select(place_in(mine)).where(
        mine.c.breakout_session_id == session_id,
        mine.c.attendee_id == attendee_id,
        mine.c.status == Status.waitlisted.value,
    )
    found = tx.execute(statement).scalar()
    return None if found is None else int(found)


def place_in(mine: Any) -> ScalarSelect[int]:
    """How many wait up to this row, as a column; `mine` is `breakout_session_rsvps` or its alias."""
    ahead = rsvps.alias("ahead")
    counted = select(func.count()).select_from(ahead)
    return (
        counted.where(
            ahead.c.breakout_session_id == mine.c.breakout_session_id,
            ahead.c.status == Status.waitlisted.value,
            ahead.c.number <= mine.c.number,
        )
        .correlate(mine)
        .scalar_subquery()
    )


def select_first_in_line(tx: Transaction, session_id: int) -> int | None:
    statement = select(rsvps.c.attendee_id).where(rsvps.c.breakout_session_id == session_id, IS_WAITING)
    return tx.execute(statement.order_by(rsvps.c.number).limit(1)).scalar()


def select_moved_up_ids(tx: Transaction, attendee_id: int) -> list[int]:
    """The sessions in which the attendee has a seat after having waited for it."""
    statement = select(rsvps.c.breakout_session_id)
    waited = rsvps.c.moved_up_at.is_not(None)
    return list(tx.execute(statement.where(rsvps.c.attendee_id == attendee_id, HAS_SEAT, waited)).scalars())


def select_waiting_ids(tx: Transaction, session_id: int) -> list[int]:
    """Whose places move when the line does."""
    statement = select(rsvps.c.attendee_id).where(rsvps.c.breakout_session_id == session_id, IS_WAITING)
    return list(tx.execute(statement.order_by(rsvps.c.number)).scalars())


def select_concerned_ids_of_event(tx: Transaction, event_id: int) -> list[int]:
    """Who has a seat, or waits, in any of its sessions."""
    statement = select(rsvps.c.attendee_id).join(sessions, sessions.c.id == rsvps.c.breakout_session_id)
    theirs = statement.where(sessions.c.event_id == event_id, HAS_SEAT | IS_WAITING)
    return list(tx.execute(theirs.distinct()).scalars())


def select_concerned_ids(tx: Transaction, session_id: int) -> list[int]:
    """Who has a seat, or waits."""
    statement = select(rsvps.c.attendee_id).where(
        rsvps.c.breakout_session_id == session_id, HAS_SEAT | IS_WAITING
    )
    return list(tx.execute(statement.order_by(rsvps.c.attendee_id)).scalars())


def select_people(tx: Transaction, session_id: int) -> list[Person]:
    """Who has a seat, and who waits, the first first."""
    joined = rsvps.join(attendees, attendees.c.id == rsvps.c.attendee_id)
    columns = (attendees.c.first_name, attendees.c.last_name, attendees.c.organisation)
    statement = select(rsvps.c.attendee_id, rsvps.c.status, rsvps.c.entered_at, *columns).select_from(joined)
    statement = statement.where(rsvps.c.breakout_session_id == session_id, HAS_SEAT | IS_WAITING)
    rows = tx.execute(statement.order_by(rsvps.c.number, rsvps.c.attendee_id))
    return [_person(row) for row in rows]


def select_session_ids(tx: Transaction, attendee_id: int) -> list[int]:
    """The sessions in which the attendee has a seat or waits, in the order in which they are locked."""
    statement = select(rsvps.c.breakout_session_id).where(
        rsvps.c.attendee_id == attendee_id, HAS_SEAT | IS_WAITING
    )
    return list(tx.execute(statement.order_by(rsvps.c.breakout_session_id)).scalars())


def upsert(
    tx: Transaction,
    session_id: int,
    attendee_id: int,
    status: Status,
    now: datetime,
    number: int | None,
) -> None:
    """Not in the room, whatever was before. The session's lock is held: nobody else writes this row."""
    _put(tx, session_id, attendee_id, _values(status, now, number))


def insert_rsvps(
    tx: Transaction, session_id: int, rows: Sequence[tuple[int, Status, int | None]], now: datetime
) -> None:
    """Of those who never asked before: attendee, status, and number in the line."""
    if rows:
        tx.execute(
            insert(rsvps),
            [
                {"breakout_session_id": session_id, "attendee_id": one} | _values(status, now, number)
                for one, status, number in rows
            ],
        )


def upsert_entered(
    tx: Transaction,
    session_id: int,
    attendee_id: int,
    at: datetime,
    before: Status | None,
    seat_of: int | None,
    now: datetime,
) -> None:
    """With a seat, and in the room since `at`. A number drawn in the line is kept, for an undo."""
    came = before or Status.cancelled
    values: dict[str, Any] = {"entered_at": at, "entered_from": came.value, "seat_of_id": seat_of}
    if came is not Status.registered:
        values |= {"status": Status.registered.value, "changed_at": now}
    _put(tx, session_id, attendee_id, values)


def update_left(tx: Transaction, session_id: int, attendee_id: int, status: Status) -> None:
    values = {"status": status.value, **NOT_IN}
    tx.execute(update(rsvps).where(*_is(session_id, attendee_id)).values(values))


def update_moved_up(tx: Transaction, session_id: int, attendee_id: int, now: datetime) -> None:
    values = {"status": Status.registered.value, "number": None, "changed_at": now, "moved_up_at": now}
    tx.execute(update(rsvps).where(*_is(session_id, attendee_id)).values(values))


def _put(tx: Transaction, session_id: int, attendee_id: int, values: dict[str, Any]) -> None:
    if tx.execute(update(rsvps).where(*_is(session_id, attendee_id)).values(values)).rowcount:
        return
    new = {"breakout_session_id": session_id, "attendee_id": attendee_id}
    tx.execute(insert(rsvps).values(new | values))


def _values(status: Status, now: datetime, number: int | None) -> dict[str, Any]:
    values = {"status": status.value, "number": number, "changed_at": now, "moved_up_at": None}
    return values | NOT_IN


def _person(row: Row[Any]) -> Person:
    return Person(
        id=row.attendee_id,
        first_name=row.first_name,
        last_name=row.last_name,
        organisation=row.organisation or "",
        status=Status(row.status),
        entered_at=row.entered_at,
    )


def _rsvp(row: Row[Any]) -> Rsvp:
    status = Status(row.status)
    return Rsvp(row.breakout_session_id, status, row.place if status is Status.waitlisted else None)


def _is(session_id: int, attendee_id: int) -> Sequence[ColumnElement[bool]]:
    return rsvps.c.breakout_session_id == session_id, rsvps.c.attendee_id == attendee_id
