"""SQL of batches: how their people stand, and what they are called."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from netevent.core.database import Transaction
from netevent.core.database.tables import attendees, breakout_session_rsvps, events, jobs
from netevent.core.mail.outbox import MAIL
from netevent.core.text.addresses import own_address

# In one statement: SQLite has a bound of what is compared at once.
ASKED_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Standing:
    """`is_somebody`: False for who deleted the account. `type_id` 0: none."""

    id: int
    name: str
    is_somebody: bool
    has_address: bool
    is_in: bool
    is_attending: bool
    is_unconfirmed: bool
    was_mailed: bool
    type_id: int


def select_standings(tx: Transaction, event_id: int, people: Sequence[int]) -> dict[int, Standing]:
    """Those of them who are of this event."""
    one = attendees.c
    columns = (
        one.id, one.first_name, one.last_name, one.attendee_code, one.checked_in, one.attendance_status,
        one.unconfirmed_since, one.mailed_at, one.attendee_type_id, one.email,
    )  # fmt: skip
    return {
        row.id: Standing(
            row.id,
            f"{row.first_name} {row.last_name}".strip(),
            row.attendee_code is not None,
            bool(own_address(row.email)),
            bool(row.checked_in),
            row.attendance_status == "attending",
            row.unconfirmed_since is not None,
            row.mailed_at is not None,
            row.attendee_type_id or 0,
        )
        for some in _chunks(people)
        for row in tx.execute(select(*columns).where(one.event_id == event_id, one.id.in_(some)))
    }


def select_mailed_since(tx: Transaction, people: Sequence[int], since: datetime) -> set[int]:
    """To whom of them a mail was queued since then."""
    found = select(jobs.c.attendee_id).where(jobs.c.kind == MAIL.name, jobs.c.created_at > since)
    return {
        one
        for some in _chunks(people)
        for one in tx.execute(found.where(jobs.c.attendee_id.in_(some))).scalars()
    }


def select_session_ids(tx: Transaction, people: Sequence[int]) -> list[int]:
    """The sessions in which somebody of them asked for a seat, in the order of their ids."""
    rsvps = breakout_session_rsvps.c
    statement = select(rsvps.breakout_session_id).where(rsvps.attendee_id.in_(people)).distinct()
    return sorted(tx.execute(statement).scalars())


def select_owner_id(tx: Transaction, event_id: int) -> int:
    return int(tx.execute(select(events.c.organizer_id).where(events.c.id == event_id)).scalar_one())


def _chunks(people: Sequence[int]) -> Iterator[Sequence[int]]:
    return (people[start : start + ASKED_AT_ONCE] for start in range(0, len(people), ASKED_AT_ONCE))
