"""Attending or not, for many: by the rules of each one's own word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from netevent.core.database import Transaction
from netevent.core.database.locks import lock_event, lock_session
from netevent.events.details import Event
from netevent.office.attendees.service import TooLate
from netevent.office.batches.batch import BatchKind, Deed, Divided, Left, Part
from netevent.office.batches.queries import Standing, select_session_ids, select_standings
from netevent.registration.attendance import service
from netevent.registration.attendance.service import NoSeatLeft
from netevent.registration.personal_link.service import Links

# Each is ten statements or so, under the lock of the event, for which scans wait.
PART = 10


def check(event: Event, now: datetime) -> None:
    if event.is_over(now):
        raise TooLate


def come(tx: Transaction, event_id: int, to: int, people: Sequence[int]) -> Divided:
    return _divided(tx, event_id, people, True)


def stay_away(tx: Transaction, event_id: int, to: int, people: Sequence[int]) -> Divided:
    return _divided(tx, event_id, people, False)


def act_come(tx: Transaction, event_id: int, to: int, people: Sequence[int], links: Links) -> Deed:
    return _changed(tx, event_id, people, True)


def act_stay_away(tx: Transaction, event_id: int, to: int, people: Sequence[int], links: Links) -> Deed:
    return _changed(tx, event_id, people, False)


def undo_come(tx: Transaction, event_id: int, part: Part) -> Deed:
    return _back(_changed(tx, event_id, part.changed, False))


def undo_stay_away(tx: Transaction, event_id: int, part: Part) -> Deed:
    return _back(_changed(tx, event_id, part.changed, True))


def _divided(tx: Transaction, event_id: int, people: Sequence[int], is_attending: bool) -> Divided:
    standing = select_standings(tx, event_id, people)
    willing: list[int] = []
    left: dict[Left, list[int]] = defaultdict(list)
    for one in people:
        reason = _reason(standing.get(one), is_attending)
        (willing if reason is None else left[reason]).append(one)
    return Divided(willing, left)


def _reason(one: Standing | None, is_attending: bool) -> Left | None:
    if one is None or not one.is_somebody:
        return Left.gone
    if one.is_in:
        return Left.is_in
    return Left.same if one.is_attending == is_attending else None


def _changed(tx: Transaction, event_id: int, people: Sequence[int], is_attending: bool) -> Deed:
    """The event is locked first, then the sessions that lose somebody: the order of everybody's locks."""
    lock_event(tx, event_id)
    if not is_attending:
        for session_id in select_session_ids(tx, people):
            lock_session(tx, event_id, session_id)
    divided = _divided(tx, event_id, people, is_attending)
    left = {reason: list(some) for reason, some in divided.left.items()}
    changed: list[int] = []
    for one in divided.willing:
        reason = _change(tx, event_id, one, is_attending)
        (changed if reason is None else left.setdefault(reason, [])).append(one)
    return Deed(changed, left)


def _change(tx: Transaction, event_id: int, attendee_id: int, is_attending: bool) -> Left | None:
    """Who came in since the look is as the door says."""
    try:
        change = service.come_again if is_attending else service.leave
        return None if change(tx, event_id, attendee_id) else Left.is_in
    except NoSeatLeft:
        return Left.no_seat


def _back(deed: Deed) -> Deed:
    """Who is again as before, or came in, was changed since by somebody: that stays."""
    newer = [*deed.left.get(Left.same, ()), *deed.left.get(Left.is_in, ())]
    others = {reason: deed.left.get(reason, ()) for reason in (Left.no_seat, Left.gone)}
    return Deed(deed.changed, {Left.changed: sorted(newer), **others})


ATTENDING = BatchKind("attending", "user-check", PART, come, act_come, undo_come, check)
NOT_ATTENDING = BatchKind("not_attending", "user-x", PART, stay_away, act_stay_away, undo_stay_away, check)
