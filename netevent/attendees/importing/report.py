"""What is wrong with a list, as it is kept with the import: so many rows of it, and how many there were."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

from netevent.attendees.importing.attendee_file import (
    Fault,
    FaultReason,
    Remark,
    RemarkReason,
    text,
)

KEPT_AT_MOST = 500


@dataclass(frozen=True, slots=True)
class Report:
    """The first faults and remarks, and how many there are in all."""

    faults: tuple[Fault, ...] = ()
    fault_count: int = 0
    remarks: tuple[Remark, ...] = ()
    remark_count: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the list, and what is said of it in the reader's language."""

    number: int
    sentence: str


def written(faults: tuple[Fault, ...], remarks: tuple[Remark, ...]) -> str:
    """The report as the JSON text that the database keeps."""
    return json.dumps(
        {
            "faults": [_packed(fault) for fault in faults[:KEPT_AT_MOST]],
            "fault_count": len(faults),
            "remarks": [_packed(remark) for remark in remarks[:KEPT_AT_MOST]],
            "remark_count": len(remarks),
        }
    )


def read(report: str) -> Report:
    values = json.loads(report)
    return Report(
        tuple(Fault(n, FaultReason(reason), *rest) for n, reason, *rest in values["faults"]),
        values["fault_count"],
        tuple(Remark(n, RemarkReason(reason), *rest) for n, reason, *rest in values["remarks"]),
        values["remark_count"],
    )


def lines(problems: tuple[Fault, ...] | tuple[Remark, ...], translate: Callable[[str], str]) -> list[Line]:
    return [Line(problem.number, text(problem, translate)) for problem in problems]


def _packed(problem: Fault | Remark) -> list[object]:
    return [problem.number, problem.reason.value, problem.value, problem.limit, problem.earlier]
