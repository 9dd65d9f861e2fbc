"""SQL of print jobs. Only here the table is written; who takes or ends one a conditional UPDATE decides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, case, func, insert, or_, select, update

from netevent.badges.print_jobs.job import MOST_TRIES, PrintJob, Result, State
from netevent.badges.stations.trouble import trouble_in_words
from netevent.core.database import Transaction, inserted_id
from netevent.core.database.tables import attendees, print_jobs, print_stations

JOB = print_jobs.c
OPEN = (State.waiting.value, State.taken.value)
UNSETTLED = (*OPEN, State.failed.value)


@dataclass(frozen=True, slots=True)
class JobRow:
    """A job in a list. `station` is who has it or had it, '' for nobody yet; `said` is why it failed."""

    id: int
    request_id: str
    attendee_id: int
    name: str
    state: State
    station: str
    said: str
    asked_by: str
    asked_at: datetime
    ended_at: datetime | None

    @property
    def why(self) -> str:
        """It failed, in the reader's language."""
        return trouble_in_words(self.said)


def select_job(tx: Transaction, event_id: int, job_id: int) -> PrintJob | None:
    return _found(tx, JOB.id == job_id, JOB.event_id == event_id)


def select_job_of_station(tx: Transaction, station_id: int, job_id: int) -> PrintJob | None:
    """One that the station has, or had last."""
    return _found(tx, JOB.id == job_id, JOB.station_id == station_id)


def select_asked(tx: Transaction, request_id: str) -> PrintJob | None:
    """The job of this request, as it was committed last, whatever this transaction saw before."""
    row = tx.execute(select(print_jobs).where(JOB.request_id == request_id).with_for_update()).first()
    return _job(row) if row else None


def select_open_of(tx: Transaction, event_id: int, attendee_id: int) -> PrintJob | None:
    """One of this person's badge that is still to come out."""
    mine = (JOB.event_id == event_id, JOB.attendee_id == attendee_id, JOB.state.in_(OPEN))
    return _found(tx, *mine)


def select_taken(tx: Transaction, station_id: int) -> PrintJob | None:
    """What the station has now."""
    return _found(tx, JOB.station_id == station_id, JOB.state == State.taken.value)


def select_next(tx: Transaction, event_id: int, station_id: int) -> int | None:
    """The first that waits for this station, or for any."""
    goes_there = JOB.for_station_id.is_(None) | (JOB.for_station_id == station_id)
    waits = (JOB.event_id == event_id, JOB.state == State.waiting.value, goes_there)
    return tx.execute(select(JOB.id).where(*waits).order_by(JOB.id).limit(1)).scalar()


def select_is_theirs(tx: Transaction, event_id: int, attendee_id: int) -> bool:
    """Whether the attendee is of this event, and has a badge."""
    one = attendees.c
    statement = select(one.id).where(
        one.id == attendee_id, one.event_id == event_id, one.attendee_code.is_not(None)
    )
    return tx.execute(statement).first() is not None


def select_name(tx: Transaction, attendee_id: int) -> str:
    """Whose badge it is."""
    one = attendees.c
    row = tx.execute(select(one.first_name, one.last_name).where(one.id == attendee_id)).first()
    return f"{row.first_name} {row.last_name}".strip() if row else ""


def select_rows(tx: Transaction, event_id: int, since: datetime | None, most: int) -> list[JobRow]:
    """What is not settled, in the order in which it was asked for; then what is, the latest first. Of what
    was settled before `since`, nothing.
    """
    is_settled = case((JOB.state.in_(UNSETTLED), 0), else_=1)
    order = (is_settled, case((JOB.state.in_(UNSETTLED), JOB.id), else_=0), JOB.ended_at.desc(), JOB.id)
    columns = (print_jobs, attendees.c.first_name, attendees.c.last_name, print_stations.c.name)
    found = (
        select(*columns)
        .select_from(
            print_jobs.join(attendees, attendees.c.id == JOB.attendee_id).outerjoin(
                print_stations, print_stations.c.id == JOB.station_id
            )
        )
        .where(JOB.event_id == event_id)
    )
    if since is not None:
        found = found.where(JOB.state.in_(UNSETTLED) | (JOB.ended_at > since))
    return [_row(row) for row in tx.execute(found.order_by(*order).limit(most))]


def select_waiting(tx: Transaction, event_id: int) -> list[int | None]:
    """Of each job that waits, the station that it is for."""
    waits = (JOB.event_id == event_id, JOB.state == State.waiting.value)
    return list(tx.execute(select(JOB.for_station_id).where(*waits)).scalars())


def count_waiting(tx: Transaction, event_id: int) -> int:
    waits = (JOB.event_id == event_id, JOB.state == State.waiting.value)
    return int(tx.execute(select(func.count()).select_from(print_jobs).where(*waits)).scalar_one())


def select_lapsed_events(tx: Transaction, now: datetime) -> list[int]:
    """Events with a job whose station has gone."""
    return list(tx.execute(select(JOB.event_id).where(_is_lapsed(now)).distinct()).scalars())


def insert_job(tx: Transaction, **values: object) -> int:
    """Raises IntegrityError where this request has a job already, or its station was removed."""
    return inserted_id(tx.execute(insert(print_jobs).values(**values)))


def update_taken(tx: Transaction, job_id: int, station_id: int, until: datetime) -> bool:
    """Give it to the station; of many at once exactly one gets True."""
    statement = update(print_jobs).where(JOB.id == job_id, JOB.state == State.waiting.value)
    values = {"state": State.taken.value, "station_id": station_id, "taken_until": until}
    return tx.execute(statement.values(values)).rowcount == 1


