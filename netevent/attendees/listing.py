"""The list of attendees as one page of it is shown. Called by the routes, inside one read."""

from __future__ import annotations

from dataclasses import dataclass

from netevent.attendees import queries
from netevent.attendees.queries import AttendeeRow, ListFilter, Totals
from netevent.core.database import Transaction

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


def listing(tx: Transaction, event_id: int, shown: ListFilter, page: int) -> Listing:
    """The page that was asked for, or the last one where the list has become shorter."""
    found = queries.count_attendees(tx, event_id, shown)
    page = max(1, min(page, -(-found // PAGE_SIZE)))
    rows = queries.select_attendees(tx, event_id, shown, PAGE_SIZE, (page - 1) * PAGE_SIZE)
    totals = queries.select_totals(tx, event_id)
    return Listing(event_id, shown, tuple(rows), totals, found, page)
