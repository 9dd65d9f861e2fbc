"""The job that mails who moved up. Queued by `reactions`, in the transaction that gave the seat.

It looks again before it mails: a seat that was given up meanwhile is told to nobody.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from netevent.agenda.programme.mails import SeatMail
from netevent.agenda.programme.queries import Reader, select_moved_up_at, select_reader
from netevent.breakouts.queries import select_session
from netevent.breakouts.session import Session
from netevent.core import clock
from netevent.core.database import Database, Transaction
from netevent.core.jobs import Codec, Job, JobKind, enqueue, note_progress
from netevent.core.mail import Recipient, queue_mail
from netevent.core.web.paths import url


@dataclass(frozen=True, slots=True)
class Seat:
    """Who moved up where. `since` tells this seat from a later one in the same session."""

    session_id: int
    attendee_id: int
    since: datetime


SEAT_MAIL = JobKind("seat_mail", Codec(Seat))


def queue_seat_mail(tx: Transaction, session_id: int, attendee_id: int) -> None:
    since = select_moved_up_at(tx, session_id, attendee_id)
    if since is not None:
        enqueue(tx, SEAT_MAIL, Seat(session_id, attendee_id, since), attendee_id=attendee_id)


async def run_seat_mail(database: Database, base_url: str, job: Job, seat: Seat) -> None:
    await database.transact(_mail, base_url, job, seat)


def _mail(tx: Transaction, base_url: str, job: Job, seat: Seat) -> None:
    """Once: the job's progress is written with the mail.

    Raises:
        LeaseLost: another worker goes on, or the attendee is gone.
    """
    reader = select_reader(tx, seat.attendee_id)
    session = select_session(tx, reader.event_id, seat.session_id) if reader else None
    stands = select_moved_up_at(tx, seat.session_id, seat.attendee_id) == seat.since
    if reader and session and stands and not job.done and not session.is_over(clock.now()):
        to = Recipient(reader.email, reader.language, reader.id, reader.event_id)
        queue_mail(tx, _seat_mail(reader, session, base_url), to)
        note_progress(tx, job, 1)


def _seat_mail(reader: Reader, session: Session, base_url: str) -> SeatMail:
    return SeatMail(
        reader.first_name,
        reader.event_name,
        session.name,
        session.start,
        session.end,
        reader.zone,
        session.room,
        link=url(base_url, "programme.programme"),
    )
