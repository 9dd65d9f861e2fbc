"""A worker that sends announcements, to be killed: run as a program with the database's URL."""

from __future__ import annotations

import asyncio
import sys
from functools import partial

from quart import Quart

from netevent import blueprints
from netevent.announcements.jobs import run_announcement
from netevent.announcements.sending import SEND
from netevent.core import i18n
from netevent.core.database import Database
from netevent.core.jobs.worker import Worker
from netevent.core.pace import Pace
from netevent.reactions import REACTIONS
from netevent.resources import resource_path
from tests.announcements.announcing import LINKS


async def send(url: str) -> None:
    database = Database(url, reactions=REACTIONS)
    await Worker(database, SEND, partial(run_announcement, database, LINKS, Pace())).run_due()
    await database.close()


if __name__ == "__main__":
    blueprints.register(Quart("netevent"))  # a mail names routes
    i18n.load_catalogues(resource_path("translations"), i18n.Languages(i18n.SEVEN))
    asyncio.run(send(sys.argv[1]))