def update_lease(tx: Transaction, station_id: int, until: datetime) -> None:
    """The station is there, and works on what it has."""
    statement = update(print_jobs).where(JOB.station_id == station_id, JOB.state == State.taken.value)
    tx.execute(statement.values(taken_until=until))


def update_content(tx: Transaction, station_id: int, job_id: int, content: str, until: datetime) -> bool:
    """What stands on the badge that the station gets. False: it does not have the job."""
    has_it = (JOB.id == job_id, JOB.station_id == station_id, JOB.state == State.taken.value)
    if tx.execute(select(JOB.id).where(*has_it).with_for_update()).first() is None:
        return False
    tx.execute(update(print_jobs).where(*has_it).values(content=content, taken_until=until))
    return True


def update_ended(
    tx: Transaction, station_id: int, job_id: int, result: Result, said: str, now: datetime
) -> bool:
    """By who had it last: it may have come out although the station was given up, if no other has it now.

    What failed waits again, or has failed for good.
    """
    had_it = (JOB.id == job_id, JOB.station_id == station_id)
    if result is Result.printed:
        statement = update(print_jobs).where(*had_it, JOB.state.in_(OPEN))
        values: dict[str, object] = {"state": State.printed.value, "ended_at": now}
        return tx.execute(statement.values(values | {"taken_until": None, "said": ""})).rowcount == 1
    return _fail(tx, *had_it, JOB.state == State.taken.value, said=said, now=now) == 1


def update_lapsed(tx: Transaction, event_id: int, now: datetime) -> int:
    """What stations have that have gone waits again, or has failed for good; how many these were."""
    return _fail(tx, JOB.event_id == event_id, _is_lapsed(now), said="", now=now)


def update_given_back(tx: Transaction, station_id: int) -> int:
    """What the station has waits again, as if it had never been there."""
    statement = update(print_jobs).where(JOB.station_id == station_id, JOB.state == State.taken.value)
    return tx.execute(statement.values(state=State.waiting.value, taken_until=None)).rowcount


def update_cancelled(tx: Transaction, event_id: int, job_id: int, now: datetime) -> bool:
    """What no station has."""
    is_idle = JOB.state.in_((State.waiting.value, State.failed.value))
    statement = update(print_jobs).where(JOB.id == job_id, JOB.event_id == event_id, is_idle)
    return tx.execute(statement.values(state=State.cancelled.value, ended_at=now)).rowcount == 1


def update_ended_of(tx: Transaction, event_id: int, attendee_id: int, now: datetime) -> int:
    """What is still to come out of this person; a station that says now that it came out was first, or is
    told that the job is its own no more.
    """
    theirs = (JOB.event_id == event_id, JOB.attendee_id == attendee_id, JOB.state.in_(OPEN))
    values = {"state": State.cancelled.value, "ended_at": now, "taken_until": None, "station_id": None}
    return tx.execute(update(print_jobs).where(*theirs).values(values)).rowcount


def update_again(tx: Transaction, event_id: int, job_id: int) -> bool:
    """What has failed waits again, wherever a station is free: the one that it was for may be the trouble."""
    has_failed = JOB.state == State.failed.value
    statement = update(print_jobs).where(JOB.id == job_id, JOB.event_id == event_id, has_failed)
    values = {"state": State.waiting.value, "tries": 0, "ended_at": None, "for_station_id": None}
    return tx.execute(statement.values(values)).rowcount == 1


def _fail(tx: Transaction, *which: ColumnElement[bool], said: str, now: datetime) -> int:
    """The last try first: what waits again by the other statement must not fail by this one, too."""
    is_last = JOB.tries >= MOST_TRIES - 1
    more: dict[str, object] = {"tries": JOB.tries + 1, "said": said, "taken_until": None}
    over = more | {"state": State.failed.value, "ended_at": now}
    again = more | {"state": State.waiting.value}
    given_up = tx.execute(update(print_jobs).where(*which, is_last).values(over)).rowcount
    return given_up + tx.execute(update(print_jobs).where(*which, ~is_last).values(again)).rowcount


def _is_lapsed(now: datetime) -> ColumnElement[bool]:
    return and_(JOB.state == State.taken.value, or_(JOB.taken_until.is_(None), JOB.taken_until < now))


def _found(tx: Transaction, *which: ColumnElement[bool]) -> PrintJob | None:
    row = tx.execute(select(print_jobs).where(*which).order_by(JOB.id).limit(1)).first()
    return _job(row) if row else None


def _job(row: Row[Any]) -> PrintJob:
    return PrintJob(
        id=row.id,
        event_id=row.event_id,
        attendee_id=row.attendee_id,
        request_id=row.request_id,
        for_station_id=row.for_station_id,
        station_id=row.station_id,
        state=State(row.state),
        tries=row.tries,
        taken_until=row.taken_until,
        content=row.content,
        said=row.said,
        asked_by=row.asked_by,
        asked_at=row.asked_at,
        ended_at=row.ended_at,
    )


def _row(row: Row[Any]) -> JobRow:
    return JobRow(
        id=row.id,
        request_id=row.request_id,
        attendee_id=row.attendee_id,
        name=f"{row.first_name} {row.last_name}".strip(),
        state=State(row.state),
        station=row.name or "",
        said=row.said,
        asked_by=row.asked_by,
        asked_at=row.asked_at,
        ended_at=row.ended_at,
    )
