"""SQL of notifications.

A row stays when it is over: `mailed_at` says when its owner got a mail, and the next one has to wait.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, delete, insert, or_, select, true, update
from sqlalchemy.exc import IntegrityError

from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.database.tables import notifications
from netevent.notifications.kinds import NotificationKind, Tab

_NAMED = (notifications.c.kind, notifications.c.subject_id)
# More than anybody looks at. The newest are among them: old ones may be over without having been seen.
MOST_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Unseen:
    kind: str
    subject_id: int
    created_at: datetime


def select_unseen(tx: Transaction, attendee_id: int, kinds: Sequence[str] | None = None) -> list[Unseen]:
    """The oldest first, so that a new one does not move the others."""
    return [Unseen(*row) for row in reversed(tx.execute(_newest(attendee_id, kinds)).all())]


def lock_unseen(tx: Transaction, attendee_id: int, kinds: Sequence[str]) -> None:
    tx.execute(_newest(attendee_id, kinds).with_for_update())


def select_waiting(tx: Transaction, attendee_id: int, tabs: Sequence[Tab], now: datetime) -> list[int]:
    """How many wait for an answer at each of these tabs."""
    return list(tx.execute(select(*(tab.waiting(attendee_id, now).label(tab.key) for tab in tabs))).one())


def upsert_unseen(
    tx: Transaction, attendee_id: int, kind: NotificationKind, subject_id: int, now: datetime
) -> None:
    """Write it, or bring it back. Of two at once one row remains."""
    if update_created(tx, attendee_id, kind, subject_id, now, seen_at=None):
        return
    try:
        tx.execute(
            insert(notifications).values(
                attendee_id=attendee_id, kind=kind.name, subject_id=subject_id, created_at=now
            )
        )
    except IntegrityError:  # another transaction was faster
        update_created(tx, attendee_id, kind, subject_id, now, seen_at=None)


def upsert_all_unseen(
    tx: Transaction, attendee_ids: Sequence[int], kind: NotificationKind, subject_id: int, now: datetime
) -> None:
    """The same for many, with one statement for those who have it and one for the others."""
    have = is_of(attendee_ids, (kind,), subject_id)
    known = set(tx.execute(select(notifications.c.attendee_id).where(have)).scalars())
    if known:
        tx.execute(update(notifications).where(have).values(created_at=now, seen_at=None))
    new = [one for one in dict.fromkeys(attendee_ids) if one not in known]
    if not new:
        return
    same = {"kind": kind.name, "subject_id": subject_id, "created_at": now}
    try:
        with tx.connection.begin_nested():
            tx.execute(insert(notifications), [{"attendee_id": one, **same} for one in new])
    except IntegrityError:  # another transaction was faster with one of them
        for one in new:
            upsert_unseen(tx, one, kind, subject_id, now)


def update_created(
    tx: Transaction,
    attendee_id: int,
    kind: NotificationKind,
    subject_id: int,
    now: datetime,
    **values: object,
) -> bool:
    is_this = is_of((attendee_id,), (kind,), subject_id)
    return tx.execute(update(notifications).where(is_this).values(created_at=now, **values)).rowcount == 1


def update_seen(tx: Transaction, which: ColumnElement[bool], now: datetime) -> bool:
    """Whether one of them had not been seen."""
    is_unseen = notifications.c.seen_at.is_(None)
    return tx.execute(update(notifications).where(which, is_unseen).values(seen_at=now)).rowcount > 0


def update_unseen(tx: Transaction, row: Mapping[str, Any]) -> None:
    """It waits again, where this very row is still there: what ended it was taken back."""
    same = (notifications.c[name] == row[name] for name in ("id", "attendee_id", "kind", "subject_id"))
    tx.execute(update(notifications).where(*same).values(seen_at=None))


def update_mailed(tx: Transaction, attendee_id: int, kinds: Sequence[str], now: datetime) -> None:
    """One mail tells all that was not seen, however much of it there is room for."""
    told = update(notifications).where(
        notifications.c.attendee_id == attendee_id,
        notifications.c.kind.in_(kinds),
        notifications.c.seen_at.is_(None),
    )
    tx.execute(told.values(mailed_at=now))


def update_pushed(tx: Transaction, kind: str, subject_id: int, times: Mapping[int, datetime]) -> None:
    """Push services took it for these attendees: those who were told it at that time, and not again since."""
    for attendee_id, created_at in times.items():
        this = (notifications.c.attendee_id == attendee_id, notifications.c.kind == kind)
        same = (notifications.c.subject_id == subject_id, notifications.c.created_at == created_at)
        tx.execute(update(notifications).where(*this, *same).values(pushed_at=clock.now()))


def select_to_push(
    tx: Transaction,
    kind: str,
    subject_id: int,
    attendee_ids: Sequence[int],
    until: datetime,
    is_again: bool,
) -> dict[int, datetime]:
    """When those of the attendees were told, by then, who have not seen it.

    `is_again`: also of whom a device got it already.
    """
    statement = select(notifications.c.attendee_id, notifications.c.created_at).where(
        notifications.c.attendee_id.in_(attendee_ids),
        notifications.c.kind == kind,
        notifications.c.subject_id == subject_id,
        notifications.c.created_at <= until,
        notifications.c.seen_at.is_(None),
        true() if is_again else ~was_pushed(),
    )
    return {row.attendee_id: row.created_at for row in tx.execute(statement)}


def take_recalls(
    tx: Transaction, attendee_ids: Sequence[int], now: datetime
) -> dict[int, list[tuple[str, int]]]:
    """What was pushed to these attendees and then seen, and is taken back by nobody yet: kind and subject.

    Of two who ask at once, one finds it.
    """
    is_over = and_(notifications.c.seen_at.is_not(None), notifications.c.pushed_at.is_not(None))
    is_out = or_(
        notifications.c.recalled_at.is_(None), notifications.c.recalled_at < notifications.c.pushed_at
    )
    found: dict[int, list[tuple[str, int]]] = {}
    statement = select(notifications.c.id, notifications.c.attendee_id, *_NAMED)
    rows = tx.execute(statement.where(notifications.c.attendee_id.in_(attendee_ids), is_over, is_out)).all()
    for row in rows:
        taken = update(notifications).where(notifications.c.id == row.id, is_over, is_out)
        if tx.execute(taken.values(recalled_at=now)).rowcount:
            found.setdefault(row.attendee_id, []).append((row.kind, row.subject_id))
    return found


def was_pushed() -> ColumnElement[bool]:
    """A push service took it for a device of its owner, as it is now."""
    return and_(
        notifications.c.pushed_at.is_not(None), notifications.c.pushed_at >= notifications.c.created_at
    )


def delete_of(tx: Transaction, attendee_ids: Select[tuple[int]]) -> None:
    """All of these attendees, who are going for good."""
    tx.execute(delete(notifications).where(notifications.c.attendee_id.in_(attendee_ids)))


def is_of(
    attendee_ids: Sequence[int], kinds: Sequence[NotificationKind], subject_id: int | None = None
) -> ColumnElement[bool]:
    """Of these attendees and kinds, about one subject or about any."""
    names = [kind.name for kind in kinds]
    found = and_(notifications.c.attendee_id.in_(attendee_ids), notifications.c.kind.in_(names))
    return found if subject_id is None else and_(found, notifications.c.subject_id == subject_id)


def _newest(attendee_id: int, kinds: Sequence[str] | None) -> Select[tuple[str, int, datetime]]:
    """Of all kinds, or of these."""
    is_one = notifications.c.kind.in_(kinds) if kinds is not None else true()
    return (
        select(notifications.c.kind, notifications.c.subject_id, notifications.c.created_at)
        .where(notifications.c.attendee_id == attendee_id, notifications.c.seen_at.is_(None), is_one)
        .order_by(notifications.c.created_at.desc(), notifications.c.id.desc())
        .limit(MOST_AT_ONCE)
    )
