"""A print station as its page, the desks and the organizer see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from netevent.badges.stations.trouble import trouble_in_words
from netevent.documents.badges.formats import Format, Grid, Paper, paper_of

# A page or program tells of itself three times as often.
AWAY_AFTER = timedelta(seconds=45)
# What comes out of a station is one label: sheets are printed all at once (`badges.sheets`).
LABELS = (Format.a6, Format.a7, Format.a4_folded, Format.roll_62, Format.roll_102, Format.free)


class Standing(StrEnum):
    """In the order in which it matters."""

    never = "never"
    paused = "paused"
    away = "away"
    trouble = "trouble"
    here = "here"


@dataclass(frozen=True, slots=True)
class Station:
    """A row of `print_stations`. `runner` is the page or program that works there, '' where none does;
    `trouble` is what `trouble.kept_trouble` made, `grid` the event's own, whose label is that of `free`.
    """

    id: int
    event_id: int
    name: str
    format: Format
    is_paused: bool
    trouble: str
    runner: str
    seen_at: datetime | None
    grid: Grid | None

    @property
    def paper(self) -> Paper:
        return paper_of(self.format, self.grid)

    def is_here(self, now: datetime) -> bool:
        """Whether a page or program works there now."""
        return self.runner != "" and self.seen_at is not None and now - self.seen_at < AWAY_AFTER

    @property
    def lacks(self) -> str:
        """What is wrong with its printer, in the reader's language."""
        return trouble_in_words(self.trouble)

    def standing(self, now: datetime) -> Standing:
        if self.seen_at is None:
            return Standing.never
        if self.is_paused:
            return Standing.paused
        if not self.is_here(now):
            return Standing.away
        return Standing.trouble if self.trouble else Standing.here
