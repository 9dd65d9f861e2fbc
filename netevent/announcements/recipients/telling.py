"""Telling one part of the audience: rows, mails, notifications, and how far the job is, in one transaction.

Called by `announcements.jobs`.
"""

from __future__ import annotations

from netevent.announcements import queries as announcement_queries
from netevent.announcements.announcement import Announcement, LeftOut, State
from netevent.announcements.audiences.queries import Person, select_people_after
from netevent.announcements.mails import mail_of
from netevent.announcements.notifications import kind_of
from netevent.announcements.off.service import off_link
from netevent.announcements.recipients import queries
from netevent.announcements.recipients.queries import Told
from netevent.announcements.sending import PROGRESS, Order, Progress
from netevent.announcements.wording.values import values_for
from netevent.changes import AnnouncementsChanged
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.errors import existing
from netevent.core.jobs import Job, note_progress
from netevent.core.jobs import queries as job_queries
from netevent.core.mail import Recipient, queue_mails
from netevent.events.details import Event
from netevent.events.queries import select_event
from netevent.notifications.service import notify
from netevent.registration.personal_link.service import Links

# How many one transaction takes: scans of these people wait for it, and on SQLite all that is written.
PEOPLE = 10


def do_part(tx: Transaction, job: Job, order: Order, links: Links) -> bool:
    """The next part; False when all is done, or it was stopped.

    Raises:
        LeaseLost: another worker goes on, or the event is gone.
    """
    assert job.event_id is not None
    tx.by = order.by
    if announcement_queries.lock_state(tx, job.event_id, order.announcement_id) is not State.sending:
        return False
    found = existing(announcement_queries.select_announcement(tx, job.event_id, order.announcement_id))
    standing = existing(job_queries.select_job(tx, job.id))
    after = PROGRESS.read(standing.result).after
    people = select_people_after(tx, found.event_id, found.draft, after, PEOPLE)
    if people:
        _tell(tx, found, people, links)
        progress = PROGRESS.write(Progress(people[-1].id))
        note_progress(tx, job, standing.done + len(people), result=progress)
    else:
        ended = {"state": State.sent, "ended_at": clock.now(), "changed_at": clock.now()}
        announcement_queries.update_state(tx, found.event_id, found.id, (State.sending,), **ended)
        note_progress(tx, job, standing.done)
    tx.publish(AnnouncementsChanged(found.event_id))
    return bool(people)


def _tell(tx: Transaction, found: Announcement, people: list[Person], links: Links) -> None:
    """Who was told before is not told again: a merge of two people may have brought one a second row."""
    before = queries.select_told_ids(tx, found.id, [one.id for one in people])
    new = [one for one in people if one.id not in before]
    if not new:
        return
    event = existing(select_event(tx, found.event_id))
    by_mail = found.draft.by_mail
    told = _mailed(tx, found, event, new, links) if by_mail else [Told(one.id) for one in new]
    queries.insert_told(tx, found.id, told, clock.now())
    if found.draft.on_pages:
        notify(tx, kind_of(found.draft), found.id, *(one.id for one in new))


def _mailed(
    tx: Transaction, found: Announcement, event: Event, people: list[Person], links: Links
) -> list[Told]:
    """Those whom a mail goes to, and why none goes to the others."""
    reasons = {one.id: _why_no_mail(found, one, links) for one in people}
    addressed = [one for one in people if reasons[one.id] is None]
    mails = [
        (
            mail_of(found, event, one, values_for(tx, event, one, links, links.base_url)),
            _recipient(found, one, links),
        )
        for one in addressed
    ]
    queued = dict(zip((one.id for one in addressed), queue_mails(tx, mails), strict=True))
    mail_ids = {person_id: one.mail_id for person_id, one in queued.items() if one}
    return [Told(one.id, mail_ids.get(one.id), reasons[one.id]) for one in people]


def _why_no_mail(found: Announcement, person: Person, links: Links) -> LeftOut | None:
    if not person.email:
        return LeftOut.no_address
    if person.is_unconfirmed:
        return LeftOut.unconfirmed
    if not (person.wants_announcements or found.draft.is_important):
        return LeftOut.unwanted
    return None if links.can_mail else LeftOut.no_server


def _recipient(found: Announcement, person: Person, links: Links) -> Recipient:
    off = "" if found.draft.is_important else off_link(links.base_url, links.secret, person.id)
    return Recipient(person.email, person.language, person.id, found.event_id, off)
