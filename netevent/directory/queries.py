"""SQL of the directory: who is found, in the order of their names. What is shown of them is a Card's matter.

What it looks in, `directory_key`, holds only what shows to everyone (`attendees.search_keys`). It reads
nothing but the index over it, in its order, and stops at the end of a page; only who is found is looked up.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, exists, or_, select

from netevent.attendees.predicates import is_attending, is_unconfirmed
from netevent.core.database import Transaction
from netevent.core.database.tables import attendees, blocks
from netevent.core.text.comparing import plain, search_words

# So many are looked at for one page, where the organisation or role must be compared with what was typed.
LOOKED_AT = 150

FOUND = attendees.alias("found")
PERSON = attendees.alias("person")


@dataclass(frozen=True, slots=True)
class DirectoryFilter:
    """Whom to show: words of the name, organisation or role; a type (0: all); an organisation; a role."""

    words: str = ""
    type_id: int = 0
    organisation: str = ""
    role: str = ""

    @property
    def is_narrowed(self) -> bool:
        """By something else than words."""
        return bool(self.type_id or self.organisation or self.role)

    @property
    def is_empty(self) -> bool:
        return not (self.words or self.is_narrowed)


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the order of the directory; the list goes on behind it."""

    key: str
    id: int


@dataclass(frozen=True, slots=True)
class Found:
    """The ids of one page. `place` is where the next one begins; None at the end of the directory."""

    ids: list[int]
    place: Place | None


def select_found(
    tx: Transaction, viewer_id: int, event_id: int, shown: DirectoryFilter, after: Place | None, most: int
) -> Found:
    """Those of the event who are attending and listed; neither the viewer nor anybody across a block.

    With an organisation or a role a page may hold fewer than `most` although others follow: LOOKED_AT.
    """
    is_compared = bool(plain(shown.organisation) or plain(shown.role))
    limit = LOOKED_AT if is_compared else most + 1
    rows = tx.execute(_looked_at(viewer_id, event_id, shown, after).limit(limit)).all()
    found: list[Row[Any]] = []
    for row in _matching(rows, shown):
        if len(found) == most:
            return Found([one.id for one in found], Place(found[-1].directory_key, found[-1].id))
        found.append(row)
    goes_on = is_compared and len(rows) == limit
    return Found([one.id for one in found], Place(rows[-1].directory_key, rows[-1].id) if goes_on else None)


def _looked_at(viewer_id: int, event_id: int, shown: DirectoryFilter, after: Place | None) -> Select[Any]:
    """The index is read through `FOUND`; what it does not hold is asked of `PERSON`, one by one."""
    statement = (
        select(
            FOUND.c.id,
            FOUND.c.directory_key,
            PERSON.c.organisation,
            PERSON.c.shows_organisation,
            PERSON.c.role,
            PERSON.c.shows_role,
        )
        .select_from(FOUND.join(PERSON, PERSON.c.id == FOUND.c.id))
        .where(FOUND.c.event_id == event_id, FOUND.c.id != viewer_id, is_attending(PERSON))
        .where(~is_unconfirmed(PERSON))
        .where(*_is_found(shown), *_is_unblocked(viewer_id))
        .order_by(FOUND.c.directory_key, FOUND.c.id)
    )
    if shown.type_id:
        statement = statement.where(PERSON.c.attendee_type_id == shown.type_id)
    return statement.where(_is_behind(after))


def _is_found(shown: DirectoryFilter) -> list[ColumnElement[bool]]:
    """Every word occurs; so do the organisation and the role, which `_matching` looks at more closely."""
    parts = [*search_words(shown.words), plain(shown.organisation), plain(shown.role)]
    return [FOUND.c.directory_key.contains(part, autoescape=True) for part in parts if part]


def _is_behind(after: Place | None) -> ColumnElement[bool]:
    """The first comparison is what an index can begin at. Who has no key is not listed (`is_found`)."""
    key = FOUND.c.directory_key
    if after is None or not after.key:
        return key > ""
    return and_(key >= after.key, or_(key > after.key, FOUND.c.id > after.id))


def _is_unblocked(viewer_id: int) -> tuple[ColumnElement[bool], ...]:
    """Two looks by the primary key."""
    one = select(blocks.c.blocker_id).where(
        blocks.c.blocker_id == FOUND.c.id, blocks.c.blocked_id == viewer_id
    )
    other = select(blocks.c.blocker_id).where(
        blocks.c.blocker_id == viewer_id, blocks.c.blocked_id == FOUND.c.id
    )
    return ~exists(one), ~exists(other)


def _matching(rows: Any, shown: DirectoryFilter) -> Iterator[Row[Any]]:
    """Those whose organisation and role, if they show to everyone, hold what was typed for them."""
    organisation, role = plain(shown.organisation), plain(shown.role)
    for row in rows:
        if _holds(row.organisation, row.shows_organisation, organisation) and _holds(
            row.role, row.shows_role, role
        ):
            yield row


def _holds(value: str | None, shows: str, wanted: str) -> bool:
    return not wanted or (shows == "everyone" and wanted in plain(value))
