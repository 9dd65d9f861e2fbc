"""What the page of an uploaded timetable shows: what it would change, or what it did. Called in one read."""

from __future__ import annotations

from dataclasses import dataclass

from netevent.breakouts.importing.clashes import warnings_of
from netevent.breakouts.importing.comparison import Comparison, compare
from netevent.breakouts.importing.jobs import OUTCOME, Outcome
from netevent.breakouts.importing.service import find, outcome_of, timetable_of
from netevent.breakouts.queries import select_sessions
from netevent.breakouts.timetable import FaultReason, RowFault, Timetable
from netevent.core.database import Transaction
from netevent.core.errors import existing
from netevent.core.i18n import gettext
from netevent.core.i18n.writing import number
from netevent.events.queries import select_event


@dataclass(frozen=True, slots=True)
class Preview:
    """`sums` is what would be done; the sentences are in the reader's language."""

    title: str
    zone: str
    sums: Outcome
    comparison: Comparison
    faults: tuple[str, ...]
    remarks: tuple[str, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """Either what was done, or what would be."""

    done: Outcome | None
    preview: Preview | None


def read_import(tx: Transaction, event_id: int, import_id: int) -> Shown:
    """Raises NotFound, TimetableGone, TooManySessions."""
    event, job = existing(select_event(tx, event_id)), find(tx, event_id, import_id)
    if job.result:
        return Shown(OUTCOME.read(job.result), None)
    timetable = timetable_of(job)
    comparison = compare(select_sessions(tx, event_id), timetable)
    preview = Preview(
        title=job.title,
        zone=event.zone,
        sums=outcome_of(comparison, timetable),
        comparison=comparison,
        faults=_faults(timetable, comparison),
        remarks=tuple(_line(fault) for fault in timetable.faults if _is_remark(fault)),
        warnings=tuple(warnings_of(event, comparison)),
    )
    return Shown(None, preview)


def _faults(timetable: Timetable, comparison: Comparison) -> tuple[str, ...]:
    """Rows that could not be read, and sessions that stay as they are."""
    told = [
        gettext("%(name)s: %(reason)s") % {"name": one.session.name, "reason": one.why.text}
        for one in comparison.refused
    ]
    return (*(_line(fault) for fault in timetable.faults if fault.costs_session), *told)


def _is_remark(fault: RowFault) -> bool:
    """That a room is taken, the warnings say: of all sessions of the event."""
    return not fault.costs_session and fault.reason is not FaultReason.ROOM_TAKEN


def _line(fault: RowFault) -> str:
    return gettext("Row %(row)s: %(reason)s") % {"row": number(fault.row), "reason": fault.text}
