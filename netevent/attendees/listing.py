"""The list of attendees: what an address asks of it, and one page of it, read inside one read.

Called by its routes, and by those of its files (`reports`).
"""

from __future__ import annotations

from dataclasses import dataclass

from netevent.attendees import queries
from netevent.attendees.queries import STATES, AttendeeRow, ListFilter, Totals
from netevent.core.database import Transaction
from netevent.core.i18n import current_language
from netevent.core.web.forms import asked, asked_number

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of the list. `first` and `last` count from 1 within the `found`; both 0 when nothing is."""

    event_id: int
    shown: ListFilter
    rows: tuple[AttendeeRow, ...]
    totals: Totals
    found: int
    page: int

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


def asked_filter() -> ListFilter:
    """What the address asks to see; nonsense in it is as if it were not there."""
    state = asked("state")
    return ListFilter(
        asked("q"), asked_number("type") or 0, state if state in STATES else "", current_language()
    )


def listing(tx: Transaction, event_id: int, shown: ListFilter, page: int) -> Listing:
    """The page that was asked for, or the last one where the list has become shorter."""
    found = queries.count_attendees(tx, event_id, shown)
    page = max(1, min(page, -(-found // PAGE_SIZE)))
    rows = queries.select_attendees(tx, event_id, shown, PAGE_SIZE, (page - 1) * PAGE_SIZE)
    totals = queries.select_totals(tx, event_id)
    return Listing(event_id, shown, tuple(rows), totals, found, page)
