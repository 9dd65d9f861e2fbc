"""The rules of announcements: written, scheduled, begun, stopped. Called inside one transaction, by the
organizer's pages and by the clock. Who sends to whom: `announcements.recipients`.

What moves one on is a conditional UPDATE on its state: of several who send it at once, and of several workers
whose clock says that it is due, one does.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from netevent.announcements import queries
from netevent.announcements.announcement import Announcement, Draft, NotSent, Starts, State
from netevent.announcements.audiences.queries import count_people
from netevent.announcements.checking import checked
from netevent.announcements.queries import OPEN, Scheduled
from netevent.announcements.recipients.service import take_back
from netevent.announcements.refusals import (
    ChangedMeanwhile,
    MomentMissing,
    MomentOver,
    NobodyToTell,
    NothingToStop,
    NotOpen,
)
from netevent.announcements.sending import PROGRESS, SEND, Order, Progress
from netevent.changes import AnnouncementsChanged
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.errors import existing
from netevent.core.jobs import enqueue
from netevent.core.jobs import queries as job_queries
from netevent.core.jobs.job import Job
from netevent.core.jobs.job import State as JobState
from netevent.events.details import Event
from netevent.events.queries import select_event
from netevent.identity.roles.queries import select_role

# What could not begin for so long is not sent any more: "in an hour" would come in the evening.
TOO_LATE = timedelta(hours=2)


def write(tx: Transaction, event_id: int, draft: Draft, organizer_id: int, name: str) -> int:
    """Keep a new draft; returns its number. Raises as `checking.checked` does."""
    kept = checked(tx, event_id, draft)
    number = queries.insert_announcement(tx, event_id, kept, organizer_id, name, clock.now())
    tx.publish(AnnouncementsChanged(event_id))
    return number


def change(tx: Transaction, event_id: int, announcement_id: int, draft: Draft, seen_at: datetime) -> None:
    """Write over a draft as it was at `seen_at`. One that is scheduled stays so, but for "by hand".

    Raises:
        NotFound: the event has none of that number.
        ChangedMeanwhile: somebody else was faster, or it is being sent.
        MomentOver: it is scheduled, and would never be sent.
        Others: as `checking.checked`.
    """
    before = existing(queries.select_announcement(tx, event_id, announcement_id))
    kept = checked(tx, event_id, draft)
    if not queries.update_draft(tx, event_id, announcement_id, kept, seen_at, clock.now()):
        raise ChangedMeanwhile
    if before.state is State.scheduled:
        if kept.starts is Starts.by_hand:
            queries.update_state(tx, event_id, announcement_id, (State.scheduled,), state=State.draft)
        else:
            _require_to_come(tx, event_id, kept)
    tx.publish(AnnouncementsChanged(event_id))


def remove(tx: Transaction, event_id: int, announcement_id: int) -> None:
    """A draft, or one that is scheduled.

    Raises:
        NotFound: the event has none of that number.
        NotOpen: it has begun.
    """
    if not queries.delete_announcement(tx, event_id, announcement_id):
        existing(queries.select_announcement(tx, event_id, announcement_id))
        raise NotOpen
    tx.publish(AnnouncementsChanged(event_id))


def schedule(tx: Transaction, event_id: int, announcement_id: int, organizer_id: int, name: str) -> None:
    """Let it begin by itself at its moment, if this organizer may still send it then. Said again, nothing
    happens.

    Raises:
        NotFound: the event has none of that number.
        MomentMissing, MomentOver, NotOpen: as they say.
    """
    now = clock.now()
    by = {"organizer_id": organizer_id, "sent_by": name}
    values = {"state": State.scheduled, "not_sent": "", "changed_at": now, **by}
    if not queries.update_state(tx, event_id, announcement_id, OPEN, **values):
        existing(queries.select_announcement(tx, event_id, announcement_id))
        raise NotOpen
    _require_to_come(tx, event_id, existing(queries.select_announcement(tx, event_id, announcement_id)).draft)
    tx.publish(AnnouncementsChanged(event_id))


def unschedule(tx: Transaction, event_id: int, announcement_id: int) -> None:
    """A draft again. Raises as `schedule`."""
    values = {"state": State.draft, "changed_at": clock.now()}
    if not queries.update_state(tx, event_id, announcement_id, OPEN, **values):
        existing(queries.select_announcement(tx, event_id, announcement_id))
        raise NotOpen
    tx.publish(AnnouncementsChanged(event_id))


def begin(tx: Transaction, event_id: int, announcement_id: int, by: str) -> None:
    """Send it now. Said again, nothing happens; where the work broke off, it goes on. `by`: who sends it.

    Raises:
        NotFound: the event has none of that number.
        NobodyToTell, NotOpen: as they say.
    """
    if not _moved_to_sending(tx, event_id, announcement_id, sent_by=by):
        _go_on(tx, event_id, announcement_id)
        return
    total = _enqueue_first(tx, event_id, announcement_id)
    if not total:
        raise NobodyToTell


def begin_due(tx: Transaction, one: Scheduled, now: datetime, has_mails: bool = True) -> bool:
    """Send one whose moment has come. False: another worker was faster, it was moved, or it must not be.

    Without `has_mails` it is for more people than who scheduled it may write to today.
    """
    if queries.lock_state(tx, one.event_id, one.id) is not State.scheduled:
        return False
    found = existing(queries.select_announcement(tx, one.event_id, one.id))
    event = existing(select_event(tx, one.event_id))
    moment = found.draft.begins_at(event.details.start)
    if moment is None or moment > now:
        return False
    reason = _why_not(tx, event, one, now - moment, has_mails)
    if reason is None and not count_people(tx, one.event_id, found.draft):
        reason = NotSent.nobody
    if reason is not None:
        values = {"state": State.draft, "not_sent": reason, "changed_at": now}
        queries.update_state(tx, one.event_id, one.id, (State.scheduled,), **values)
        tx.publish(AnnouncementsChanged(one.event_id))
        return False
    if not _moved_to_sending(tx, one.event_id, one.id):
        return False
    _enqueue_first(tx, one.event_id, one.id)
    return True


def find_due(tx: Transaction, now: datetime) -> list[Scheduled]:
    return [one for one in queries.select_scheduled(tx) if one.begins_at and one.begins_at <= now]


def stop(tx: Transaction, event_id: int, announcement_id: int) -> int:
    """Tell nobody else, and take back the mails that nobody has tried to send; returns how many.

    Raises:
        NotFound: the event has none of that number.
        NothingToStop: all of it is on its way, or it never began.
    """
    now = clock.now()
    values = {"state": State.stopped, "ended_at": now, "changed_at": now}
    was_sending = queries.update_state(tx, event_id, announcement_id, (State.sending,), **values)
    existing(queries.select_announcement(tx, event_id, announcement_id))
    taken = take_back(tx, announcement_id)
    if not was_sending:
        if not taken:
            raise NothingToStop
        queries.update_state(tx, event_id, announcement_id, (State.sent,), **values)
    tx.publish(AnnouncementsChanged(event_id))
    return taken


def find_job(tx: Transaction, announcement: Announcement) -> Job | None:
    return job_queries.select_job(tx, announcement.job_id) if announcement.job_id else None


def _require_to_come(tx: Transaction, event_id: int, draft: Draft) -> None:
    moment = draft.begins_at(existing(select_event(tx, event_id)).details.start)
    if moment is None:
        raise MomentMissing
    if moment <= clock.now():
        raise MomentOver


def _why_not(
    tx: Transaction, event: Event, one: Scheduled, late: timedelta, has_mails: bool
) -> NotSent | None:
    if event.is_cancelled:
        return NotSent.cancelled
    if event.is_archived:
        return NotSent.archived
    if late > TOO_LATE:
        return NotSent.late
    role = select_role(tx, one.organizer_id, event.id) if one.organizer_id else None
    if role is None or not role.may_edit:
        return NotSent.no_role
    return None if has_mails else NotSent.first_day


def _moved_to_sending(tx: Transaction, event_id: int, announcement_id: int, **others: str) -> bool:
    now = clock.now()
    values = {"state": State.sending, "began_at": now, "changed_at": now, "not_sent": "", **others}
    return queries.update_state(tx, event_id, announcement_id, OPEN, **values)


def _enqueue_first(tx: Transaction, event_id: int, announcement_id: int) -> int:
    """Returns how many it is for, of whom it is found out now."""
    found = existing(queries.select_announcement(tx, event_id, announcement_id))
    total = count_people(tx, event_id, found.draft)
    _enqueue(tx, found, Progress(), 0, total)
    return total


def _go_on(tx: Transaction, event_id: int, announcement_id: int) -> None:
    """Where the job was given up, another one does the rest."""
    state = existing(queries.lock_state(tx, event_id, announcement_id))
    if state is State.stopped:
        raise NotOpen
    found = existing(queries.select_announcement(tx, event_id, announcement_id))
    job = find_job(tx, found)
    if state is State.sending and job is not None and job.state is JobState.failed:
        _enqueue(tx, found, PROGRESS.read(job.result), job.done, job.total)


def _enqueue(tx: Transaction, found: Announcement, progress: Progress, done: int, total: int) -> None:
    job_id = enqueue(
        tx,
        SEND,
        Order(found.id, tx.by),
        event_id=found.event_id,
        done=done,
        total=total,
        result=PROGRESS.write(progress),
    )
    queries.update_state(tx, found.event_id, found.id, (State.sending,), job_id=job_id)
    tx.publish(AnnouncementsChanged(found.event_id))
