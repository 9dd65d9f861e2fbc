"""The rules of the digest. Called by a beat of `app` in every worker, and by `notifications.digest.routes`.

Somebody who has not looked at a request or proposal for half an hour gets one mail about all that waits;
the next at the earliest after three hours, and only about something new.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import structlog
from sqlalchemy.exc import SQLAlchemyError

from netevent.core.credentials import same, signature
from netevent.core.database import Database, Transaction
from netevent.core.errors import NotFound
from netevent.core.mail import queue_mail
from netevent.core.web.paths import link
from netevent.notifications.digest import queries
from netevent.notifications.digest.mails import Waiting, digest_mail
from netevent.notifications.digest.queries import Reader
from netevent.profiles.cards.card import Relationship
from netevent.profiles.cards.queries import select_cards

log = structlog.get_logger()

UNSEEN_FOR = timedelta(minutes=30)
QUIET_FOR = timedelta(hours=3)
TOKEN = re.compile(r"([1-9][0-9]{0,8})-[0-9a-f]{64}", re.ASCII)


async def send_digests(database: Database, base_url: str, secret: str, now: datetime) -> int:
    """Queue the mails that are due; returns how many this worker did."""
    sent = 0
    for attendee_id in await database.read(
        queries.select_unaware, now=now, unseen_since=now - UNSEEN_FOR, quiet_since=now - QUIET_FOR
    ):
        try:
            sent += await database.transact(
                send_digest, attendee_id=attendee_id, base_url=base_url, secret=secret, now=now
            )
        except SQLAlchemyError:
            raise  # the next beat tries again
        except Exception:  # one mail that cannot be written must not keep all others from their readers
            log.exception("digest_failed", attendee=attendee_id)
    return sent


def send_digest(tx: Transaction, attendee_id: int, base_url: str, secret: str, now: datetime) -> bool:
    """Queue one attendee's mail; False where another worker was faster, or nothing waits after all."""
    reader = queries.select_reader(tx, attendee_id)
    waiting = _waiting(tx, attendee_id, now)
    if reader is None or not waiting:
        return False
    if not queries.update_digest_sent(tx, attendee_id, now, now - QUIET_FOR):
        return False
    off_link = link(base_url, "digest.ask_off", token=_token(attendee_id, secret))
    queue_mail(tx, digest_mail(reader, waiting, base_url, off_link))
    return True


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


def _waiting(tx: Transaction, attendee_id: int, now: datetime) -> Waiting:
    """What a block or an ended connection left behind is not among it."""
    asking = select_cards(tx, attendee_id, queries.select_requests(tx, attendee_id, now))
    proposals = queries.select_proposals(tx, attendee_id, now)
    people = select_cards(tx, attendee_id, sorted({proposal.person_id for proposal in proposals}))
    cards = {card.id: card for card in people if card.relationship is Relationship.connected}
    return Waiting(
        requests=tuple(card for card in asking if card.relationship is Relationship.asks),
        proposals=tuple(
            (cards[proposal.person_id], proposal) for proposal in proposals if proposal.person_id in cards
        ),
    )


def _token(attendee_id: int, secret: str) -> str:
    return f"{attendee_id}-{signature(secret, 'digest-off', str(attendee_id))}"
