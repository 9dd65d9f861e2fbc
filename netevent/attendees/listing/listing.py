"""The list of attendees: what an address asks of it, and one page of it, read inside one read.

Called by its routes, by those of its files (`reports`) and by what is done with many.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from quart import request
from werkzeug.datastructures import MultiDict

from netevent.attendees import queries
from netevent.attendees.listing.filters import SORTS, STATES, ListFilter
from netevent.attendees.queries import AttendeeRow
from netevent.attendees.types.queries import AttendeeType, select_types
from netevent.core.database import Transaction
from netevent.core.i18n import current_language
from netevent.core.web.forms import LONGEST_ASKED, number_in

PAGE_SIZE = 50
MOST_TYPES = 50


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of the list. `first` and `last` count from 1 within the `found`; both 0 when nothing is.

    `is_empty`: nobody is found, and the event has nobody. `types` are those that the filter names.
    """

    event_id: int
    shown: ListFilter
    rows: tuple[AttendeeRow, ...]
    found: int
    page: int
    is_empty: bool
    types: tuple[AttendeeType, ...] = ()

    @property
    def first(self) -> int:
        return (self.page - 1) * PAGE_SIZE + 1 if self.rows else 0

    @property
    def last(self) -> int:
        return (self.page - 1) * PAGE_SIZE + len(self.rows)

    @property
    def previous_page(self) -> int | None:
        return self.page - 1 if self.page > 1 else None

    @property
    def next_page(self) -> int | None:
        return self.page + 1 if self.last < self.found else None


@dataclass(frozen=True, slots=True)
class Renewal:
    """What a page that shows some rows shows of them now, and whether other rows stand on it by now."""

    rows: tuple[AttendeeRow, ...]
    now: Listing
    is_other: bool


def asked_filter() -> ListFilter:
    """What the address asks to see."""
    return filter_in(request.args)


def filter_in(asked: MultiDict[str, str]) -> ListFilter:
    """What an address or a form asks to see; nonsense in it is as if it were not there."""
    types = (number_in(text) for text in asked.getlist("type")[:MOST_TYPES])
    states = asked.getlist("state")
    sort = asked.get("sort", "")
    return ListFilter(
        asked.get("q", "")[:LONGEST_ASKED].strip(),
        tuple(dict.fromkeys(number for number in types if number is not None)),
        tuple(one for one in STATES if one in states),
        current_language(),
        sort if sort in SORTS else SORTS[0],
        asked.get("down") == "1",
    )


def asked_rows() -> tuple[int, ...] | None:
    """Whom the page that asks shows already; None where it does not say."""
    if "rows" not in request.args:
        return None
    numbers = (number_in(text) for text in request.args["rows"].split(".")[:PAGE_SIZE])
    return tuple(number for number in numbers if number)


def renewal(tx: Transaction, event_id: int, shown: ListFilter, page: int, seen: tuple[int, ...]) -> Renewal:
    """Who came or went is told, so that nothing moves under the eyes of who reads; the rest is renewed."""
    now = listing(tx, event_id, shown, page)
    if seen == tuple(row.id for row in now.rows):
        return Renewal(now.rows, now, is_other=False)
    return Renewal(tuple(queries.select_rows(tx, event_id, seen)), now, is_other=True)


def listing(tx: Transaction, event_id: int, shown: ListFilter, page: int) -> Listing:
    """The page that was asked for, or the last one where the list has become shorter."""
    found = _listing(tx, event_id, shown, page)
    if not shown.types:
        return found
    return replace(found, types=tuple(one for one in select_types(tx, event_id) if one.id in shown.types))


def _listing(tx: Transaction, event_id: int, shown: ListFilter, page: int) -> Listing:
    if shown.sort == "type":
        return _listing_by_type(tx, event_id, shown, page)
    rows = queries.select_attendees(tx, event_id, shown, PAGE_SIZE) if page <= 1 else []
    if page <= 1 and len(rows) < PAGE_SIZE:
        is_empty = not rows and _is_empty(tx, event_id, shown)
        return Listing(event_id, shown, tuple(rows), len(rows), 1, is_empty)
    found = queries.count_attendees(tx, event_id, shown)
    page = _existing_page(page, found)
    if not rows:
        rows = _page(tx, event_id, shown, found, page)
    return Listing(event_id, shown, tuple(rows), found, page, is_empty=False)


def _listing_by_type(tx: Transaction, event_id: int, shown: ListFilter, page: int) -> Listing:
    """One type after the other, each in the order of names: sorting 20,000 people takes too long."""
    counts = queries.count_by_type(tx, event_id, shown)
    found = sum(count for _, count in counts)
    page = _existing_page(page, found)
    start, ids = (page - 1) * PAGE_SIZE, list[int]()
    for type_id, count in reversed(counts) if shown.down else counts:
        if start < count and len(ids) < PAGE_SIZE:
            of_type = replace(shown, types=(type_id,), sort=SORTS[0])
            ids += queries.select_ids(tx, event_id, of_type, PAGE_SIZE - len(ids), start)
        start = max(0, start - count)
    rows = queries.select_rows(tx, event_id, ids)
    is_empty = not found and _is_empty(tx, event_id, shown)
    return Listing(event_id, shown, tuple(rows), found, page, is_empty)


def _existing_page(page: int, found: int) -> int:
    return max(1, min(page, -(-found // PAGE_SIZE)))


def _is_empty(tx: Transaction, event_id: int, shown: ListFilter) -> bool:
    return shown.shows_all or not queries.has_attendees(tx, event_id)


def _page(tx: Transaction, event_id: int, shown: ListFilter, found: int, page: int) -> list[AttendeeRow]:
    """From the end that is nearer."""
    start = (page - 1) * PAGE_SIZE
    most = min(PAGE_SIZE, found - start)
    if start * 2 <= found:
        return queries.select_attendees(tx, event_id, shown, most, start)
    return queries.select_last_attendees(tx, event_id, shown, most, found - start - most)
