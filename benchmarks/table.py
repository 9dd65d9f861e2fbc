"""The table that `make bench` prints: what, measured, goal, verdict. Medians of repeated runs."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import TextIO


@dataclass(frozen=True, slots=True)
class Row:
    """`reached` is None for a figure that is told without a goal."""

    what: str
    measured: str
    goal: str = ""
    reached: bool | None = None

    @property
    def verdict(self) -> str:
        return {True: "reached", False: "MISSED", None: ""}[self.reached]


def middle(values: Sequence[float]) -> float:
    return median(values)


def print_table(title: str, rows: list[Row], stream: TextIO) -> None:
    lines = [("what", "measured", "goal", ""), *((r.what, r.measured, r.goal, r.verdict) for r in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(4)]
    print(f"\n{title}", file=stream)
    lines.insert(1, ("-" * widths[0], "-" * widths[1], "-" * widths[2], ""))
    for line in lines:
        padded = [text.ljust(width) for text, width in zip(line, widths, strict=True)]
        print("  ".join(padded).rstrip(), file=stream)


def all_reached(rows: list[Row]) -> bool:
    return all(row.reached is not False for row in rows)
