"""The badges of a choice, read by batches, each in a unit of work of its own: the door goes on between them.

Called by the page, which says what cannot be printed, by the answer to a program, and by the job.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field

from netevent.badges.making.reading import PersonsBadge, read_badges
from netevent.badges.making.sources import Sources
from netevent.badges.printed.queries import select_last_prints
from netevent.badges.sheets.choice import Choice, Whom
from netevent.core.database import Database, Transaction
from netevent.documents.badges.badge import Badge
from netevent.documents.lettering import missing_letters

# What of one batch is done in one piece takes a few milliseconds.
BATCH = 250
# So many people are named whose badge lacks letters; there is more to do than to read on.
NAMED = 20


@dataclass(frozen=True, slots=True)
class Lacking:
    """Somebody on whose badge these letters cannot be printed."""

    attendee_id: int
    name: str
    letters: tuple[str, ...]


@dataclass(slots=True)
class Checked:
    """What would be printed: how many badges, and the first of those that lack letters, of how many."""

    badges: int = 0
    lacking: list[Lacking] = field(default_factory=list)
    lacking_people: int = 0

    def add(self, batch: Sequence[PersonsBadge]) -> None:
        self.badges += len(batch)
        for one in batch:
            if letters := lacking_letters(one.badge):
                self.lacking_people += 1
                if len(self.lacking) < NAMED:
                    self.lacking.append(Lacking(one.attendee_id, one.badge.name, letters))


async def batches(
    database: Database, event_id: int, ids: Sequence[int], choice: Choice, sources: Sources
) -> AsyncIterator[list[PersonsBadge]]:
    """In the order of the ids. Raises NotFound where the event is gone."""
    for first in range(0, len(ids), BATCH):
        some = ids[first : first + BATCH]
        yield await database.read(_read_batch, event_id, some, choice, sources)


async def check(
    database: Database, event_id: int, ids: Sequence[int], choice: Choice, sources: Sources
) -> Checked:
    """Raises as `batches`."""
    checked = Checked()
    async for batch in batches(database, event_id, ids, choice, sources):
        await asyncio.to_thread(checked.add, batch)
    return checked


def lacking_letters(badge: Badge) -> tuple[str, ...]:
    """That no typeface here has, of all that stands on it."""
    texts = (
        badge.name,
        badge.event,
        badge.date,
        badge.organisation,
        badge.role,
        badge.type_name,
        badge.languages,
    )
    lines = (text for line in badge.agenda for text in (line.when, line.title, line.place))
    return tuple(sorted(missing_letters("".join((*texts, *badge.answers, *lines)))))


def _read_batch(
    tx: Transaction, event_id: int, ids: Sequence[int], choice: Choice, sources: Sources
) -> list[PersonsBadge]:
    """Of those who are due, whose badge was never printed as it is now."""
    badges = read_badges(tx, event_id, ids, sources)
    if choice.whom is not Whom.due:
        return badges
    prints = select_last_prints(tx, event_id, ids)
    return [
        one
        for one in badges
        if one.attendee_id not in prints or prints[one.attendee_id].content != one.content
    ]
