"""One whose moment has come: of a new account, mails are counted now, of those whom it is for now.

Called by `periodic`.
"""

from __future__ import annotations

from datetime import datetime

from netevent.announcements.announcement import Draft
from netevent.announcements.audiences.queries import Person, select_people_after
from netevent.announcements.queries import Scheduled, select_announcement
from netevent.announcements.service import begin_due
from netevent.core.database import Transaction
from netevent.core.errors import TooMany
from netevent.core.site import Site
from netevent.identity.mail_budget import FirstDay, is_new, spend_of_the_first_day

# Of several processes one counts the mails. If it is gone before it has begun, another one tries again.
ONE_COUNTS = "1/10 minutes"
# A new account may write to fewer.
MOST = 1000


async def begin_one(site: Site, one: Scheduled, now: datetime) -> bool:
    """False: as `begin_due`, or another process does."""
    has_mails = True
    if one.organizer_id is not None and site.settings.can_mail and await is_new(site, one.organizer_id):
        mails = await site.database.read(count_mails, one)
        try:
            await site.limits.spend(ONE_COUNTS, "announcement-due", str(one.id), str(one.begins_at))
            await spend_of_the_first_day(site, one.organizer_id, mails)
        except FirstDay:
            has_mails = False
        except TooMany:
            return False
    return await site.database.transact(begin_due, one, now, has_mails)


def count_mails(tx: Transaction, one: Scheduled) -> int:
    """To how many it would go by mail."""
    found = select_announcement(tx, one.event_id, one.id)
    if found is None or not found.draft.by_mail:
        return 0
    people = select_people_after(tx, one.event_id, found.draft, 0, MOST)
    return sum(_is_mailed(found.draft, person) for person in people)


def _is_mailed(draft: Draft, person: Person) -> bool:
    wants = person.wants_announcements or draft.is_important
    return bool(person.email) and not person.is_unconfirmed and wants
