"""What became of a list, as the import keeps it: the counts, and the first of what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from netevent.attendees.importing.attendee_file import Fault, Remark, text
from netevent.attendees.importing.importer import ImportResult
from netevent.core.jobs import Codec

KEPT_AT_MOST = 500
Problem = TypeVar("Problem", Fault, Remark)


@dataclass(frozen=True, slots=True)
class Report:
    """Counts of rows; the first faults and remarks, and how many there are in all."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    faults: tuple[Fault, ...] = ()
    fault_count: int = 0
    remarks: tuple[Remark, ...] = ()
    remark_count: int = 0

    def plus(self, result: ImportResult) -> Report:
        return Report(
            created=self.created + result.created,
            updated=self.updated + result.updated,
            unchanged=self.unchanged + result.unchanged,
            faults=_first(self.faults + result.faults),
            fault_count=self.fault_count + len(result.faults),
            remarks=_first(self.remarks + result.remarks),
            remark_count=self.remark_count + len(result.remarks),
        )


REPORT = Codec(Report)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the list, and what is said of it in the reader's language."""

    number: int
    sentence: str


def lines(problems: tuple[Fault, ...] | tuple[Remark, ...], translate: Callable[[str], str]) -> list[Line]:
    return [Line(problem.number, text(problem, translate)) for problem in problems]


def _first(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda problem: problem.number)[:KEPT_AT_MOST])
