"""A worker that sends the digest, to be killed: run as a program with the database's URL."""

from __future__ import annotations

import asyncio
import sys
from datetime import datetime

from netevent.core import clock, i18n
from netevent.core.database import Database
from netevent.notifications.digest import queries, service
from netevent.resources import resource_path

BASE, SECRET = "https://tickets.example.org", "k" * 40
APART = "apart"


async def send_digests(url: str) -> None:
    database = Database(url)
    await service.send_digests(database, BASE, SECRET, clock.now())
    await database.close()


async def send_apart(url: str) -> None:
    """Mark everybody first, then write the mails: what a crash in between does is what a test shows."""
    database, now = Database(url), clock.now()
    due = await database.read(
        queries.select_unaware,
        now=now,
        unseen_since=now - service.UNSEEN_FOR,
        quiet_since=now - service.QUIET_FOR,
    )
    for attendee_id in due:
        await database.transact(queries.update_digest_sent, attendee_id, now, now - service.QUIET_FOR)
    queries.update_digest_sent = _always
    for attendee_id in due:
        await database.transact(service.send_digest, attendee_id, BASE, SECRET, now)


def _always(tx: object, attendee_id: int, now: datetime, quiet_since: datetime) -> bool:
    return True


if __name__ == "__main__":
    i18n.load_catalogues(resource_path("translations"), i18n.Languages(i18n.SEVEN))
    asyncio.run((send_apart if APART in sys.argv else send_digests)(sys.argv[1]))
