"""A worker that sends the digest, to be killed: run as a program with the database's URL."""

from __future__ import annotations

import asyncio
import sys
from datetime import datetime

from quart import Quart

from netevent import blueprints
from netevent.core import clock, i18n
from netevent.core.database import Database, Transaction
from netevent.digest import service
from netevent.notification_kinds import INBOX
from netevent.notifications.queries import lock_unseen, select_unseen, update_mailed
from netevent.resources import resource_path

BASE, SECRET = "https://tickets.example.org", "k" * 40
APART = "apart"


async def send_digests(url: str) -> None:
    database = Database(url)
    await service.send_digests(database, INBOX, BASE, SECRET, clock.now())
    await database.close()


async def send_apart(url: str) -> None:
    """Mark everybody first, then write the mails: what a crash in between does is what a test shows."""
    database, now = Database(url), clock.now()
    due = await database.read(service.find_due, INBOX, now)
    for attendee_id in due:
        await database.transact(mark, attendee_id, now)
    service.find_due = lambda tx, inbox, now, attendee_id=None: due
    service.read_to_tell = lambda tx, inbox, attendee_id, now: inbox.standing(
        tx, attendee_id, select_unseen(tx, attendee_id), now
    )
    for attendee_id in due:
        await database.transact(service.send_digest, INBOX, attendee_id, BASE, SECRET, now)


def mark(tx: Transaction, attendee_id: int, now: datetime) -> None:
    kinds = [kind.name for kind in INBOX.kinds]
    lock_unseen(tx, attendee_id, kinds)
    update_mailed(tx, attendee_id, kinds, now)


if __name__ == "__main__":
    blueprints.register(Quart("netevent"))  # a mail names routes
    i18n.load_catalogues(resource_path("translations"), i18n.Languages(i18n.SEVEN))
    asyncio.run((send_apart if APART in sys.argv else send_digests)(sys.argv[1]))
