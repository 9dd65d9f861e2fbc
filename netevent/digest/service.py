"""The rules of the digest. Called every minute in every worker, and by `digest.routes`.

Somebody who has not looked at something for half an hour gets one mail about all that waits; the next at the
earliest after three hours, and only about something new.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import structlog
from sqlalchemy.exc import SQLAlchemyError

from netevent.core.credentials import same, signature
from netevent.core.database import Database, Transaction
from netevent.core.errors import NotFound
from netevent.core.mail import Recipient, queue_mail
from netevent.core.web.paths import url
from netevent.digest import queries
from netevent.digest.mails import digest_mail
from netevent.digest.queries import Reader
from netevent.notifications.inbox import Inbox
from netevent.notifications.queries import lock_unseen, update_mailed

log = structlog.get_logger()

UNSEEN_FOR = timedelta(minutes=30)
QUIET_FOR = timedelta(hours=3)
TOKEN = re.compile(r"([1-9][0-9]{0,8})-[0-9a-f]{64}", re.ASCII)


async def send_digests(database: Database, inbox: Inbox, base_url: str, secret: str, now: datetime) -> int:
    """Queue the mails that are due; returns how many this worker did."""
    sent = 0
    for attendee_id in await database.read(find_due, inbox, now):
        try:
            sent += await database.transact(send_digest, inbox, attendee_id, base_url, secret, now)
        except SQLAlchemyError:
            raise  # the next turn tries again
        except Exception:  # one mail that cannot be written must not keep all others from their readers
            log.exception("digest_failed", attendee=attendee_id)
    return sent


def send_digest(
    tx: Transaction, inbox: Inbox, attendee_id: int, base_url: str, secret: str, now: datetime
) -> bool:
    """Queue one attendee's mail; False where another worker was faster, or nothing stands after all."""
    mailed = _mailed_kinds(inbox)
    # The lock comes first: who waited for it here finds that the mail has gone.
    unseen = [one for one in lock_unseen(tx, attendee_id) if one.kind in mailed]
    if not find_due(tx, inbox, now, attendee_id):
        return False
    standing, reader = inbox.standing(tx, attendee_id, unseen, now), queries.select_reader(tx, attendee_id)
    if reader is None or not standing:
        return False
    update_mailed(tx, [one.id for one in unseen], now)
    off_link = url(base_url, "digest.ask_off", token=_token(attendee_id, secret))
    to = Recipient(reader.email, reader.language, reader.id)
    queue_mail(tx, digest_mail(reader, standing, base_url, off_link), to)
    return True


def find_due(tx: Transaction, inbox: Inbox, now: datetime, attendee_id: int | None = None) -> list[int]:
    """Who gets a mail now: of all, or whether this one does."""
    return queries.select_due(tx, _mailed_kinds(inbox), now, now - UNSEEN_FOR, now - QUIET_FOR, attendee_id)


def find_reader(tx: Transaction, token: str, secret: str) -> Reader:
    """Whose mails the link in a mail switches off.

    Raises:
        NotFound: it is no such link, or the attendee is gone.
    """
    parts = TOKEN.fullmatch(token)
    if parts is None or not same(token, _token(int(parts[1]), secret)):
        raise NotFound
    reader = queries.select_reader(tx, int(parts[1]))
    if reader is None:
        raise NotFound
    return reader


def switch_off(tx: Transaction, token: str, secret: str) -> None:
    """No more of these mails; the profile switches them on again.

    Raises:
        NotFound: as `find_reader`.
    """
    queries.update_digest_unwanted(tx, find_reader(tx, token, secret).id)


def _mailed_kinds(inbox: Inbox) -> tuple[str, ...]:
    return tuple(kind.name for kind in inbox.kinds if kind.digest)


def _token(attendee_id: int, secret: str) -> str:
    return f"{attendee_id}-{signature(secret, 'digest-off', str(attendee_id))}"
