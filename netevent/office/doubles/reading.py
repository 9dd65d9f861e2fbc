"""What the pages of doubles show. Called by `doubles.routes` and by the page of one attendee."""

from __future__ import annotations

from dataclasses import dataclass

from netevent.attendees.listing.filters import ListFilter
from netevent.attendees.queries import AttendeeRow, select_attendees
from netevent.core.database import Transaction
from netevent.core.errors import existing
from netevent.core.jobs.queries import select_job
from netevent.core.text.comparing import search_words
from netevent.office.doubles import queries
from netevent.office.doubles.jobs import MERGE
from netevent.office.doubles.pairs import Pair, pairs
from netevent.office.doubles.person import Person, differing, fingerprint, stays_by_default

MOST_PAIRS = 50
MOST_FOUND = 10


@dataclass(frozen=True, slots=True)
class Undoable:
    """A merge that can still be taken back: who stays, and as whom the other one was there."""

    id: int
    stays_id: int
    name: str
    other_name: str
    other_email: str


@dataclass(frozen=True, slots=True)
class Doubles:
    pairs: list[Pair]
    count: int
    merges: list[Undoable]


@dataclass(frozen=True, slots=True)
class Comparison:
    """`stays` is who stays as the page shows it; `fields` are those in which they differ."""

    stays: Person
    other: Person
    fields: list[str]
    seen: str

    def default(self, field: str) -> int:
        """Whose value stays unless the organizer says otherwise."""
        return self.stays.id if self.stays.told(field) else self.other.id


@dataclass(frozen=True, slots=True)
class Same:
    """Who is looked for as the same person. `found` None: nobody yet."""

    person: Person
    words: str
    found: list[AttendeeRow] | None


def read_doubles(tx: Transaction, event_id: int) -> Doubles:
    found = pairs(queries.select_listed(tx, event_id), queries.select_two_people(tx, event_id))
    return Doubles(found[:MOST_PAIRS], len(found), read_merges(tx, event_id))


def read_merges(tx: Transaction, event_id: int, stays_id: int | None = None) -> list[Undoable]:
    """The newest first: an older one of the same person comes after it."""
    return [_undoable(tx, one) for one in queries.select_merge_ids(tx, event_id, stays_id)]


def read_comparison(
    tx: Transaction, event_id: int, one_id: int, other_id: int, stays_id: int | None
) -> Comparison:
    """Raises NotFound where the event has one of the two not."""
    one, other = (existing(queries.select_person(tx, event_id, number)) for number in (one_id, other_id))
    stays = {one.id: one, other.id: other}.get(stays_id or 0) or stays_by_default(one, other)
    goes = other if stays is one else one
    return Comparison(stays, goes, differing(stays, goes), fingerprint(one.row, other.row))


def read_same(tx: Transaction, event_id: int, attendee_id: int, words: str, language: str) -> Same:
    """Raises NotFound where the event has no such attendee."""
    person = existing(queries.select_person(tx, event_id, attendee_id))
    if not search_words(words):
        return Same(person, words, None)
    shown = ListFilter(words, language=language)
    found = select_attendees(tx, event_id, shown, MOST_FOUND + 1, 0)
    return Same(person, words, [one for one in found if one.id != attendee_id][:MOST_FOUND])


def _undoable(tx: Transaction, job_id: int) -> Undoable:
    kept = MERGE.arguments.read(existing(select_job(tx, job_id)).arguments)
    stays, gone = (one.rows["attendees"][0] for one in (kept.stays, kept.gone))
    name, other_name = (f"{row['first_name']} {row['last_name']}".strip() for row in (stays, gone))
    return Undoable(job_id, kept.stays.attendee_id, name, other_name, str(gone["email"]))
