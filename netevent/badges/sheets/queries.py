"""SQL of whose badges are printed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import func, select

from netevent.attendees.listing.filters import ListFilter
from netevent.attendees.predicates import is_attending
from netevent.attendees.queries import select_ids
from netevent.badges.sheets.choice import Choice, Whom
from netevent.core.database import Transaction
from netevent.core.database.tables import attendees, badge_prints


@dataclass(frozen=True, slots=True)
class Chosen:
    """In the order of names. `absent`: how many were left out because they do not attend."""

    ids: tuple[int, ...]
    absent: int = 0


def select_chosen(tx: Transaction, event_id: int, choice: Choice) -> Chosen:
    """Before it is known whose badge has changed. Of the event alone, and of who has a badge."""
    ids = select_ids(tx, event_id, _filter(choice))
    if choice.whom is Whom.people:
        wanted = frozenset(choice.people)
        ids = [one for one in ids if one in wanted]
    without = _select_without_badge(tx, event_id)
    ids = [one for one in ids if one not in without]
    if choice.with_absent or choice.is_one:
        return Chosen(tuple(ids))
    absent = _select_absent(tx, event_id)
    coming = tuple(one for one in ids if one not in absent)
    return Chosen(coming, len(ids) - len(coming))


def select_coming_types(tx: Transaction, event_id: int) -> dict[int | None, int]:
    """How many come with each type, and without one."""
    one = attendees.c
    has_badge = (one.event_id == event_id, one.attendee_code.is_not(None), is_attending())
    counted = select(one.attendee_type_id, func.count().label("people")).where(*has_badge)
    rows = tx.execute(counted.group_by(one.attendee_type_id))
    return {row.attendee_type_id: int(row.people) for row in rows}


def select_last_printed_at(tx: Transaction, event_id: int) -> datetime | None:
    statement = select(func.max(badge_prints.c.printed_at)).where(badge_prints.c.event_id == event_id)
    return tx.execute(statement).scalar()


def _filter(choice: Choice) -> ListFilter:
    """Always in the order of names: so a name is found in the pile."""
    everybody = ListFilter(language=choice.shown.language)
    match choice.whom:
        case Whom.found:
            return replace(choice.shown, sort=everybody.sort, down=False)
        case Whom.types:
            return replace(everybody, types=choice.types)
    return everybody


def _select_absent(tx: Transaction, event_id: int) -> set[int]:
    one = attendees.c
    return set(tx.execute(select(one.id).where(one.event_id == event_id, ~is_attending())).scalars())


def _select_without_badge(tx: Transaction, event_id: int) -> set[int]:
    """Who was in and deleted the account."""
    one = attendees.c
    return set(
        tx.execute(select(one.id).where(one.event_id == event_id, one.attendee_code.is_(None))).scalars()
    )
