"""Telling the audience, part by part, and what became of it. Called by the job, by the organizer's pages and
by `announcements.service`, inside one transaction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from netevent.announcements import queries as announcement_queries
from netevent.announcements.announcement import Results
from netevent.announcements.recipients import queries
from netevent.announcements.recipients.recipient import Recipient, Which
from netevent.core.database import Transaction
from netevent.core.errors import existing
from netevent.core.jobs import queries as job_queries
from netevent.core.mail.queries import delete_mails

# How many mails are taken back by one statement.
AT_ONCE = 500


def results(tx: Transaction, event_id: int, announcement_id: int) -> Results:
    """Raises NotFound where the event has none of that number."""
    found = existing(announcement_queries.select_announcement(tx, event_id, announcement_id))
    job = job_queries.select_job(tx, found.job_id) if found.job_id else None
    counted = queries.select_results(tx, announcement_id)
    return replace(counted, total=job.total, done=job.done) if job else counted


def select_recipients(
    tx: Transaction,
    event_id: int,
    announcement_id: int,
    which: Which = Which.everybody,
    after_id: int = 0,
    most: int = 50,
) -> list[Recipient]:
    """The next ones. Raises as `results`."""
    existing(announcement_queries.select_announcement(tx, event_id, announcement_id))
    return queries.select_recipients(tx, announcement_id, which, after_id, most)


def take_back(tx: Transaction, announcement_id: int) -> int:
    """The mails that no worker has had; returns how many. Of a worker and this one the first is right."""
    waiting = queries.select_untried(tx, announcement_id)
    taken = 0
    for job_ids in _in_parts(sorted(waiting)):
        gone = job_queries.delete_all_untouched(tx, job_ids)
        mail_ids = [waiting[job_id] for job_id in gone]
        queries.update_taken_back(tx, announcement_id, mail_ids)
        delete_mails(tx, mail_ids)
        taken += len(gone)
    return taken


def _in_parts(numbers: Sequence[int]) -> list[Sequence[int]]:
    return [numbers[first : first + AT_ONCE] for first in range(0, len(numbers), AT_ONCE)]
