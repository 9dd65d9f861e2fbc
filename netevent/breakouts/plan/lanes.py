"""Side by side: what overlaps in one room gets a lane each. No database. Called by `breakouts.plan.grid`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Lane:
    """The `number`th of so many beside each other, counted from 0."""

    number: int
    beside: int

    def columns(self, width: int) -> tuple[int, int]:
        """The first of the room's `width` columns that it takes, and how many: together they take all."""
        first, end = (side * width // self.beside for side in (self.number, self.number + 1))
        return first, end - first


def lanes_of(spans: Sequence[tuple[int, int]]) -> list[Lane]:
    """A lane for each span, in their order. They go from a step up to another, and stand by the first."""
    return [Lane(number, len(set(group))) for group in _groups(spans) for number in group]


def _groups(spans: Sequence[tuple[int, int]]) -> Iterator[list[int]]:
    """The lane's number of each, group by group: one ends where none of its own is on any more."""
    group: list[int] = []
    ends: list[int] = []
    for first, end in spans:
        if group and first >= max(ends):
            yield group
            group, ends = [], []
        number = next((lane for lane, last in enumerate(ends) if last <= first), len(ends))
        ends[number:] = [end, *ends[number + 1 :]]
        group.append(number)
    if group:
        yield group
