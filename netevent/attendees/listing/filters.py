"""What the organizer's list is asked to show, and in which order: as values, and as SQL.

The page, its files (`reports`) and what is done with all who are found ask by the same filter.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, true

from netevent.attendees.predicates import has_logged_in, is_attending, is_unconfirmed, was_mailed, was_printed
from netevent.attendees.search_keys import NAME_ORDERS
from netevent.core.badge_codes import code_in
from netevent.core.database.searching import occurs
from netevent.core.database.tables import attendee_types, attendees, former_codes
from netevent.core.text.comparing import search_words

# Of these a list shows who is in any; of those whom all that are chosen say.
PRESENCES = ("in", "expected", "not_attending")
LACKS = ("unpaid", "unconfirmed", "unmailed", "no_login", "no_badge")
STATES = PRESENCES + LACKS
SORTS = ("name", "organisation", "type", "checked_in", "added")
# The number that stands for no type.
NO_TYPE = 0


@dataclass(frozen=True, slots=True)
class ListFilter:
    """Words to be found; any of these types (`NO_TYPE`: who has none), and states; empty: all.

    `language` says in whose order names stand; `down`: the last first.
    """

    words: str = ""
    types: tuple[int, ...] = ()
    states: tuple[str, ...] = ()
    language: str = "en"
    sort: str = SORTS[0]
    down: bool = False

    @property
    def shows_all(self) -> bool:
        return not (search_words(self.words) or self.types or self.states)

    @property
    def asked(self) -> dict[str, Any]:
        """How an address asks for it; what is as always is left out."""
        is_named = self.sort != SORTS[0]
        return {
            "q": self.words or None,
            "type": list(self.types) or None,
            "state": list(self.states) or None,
            "sort": self.sort if is_named else None,
            "down": "1" if self.down else None,
        }

    def sorted_by(self, sort: str) -> ListFilter:
        """What the head of a column leads to: the other way round where the list is sorted by it already.

        Moments begin with the latest.
        """
        down = not self.down if sort == self.sort else sort in ("checked_in", "added")
        return replace(self, sort=sort, down=down)

    def without(self, value: str | int) -> ListFilter:
        """The same without one state, type (a number), or, with '', without the words."""
        if value == "":
            return replace(self, words="")
        types = tuple(one for one in self.types if one != value)
        return replace(self, types=types, states=tuple(one for one in self.states if one != value))


def filtered(statement: Select[Any], event_id: int, shown: ListFilter) -> Select[Any]:
    """Those of the statement's attendees that the list shows."""
    statement = statement.where(attendees.c.event_id == event_id, *_found(event_id, shown.words))
    if shown.types:
        statement = statement.where(or_(*map(_is_of_type, shown.types)))
    if presences := [_state(one) for one in shown.states if one in PRESENCES]:
        statement = statement.where(or_(*presences))
    return statement.where(*(_state(one) for one in shown.states if one in LACKS))


def ordered(statement: Select[Any], shown: ListFilter, backwards: bool = False) -> Select[Any]:
    """In the list's order; `backwards` from its end. By type, the statement needs a join with the types."""
    columns = order_of(shown)
    if shown.down != backwards:
        return statement.order_by(*(column.desc() for column in columns))
    return statement.order_by(*columns)


def order_of(shown: ListFilter) -> list[ColumnElement[Any]]:
    name = attendees.c[NAME_ORDERS.get(shown.language, NAME_ORDERS[""])]
    match shown.sort:
        case "organisation":
            return [attendees.c.organisation_order, attendees.c.id]
        case "type":
            has_none = attendees.c.attendee_type_id.is_(None)
            of_type = (has_none, attendee_types.c.sort_order, attendees.c.attendee_type_id)
            return [*of_type, name, attendees.c.id]
        case "checked_in":
            # The minute has an index, and no list shows the seconds.
            return [attendees.c.checked_in_minute, attendees.c.id]
        case "added":
            return [attendees.c.id]
    return [name, attendees.c.id]


def _found(event_id: int, words: str) -> list[ColumnElement[bool]]:
    """Every word occurs, in whatever order; or the words are the code of a badge."""
    every = [occurs(word, attendees.c.search_key) for word in search_words(words)]
    code = code_in(words)
    if not code:
        return every
    owner = select(attendees.c.id).where(attendees.c.attendee_code == code, attendees.c.event_id == event_id)
    former = select(former_codes.c.attendee_id).where(former_codes.c.code == code)
    by_code = func.coalesce(*(one.correlate(None).scalar_subquery() for one in (owner, former)))
    return [or_(and_(*every), attendees.c.id == by_code)]


def _is_of_type(type_id: int) -> ColumnElement[bool]:
    column = attendees.c.attendee_type_id
    return column == type_id if type_id != NO_TYPE else column.is_(None)


def _state(name: str) -> ColumnElement[bool]:
    return {
        "in": attendees.c.checked_in == true(),
        "expected": and_(~attendees.c.checked_in, is_attending()),
        "not_attending": ~is_attending(),
        "unpaid": attendees.c.payment_status == "pending",
        "unconfirmed": is_unconfirmed(),
        "unmailed": ~was_mailed(),
        "no_login": ~has_logged_in(),
        "no_badge": ~was_printed(),
    }[name]
