"""A desk asks for somebody's badge. Called by its routes, inside one transaction.

A badge that was printed, or is about to be, is asked for once more before it is printed again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from netevent.badges.print_jobs import queries, service
from netevent.badges.print_jobs.job import PrintJob, State
from netevent.badges.printed.queries import Print, select_last_prints
from netevent.badges.printed.service import record_prints
from netevent.core.database import Transaction
from netevent.core.database.locks import lock_attendees


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a desk asks for. `again`: it was told that the badge was printed, and wants another."""

    event_id: int
    attendee_id: int
    request_id: str
    by: str
    station_id: int | None = None
    again: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """`is_wanted`: it comes out. Else `printed` is the last print, or None where one is about to come out."""

    name: str
    is_wanted: bool
    printed: Print | None = None


def ask(tx: Transaction, wanted: Wanted, now: datetime) -> Asked:
    """At a station; `now` is the moment of asking. Raises as `print_jobs.service.ask`."""
    refused = _question(tx, wanted)
    if refused is not None:
        return refused
    job = service.ask(
        tx, wanted.event_id, wanted.attendee_id, wanted.request_id, wanted.by, wanted.station_id, now
    )
    return Asked(queries.select_name(tx, job.attendee_id), is_wanted=True)


def print_here(tx: Transaction, wanted: Wanted, content: str, now: datetime) -> Asked:
    """By the browser of the desk itself: written down as it is handed out. Asked twice it counts once."""
    refused = _question(tx, wanted)
    if refused is not None:
        return refused
    known = queries.select_asked(tx, wanted.request_id)
    if known is None:
        queries.insert_job(
            tx,
            event_id=wanted.event_id,
            attendee_id=wanted.attendee_id,
            request_id=wanted.request_id,
            state=State.printed.value,
            content=content,
            asked_by=wanted.by[: service.LONGEST_NAME],
            asked_at=now,
            ended_at=now,
        )
        record_prints(tx, wanted.event_id, [(wanted.attendee_id, content)], wanted.by, "", now)
    return Asked(queries.select_name(tx, wanted.attendee_id), is_wanted=True)


def _question(tx: Transaction, wanted: Wanted) -> Asked | None:
    """What is to be asked before; None: nothing. Of two desks at once the second finds the first one's."""
    lock_attendees(tx, wanted.attendee_id)
    if wanted.again or _is_known(queries.select_asked(tx, wanted.request_id), wanted):
        return None
    printed = select_last_prints(tx, wanted.event_id, [wanted.attendee_id]).get(wanted.attendee_id)
    if printed is None and queries.select_open_of(tx, wanted.event_id, wanted.attendee_id) is None:
        return None
    return Asked(queries.select_name(tx, wanted.attendee_id), is_wanted=False, printed=printed)


def _is_known(job: PrintJob | None, wanted: Wanted) -> bool:
    """The same request again: its first answer was lost."""
    return job is not None and job.attendee_id == wanted.attendee_id
