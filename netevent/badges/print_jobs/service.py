"""The rules of print jobs. Called by desks, kiosks, stations and the clock, inside one transaction.

Printing is no admission: nobody is checked in by it, and a reprint makes no other badge invalid. What came
out is written down by `badges.printed`. A job that is taken and never ended comes out twice rather than not.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.exc import IntegrityError

from netevent.badges.print_jobs import queries
from netevent.badges.print_jobs.job import LEASE, PrintJob, Result, State
from netevent.badges.printed.service import record_prints
from netevent.badges.stations.queries import lock_station, select_station
from netevent.changes import PrintJobsChanged
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.errors import Conflict, NotFound, existing
from netevent.core.i18n import N_

LONGEST_SAID, LONGEST_NAME = 255, 255


class RequestTaken(Conflict):
    code = "print_request_taken"
    message = N_("This request was already used for another badge. Ask for the badge again.")


class JobNotYours(Conflict):
    """The station was silent for too long, or the job was cancelled."""

    code = "print_job_not_yours"
    message = N_("This badge is no longer this station’s to print.")


class NotIdle(Conflict):
    code = "print_job_not_idle"
    message = N_("This badge is being printed, or its printing is over.")


def ask(
    tx: Transaction,
    event_id: int,
    attendee_id: int,
    request_id: str,
    by: str,
    station_id: int | None,
    now: datetime,
) -> PrintJob:
    """Let the badge come out, at that station or wherever one is free. Asked twice it comes out once.

    A station that was removed meanwhile is none: the badge comes out at another.

    Raises:
        NotFound: the event has nobody with this number, or they have no badge.
        RequestTaken: the request was for something else.
    """
    known = queries.select_asked(tx, request_id)
    if known is None:
        if not queries.select_is_theirs(tx, event_id, attendee_id):
            raise NotFound
        station = select_station(tx, event_id, station_id) if station_id is not None else None
        known = _insert(tx, event_id, attendee_id, request_id, by, station.id if station else None, now)
    if (known.event_id, known.attendee_id) != (event_id, attendee_id):
        raise RequestTaken
    return known


def take_next(tx: Transaction, station_id: int, now: datetime) -> PrintJob | None:
    """What the station is to print now: what it has already, or else the first that waits; None: nothing.

    A station that is paused gets nothing new. Of several stations one gets a job.
    """
    station = lock_station(tx, station_id)
    if station is None:
        return None
    _lapse(tx, station.event_id, now)
    has = queries.select_taken(tx, station_id)
    if has is not None or station.is_paused:
        return has
    while (job_id := queries.select_next(tx, station.event_id, station_id)) is not None:
        if queries.update_taken(tx, job_id, station_id, now + LEASE):
            tx.publish(PrintJobsChanged(station.event_id))
            return queries.select_job(tx, station.event_id, job_id)
    return None


def end(tx: Transaction, station_id: int, job_id: int, result: Result, said: str, now: datetime) -> PrintJob:
    """It came out, and stands in the record of prints; or it did not, and waits again, three times at most.

    Said twice it counts once.

    Raises:
        JobNotYours: another station has it by now, or it was cancelled.
    """
    station = lock_station(tx, station_id)
    is_done = queries.update_ended(tx, station_id, job_id, result, said[:LONGEST_SAID], now)
    job = queries.select_job_of_station(tx, station_id, job_id)
    if job is None or station is None or not (is_done or _was_ended_so(job, result)):
        raise JobNotYours
    if is_done:
        if result is Result.printed:
            printed = [(job.attendee_id, job.content)]
            record_prints(tx, job.event_id, printed, job.asked_by, station.name, now)
        tx.publish(PrintJobsChanged(job.event_id))
    return job


def keep(tx: Transaction, station_id: int, now: datetime) -> None:
    """The station is there and works: what it has stays its own."""
    queries.update_lease(tx, station_id, now + LEASE)


def give_back(tx: Transaction, event_id: int, station_id: int) -> None:
    """The station closes, or opens anew: what it has waits for whoever is there."""
    if queries.update_given_back(tx, station_id):
        tx.publish(PrintJobsChanged(event_id))


def note_content(tx: Transaction, station_id: int, job_id: int, content: str, now: datetime) -> None:
    """What stands on the badge that the station gets now.

    Raises:
        JobNotYours: as above.
    """
    if not queries.update_content(tx, station_id, job_id, content, now + LEASE):
        raise JobNotYours


def cancel(tx: Transaction, event_id: int, job_id: int, now: datetime) -> None:
    """It shall not come out.

    Raises:
        NotFound: the event has no such job.
        NotIdle: a station has it, or it is over.
    """
    existing(queries.select_job(tx, event_id, job_id))
    if not queries.update_cancelled(tx, event_id, job_id, now):
        raise NotIdle
    tx.publish(PrintJobsChanged(event_id))


def end_all_of(tx: Transaction, event_id: int, attendee_id: int, now: datetime) -> None:
    """This person's badges shall not come out, whoever has them: the person goes."""
    if queries.update_ended_of(tx, event_id, attendee_id, now):
        tx.publish(PrintJobsChanged(event_id))


def print_again(tx: Transaction, event_id: int, job_id: int) -> None:
    """What has failed for good shall be tried again.

    Raises:
        NotFound, NotIdle: as above.
    """
    existing(queries.select_job(tx, event_id, job_id))
    if not queries.update_again(tx, event_id, job_id):
        raise NotIdle
    tx.publish(PrintJobsChanged(event_id))


def lapse_silent(tx: Transaction) -> None:
    """What stations had that have gone waits again, also where no other asks for work. By the clock."""
    now = clock.now()
    for event_id in queries.select_lapsed_events(tx, now):
        _lapse(tx, event_id, now)


def _lapse(tx: Transaction, event_id: int, now: datetime) -> None:
    if queries.update_lapsed(tx, event_id, now):
        tx.publish(PrintJobsChanged(event_id))


def _was_ended_so(job: PrintJob, result: Result) -> bool:
    """Whether the station said the same before, and its answer was lost."""
    return job.state is State.printed if result is Result.printed else job.state is not State.printed


def _insert(
    tx: Transaction,
    event_id: int,
    attendee_id: int,
    request_id: str,
    by: str,
    station_id: int | None,
    now: datetime,
) -> PrintJob:
    try:
        job_id = queries.insert_job(
            tx,
            event_id=event_id,
            attendee_id=attendee_id,
            request_id=request_id,
            for_station_id=station_id,
            asked_by=by[:LONGEST_NAME],
            asked_at=now,
        )
    except IntegrityError:
        # The same request came at the same moment, or the station or the person has just gone.
        return existing(queries.select_asked(tx, request_id))
    tx.publish(PrintJobsChanged(event_id))
    return existing(queries.select_job(tx, event_id, job_id))
