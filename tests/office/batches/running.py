"""Batches of the tests: ordered without a page, and done by workers of their own."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import select

from netevent.core.database import Database
from netevent.core.database.tables import attendees, events
from netevent.core.jobs.worker import Worker
from netevent.office.batches import service
from netevent.office.batches.batch import BATCH, PART, UNDO, Left, Report
from netevent.office.batches.jobs import discard_batch, let_go, run_batch, run_undo
from netevent.office.batches.reading import BatchPage, read_batch
from netevent.profiles.photos.files import PhotoFiles
from netevent.registration.personal_link.service import Links
from tests.door import Door

LINKS = Links("https://events.example", "s" * 40)
NUMBER = "one-batch"


async def begin(door: Door, kind: str, people: Sequence[int], to: int = 0, number: str = NUMBER) -> int:
    return await door.database.transact(service.begin, 1, kind, to, people, number)


async def done(door: Door, kind: str, people: Sequence[int], to: int = 0, number: str = NUMBER) -> int:
    """The batch's id, when it is over."""
    batch_id = await begin(door, kind, people, to, number)
    await run(door.database)
    return batch_id


async def undone(door: Door, batch_id: int) -> Report:
    await door.database.transact(service.begin_undo, 1, batch_id)
    await run(door.database)
    taken_back = (await page(door, batch_id)).undo
    assert taken_back is not None
    return taken_back.report


async def run(database: Database, photos: Path = Path("nowhere")) -> None:
    await Worker(database, BATCH, partial(run_batch, database, LINKS), discard=discard_batch).run_due()
    await Worker(database, UNDO, partial(run_undo, database)).run_due()
    await Worker(database, PART, partial(let_go, PhotoFiles(photos))).run_due()


async def page(door: Door, batch_id: int) -> BatchPage:
    return await door.database.read(read_batch, 1, batch_id)


def counts(report: Report) -> dict[Left, int]:
    return {reason: tally.people for reason, tally in report.left.items()}


async def attending(door: Door, *people: int) -> list[bool]:
    statement = select(attendees.c.id, attendees.c.attendance_status).where(attendees.c.id.in_(people))
    rows = await door.database.read(lambda tx: tx.execute(statement).all())
    found = {row.id: row.attendance_status == "attending" for row in rows}
    return [found[one] for one in people]


async def column(door: Door, name: str, *people: int) -> list[Any]:
    statement = select(attendees.c.id, attendees.c[name].label("told")).where(attendees.c.id.in_(people))
    rows = await door.database.read(lambda tx: tx.execute(statement).mappings().all())
    found = {row["id"]: row["told"] for row in rows}
    return [found.get(one) for one in people]


async def seats_taken(door: Door) -> int:
    statement = select(events.c.seats_taken).where(events.c.id == 1)
    return int(await door.database.read(lambda tx: tx.execute(statement).scalar_one()))
