"""What became of a list, as the import keeps it and tells it: the counts, and what is wrong, by its reasons.

Called by the job, the page of the import and the command line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from netevent.attendees.importing.attendee_file import (
    Fault,
    FaultReason,
    Remark,
    RemarkReason,
    short_text,
    text,
)
from netevent.attendees.importing.importer import ImportResult
from netevent.core.i18n import gettext, ngettext, quoted
from netevent.core.i18n.writing import listed, number, some_of
from netevent.core.jobs import Codec

KEPT_AT_MOST = 500
# Of one reason: runs of rows that are kept, and what is told of them.
RUNS_KEPT = 100
RUNS_TOLD = 12
VALUES_TOLD = 5
Problem = TypeVar("Problem", Fault, Remark)


@dataclass(frozen=True, slots=True)
class Tally:
    """The rows of one reason: how many, and their first runs as pairs of the first and the last row."""

    reason: FaultReason | RemarkReason
    rows: int
    runs: tuple[tuple[int, int], ...]
    last: int

    def plus(self, row: int) -> Tally:
        """Rows come in their order; a row that has the same problem twice counts once."""
        if row == self.last:
            return self
        runs = self.runs
        if runs[-1][1] == self.last and row == self.last + 1:
            runs = (*runs[:-1], (runs[-1][0], row))
        elif len(runs) < RUNS_KEPT:
            runs = (*runs, (row, row))
        return replace(self, rows=self.rows + 1, runs=runs, last=row)


@dataclass(frozen=True, slots=True)
class Report:
    """Counts of rows; the first faults and remarks, how many there are in all, and which rows have each.

    `refused`: nothing came in, because not everything could.
    """

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    faults: tuple[Fault, ...] = ()
    fault_count: int = 0
    remarks: tuple[Remark, ...] = ()
    remark_count: int = 0
    left_out: tuple[Tally, ...] = ()
    noted: tuple[Tally, ...] = ()
    ignored: tuple[str, ...] = ()
    refused: bool = False

    def plus(self, result: ImportResult) -> Report:
        return Report(
            created=self.created + result.created,
            updated=self.updated + result.updated,
            unchanged=self.unchanged + result.unchanged,
            faults=_first(self.faults + result.faults),
            fault_count=self.fault_count + len(result.faults),
            remarks=_first(self.remarks + result.remarks),
            remark_count=self.remark_count + len(result.remarks),
            left_out=tallied(self.left_out, result.faults),
            noted=tallied(self.noted, result.remarks),
            ignored=self.ignored + result.ignored,
            refused=self.refused,
        )

    @property
    def sums(self) -> str:
        """The first line: what became of all rows."""
        counts = {
            "new": number(self.created),
            "updated": number(self.updated),
            "unchanged": number(self.unchanged),
            "left_out": number(self.fault_count),
        }
        return (
            gettext("%(new)s new, %(updated)s updated, %(unchanged)s unchanged, %(left_out)s skipped.")
            % counts
        )

    @property
    def fault_lines(self) -> list[str]:
        return list(lines(self.left_out, self.faults))

    @property
    def remark_lines(self) -> list[str]:
        return list(lines(self.noted, self.remarks))


REPORT = Codec(Report)


def tallied(before: tuple[Tally, ...], problems: Iterable[Fault] | Iterable[Remark]) -> tuple[Tally, ...]:
    by_reason = {tally.reason: tally for tally in before}
    for problem in problems:
        row, known = problem.number, by_reason.get(problem.reason)
        by_reason[problem.reason] = known.plus(row) if known else Tally(problem.reason, 1, ((row, row),), row)
    return tuple(by_reason.values())


def lines(tallies: tuple[Tally, ...], problems: tuple[Fault, ...] | tuple[Remark, ...]) -> Iterator[str]:
    """One line for each reason: “2,407 rows: the event is full (rows 95 to 2,501)”; a row alone has its whole
    sentence. `problems` are the first of them, with what stands in their cells."""
    for tally in tallies or tallied((), problems):
        examples = [problem for problem in problems if problem.reason == tally.reason]
        if tally.rows > 1 or not examples:
            yield line_of_many(tally, examples)
        else:
            yield from (line_of_one(problem) for problem in examples)


def line_of_one(problem: Fault | Remark) -> str:
    if not problem.number:
        return text(problem, gettext)
    told = {"row": number(problem.number), "reason": text(problem, gettext)}
    return gettext("Row %(row)s: %(reason)s") % told


def line_of_many(tally: Tally, examples: Iterable[Fault | Remark]) -> str:
    told = {
        "count": number(tally.rows),
        "reason": short_text(tally.reason, gettext),
        "rows": rows_of(tally),
    }
    line = (
        ngettext(
            "%(count)s row: %(reason)s (row %(rows)s)",
            "%(count)s rows: %(reason)s (rows %(rows)s)",
            tally.rows,
        )
        % told
    )
    values = values_of(tally, examples)
    return gettext("%(line)s: %(values)s") % {"line": line, "values": values} if values else line


def rows_of(tally: Tally) -> str:
    """“3, 9, 12 to 20”, and the sign for more."""
    told = [run(first, last) for first, last in tally.runs[:RUNS_TOLD]]
    all_told = len(tally.runs) <= RUNS_TOLD and tally.runs[-1][1] == tally.last
    return listed(told) if all_told else some_of(told)


def run(first: int, last: int) -> str:
    if first == last:
        return number(first)
    return gettext("%(first)s to %(last)s") % {"first": number(first), "last": number(last)}


def values_of(tally: Tally, examples: Iterable[Fault | Remark]) -> str:
    """The first different texts of the cells; of a full event nobody is named."""
    if tally.reason is FaultReason.EVENT_FULL:
        return ""
    values = list(dict.fromkeys(problem.value for problem in examples if problem.value))
    told = [quoted(value) for value in values[:VALUES_TOLD]]
    return some_of(told) if len(values) > VALUES_TOLD else listed(told)


def _first(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda problem: problem.number)[:KEPT_AT_MOST])
