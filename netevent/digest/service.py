"""The rules of the digest. Called every minute in every worker, and by `digest.routes`.

Somebody who has not looked at something for half an hour gets one mail about all that waits; the next at the
earliest after three hours, and only about something new.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog
from sqlalchemy.exc import SQLAlchemyError

from netevent.core.credentials import number_in, signed_number
from netevent.core.database import Database, Transaction
from netevent.core.errors import existing
from netevent.core.mail import Recipient, queue_mail
from netevent.core.web.paths import url
from netevent.digest import queries
from netevent.digest.mails import digest_mail
from netevent.digest.queries import Reader
from netevent.notifications.inbox import Inbox, Notification
from netevent.notifications.queries import lock_unseen, select_unseen, update_mailed

log = structlog.get_logger()

UNSEEN_FOR = timedelta(minutes=30)
QUIET_FOR = timedelta(hours=3)
PURPOSE = "digest-off"


async def send_digests(database: Database, inbox: Inbox, base_url: str, secret: str, now: datetime) -> int:
    """Queue the mails that are due; returns how many this worker did."""
    sent = 0
    for attendee_id in await database.read(find_due, inbox, now):
        # Read first: of who waits for nothing that stands any more, no row is locked each minute.
        if not await database.read(read_to_tell, inbox, attendee_id, now):
            continue
        try:
            sent += await database.transact(send_digest, inbox, attendee_id, base_url, secret, now)
        except SQLAlchemyError:
            raise  # the next run tries again
        except Exception:  # one mail that cannot be written must not stop the others
            log.exception("digest_failed", attendee=attendee_id)
    return sent


def send_digest(
    tx: Transaction, inbox: Inbox, attendee_id: int, base_url: str, secret: str, now: datetime
) -> bool:
    """Queue one attendee's mail; False where another worker was faster, or nothing is left to tell."""
    mailed = _mailed_kinds(inbox)
    # Lock first: a worker that waited here then sees that the mail was queued.
    lock_unseen(tx, attendee_id, mailed)
    if not find_due(tx, inbox, now, attendee_id):
        return False
    standing, reader = read_to_tell(tx, inbox, attendee_id, now), queries.select_reader(tx, attendee_id)
    if reader is None or not standing:
        return False
    update_mailed(tx, attendee_id, mailed, now)
    off_link = url(base_url, "digest.ask_off", token=signed_number(secret, PURPOSE, attendee_id))
    to = Recipient(reader.email, reader.language, reader.id, reader.event_id, off_link)
    queue_mail(tx, digest_mail(reader, standing, base_url, off_link), to)
    return True


def read_to_tell(tx: Transaction, inbox: Inbox, attendee_id: int, now: datetime) -> list[Notification]:
    """All that stands and was not seen, if some of it waits long enough and no mail has told it."""
    mailed = _mailed_kinds(inbox)
    untold = queries.select_untold(tx, attendee_id, mailed, now - UNSEEN_FOR)
    standing = inbox.standing(tx, attendee_id, select_unseen(tx, attendee_id, mailed), now)
    return standing if any((one.kind.name, one.subject_id) in untold for one in standing) else []


def find_due(tx: Transaction, inbox: Inbox, now: datetime, attendee_id: int | None = None) -> list[int]:
    """Who gets a mail now, of all attendees or of this one alone."""
    return queries.select_due(tx, _mailed_kinds(inbox), now, now - UNSEEN_FOR, now - QUIET_FOR, attendee_id)


def find_reader(tx: Transaction, token: str, secret: str) -> Reader:
    """Whose mails the link in a mail switches off.

    Raises:
        NotFound: it is no such link, or the attendee is gone.
    """
    attendee_id = existing(number_in(secret, PURPOSE, token))
    return existing(queries.select_reader(tx, attendee_id))


def switch_off(tx: Transaction, token: str, secret: str) -> None:
    """No more of these mails; the profile switches them on again.

    Raises:
        NotFound: as `find_reader`.
    """
    queries.update_digest_unwanted(tx, find_reader(tx, token, secret).id)


def _mailed_kinds(inbox: Inbox) -> tuple[str, ...]:
    return tuple(kind.name for kind in inbox.kinds if kind.digest)
