"""The rules of an import: a timetable waits, and is applied once. Called by `importing.routes`.

Nobody loses a seat: a session that the timetable has no more stays, and one with fewer seats keeps who is in.
"""

from __future__ import annotations

from netevent.breakouts import seats
from netevent.breakouts.importing import queries
from netevent.breakouts.importing.comparison import Changed, Comparison, compare
from netevent.breakouts.importing.jobs import OUTCOME, TIMETABLE, WAITS, Outcome, Upload
from netevent.breakouts.queries import select_sessions, track_ids
from netevent.breakouts.service import CODE_LENGTH
from netevent.breakouts.timetable import Reason, Timetable, UnreadableTimetable
from netevent.changes import SeatFreed, SessionsChanged
from netevent.core import clock
from netevent.core.credentials import new_code
from netevent.core.database import Transaction
from netevent.core.database.locks import lock_event, lock_sessions
from netevent.core.errors import Conflict, existing
from netevent.core.i18n import N_
from netevent.core.jobs import Job, enqueue, note_progress
from netevent.core.jobs import queries as job_queries
from netevent.core.jobs.job import Outcome as Ended
from netevent.core.jobs.job import State

TITLE_LENGTH = 255
# In bytes: a statement of MariaDB holds twice as much.
MOST_KEPT = 8 * 1024 * 1024


class TimetableGone(Conflict):
    code = "timetable_gone"
    message = N_("The timetable was kept for an hour, and is gone. Upload it again.")


def keep(tx: Transaction, event_id: int, filename: str, timetable: Timetable) -> int:
    """Returns the number under which its preview is shown.

    Raises:
        TooManySessions: with the new ones the event would have too many.
        UnreadableTimetable: its texts are too long to be kept.
    """
    compare(select_sessions(tx, event_id), timetable)
    upload = Upload(timetable)
    if len(TIMETABLE.arguments.write(upload).encode()) > MOST_KEPT:
        raise UnreadableTimetable(Reason.TOO_MUCH)
    return enqueue(
        tx,
        TIMETABLE,
        upload,
        title=filename[-TITLE_LENGTH:],
        run_at=clock.now() + WAITS,
        event_id=event_id,
        total=len(timetable.sessions),
    )


def apply(tx: Transaction, event_id: int, import_id: int) -> Outcome:
    """Sent twice it counts once. The programme may have changed since it was shown: what counts is now.

    Raises:
        NotFound: the event has no such upload.
        TimetableGone, TooManySessions: as they say.
    """
    lock_event(tx, event_id)
    job = find(tx, event_id, import_id)
    if job.result:
        return OUTCOME.read(job.result)
    timetable = timetable_of(job)
    lock_sessions(tx, event_id)
    comparison = compare(select_sessions(tx, event_id), timetable)
    _bring_in(tx, event_id, comparison)
    outcome = outcome_of(comparison, timetable)
    _end(tx, job, outcome)
    return outcome


def find(tx: Transaction, event_id: int, import_id: int) -> Job:
    """Raises NotFound where the event has no such upload."""
    return existing(job_queries.select_job_of_event(tx, TIMETABLE.name, event_id, import_id))


def timetable_of(job: Job) -> Timetable:
    """Raises TimetableGone."""
    if job.state is not State.waiting:
        raise TimetableGone
    return TIMETABLE.arguments.read(job.arguments).timetable


def outcome_of(comparison: Comparison, timetable: Timetable) -> Outcome:
    return Outcome(
        added=len(comparison.new),
        changed=len(comparison.changed),
        unchanged=len(comparison.unchanged),
        gone=len(comparison.gone),
        skipped=len(comparison.refused) + sum(fault.costs_session for fault in timetable.faults),
    )


def _bring_in(tx: Transaction, event_id: int, comparison: Comparison) -> None:
    if not (comparison.new or comparison.changed):
        return
    every = [*comparison.new, *(one.new for one in comparison.changed)]
    tracks = track_ids(tx, event_id, [one.track for one in every])
    queries.insert_sessions(tx, event_id, comparison.new, _free_codes(tx, len(comparison.new)), tracks)
    queries.update_changed(tx, event_id, comparison.changed, tracks)
    for one in comparison.changed:
        _resize(tx, event_id, one)
    tx.publish(SessionsChanged(event_id))


def _resize(tx: Transaction, event_id: int, one: Changed) -> None:
    """A seat more goes to the first in line."""
    if one.details.capacity != one.session.capacity:
        seats.resize(tx, one.session.id, one.details.capacity, one.details.held)
        tx.publish(SeatFreed(event_id, one.session.id))


def _free_codes(tx: Transaction, count: int) -> list[str]:
    """Drawn until nobody has them; another event that draws the same in this moment makes the import fail."""
    free: set[str] = set()
    while len(free) < count:
        drawn = {new_code(CODE_LENGTH) for _ in range(count - len(free))}
        free |= drawn - queries.select_taken_codes(tx, sorted(drawn))
    return sorted(free)


def _end(tx: Transaction, job: Job, outcome: Outcome) -> None:
    note_progress(tx, job, job.total, result=OUTCOME.write(outcome))
    job_queries.update_outcome(tx, job, Ended(State.done, clock.now()))
