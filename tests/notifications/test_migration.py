"""Servers of before: what nobody had seen, and what a mail had told, is so in the new table."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import column, insert, select, table

from netevent.core import clock
from netevent.core.database import Database, migrating
from netevent.core.database.tables import notifications
from tests.core.database.test_migrating import insert_event, to_revision

BEFORE = "0003"
NOW = clock.now().replace(microsecond=0)
ASKED, ANSWERED, CHANGED, REMINDED, MAILED, SEEN = (NOW + timedelta(minutes=n) for n in range(6))
ANNA, BEN = 1, 2


@pytest.fixture
async def database(bare_database_url: str) -> AsyncIterator[Database]:
    """Of the release before, with two people."""
    database = Database(bare_database_url)
    await database.transact(to_revision, revision=BEFORE)
    await database.transact(insert_event)
    for number, mailed_at in ((ANNA, None), (BEN, MAILED)):
        await add(database, "attendees", **attendee(number), digest_sent_at=mailed_at)
    yield database
    await database.close()


async def add(database: Database, name: str, **row: Any) -> None:
    statement = insert(table(name, *(column(key) for key in row))).values(row)
    await database.transact(lambda tx: tx.execute(statement))


def attendee(number: int) -> dict[str, Any]:
    address = f"guest{number}@example.com"
    names = {"first_name": f"Guest{number}", "last_name": "Żółć"}
    return {"id": number, "event_id": 1, "email": address, "email_key": address, "password_hash": "!"} | names


async def connect(database: Database, **given: Any) -> None:
    """Anna asked Ben, who has not looked."""
    who = {"attendee_id": ANNA, "connected_attendee_id": BEN, "low_id": ANNA, "high_id": BEN}
    await add(database, "connections", **who, **{"status": "pending", "asked_at": ASKED} | given)


async def appoint(database: Database, **given: Any) -> None:
    """Anna proposed a time to Ben, who has not looked."""
    who = {"event_id": 1, "requester_id": ANNA, "target_id": BEN}
    times = {"appointment_time": NOW, "end_time": NOW, "changed_at": CHANGED, "expires_at": NOW}
    seen = {"seen_by_requester": True, "seen_by_target": False}
    await add(database, "appointments", **who, **times, **{"status": "pending"} | seen | given)


async def migrated(database: Database) -> set[tuple[int, str, datetime, bool, datetime | None]]:
    """Who is told what since when, whether they have seen it, and when their last mail went."""
    await migrating.migrate(database)
    rows = await database.read(lambda tx: tx.execute(select(notifications)).all())
    assert {row.subject_id for row in rows} <= {1}
    return {
        (row.attendee_id, row.kind, row.created_at, row.seen_at is not None, row.mailed_at) for row in rows
    }


@pytest.mark.parametrize("withdrawn_at", [None, NOW])
@pytest.mark.parametrize("seen_at", [None, SEEN])
async def test_a_request_waits_for_who_was_asked(
    database: Database, seen_at: datetime | None, withdrawn_at: datetime | None
):
    """A withdrawn one too: whoever has seen it is not told when it is made again."""
    await connect(database, seen_at=seen_at, withdrawn_at=withdrawn_at)
    assert await migrated(database) == {(BEN, "request", ASKED, seen_at is not None, MAILED)}


@pytest.mark.parametrize("answer_seen_at", [None, SEEN])
async def test_an_answer_waits_for_who_asked(database: Database, answer_seen_at: datetime | None):
    answer = {"status": "accepted", "answered_at": ANSWERED, "seen_at": ANSWERED}
    await connect(database, **answer, answer_seen_at=answer_seen_at)
    assert await migrated(database) == {
        (BEN, "request", ASKED, True, MAILED),
        (ANNA, "connection", ANSWERED, answer_seen_at is not None, None),
    }


async def test_of_two_scans_the_first_one_is_told(database: Database):
    """Who was asked scanned first, and has not looked since."""
    await connect(database, status="accepted", answered_at=ANSWERED, seen_at=None, answer_seen_at=ANSWERED)
    assert await migrated(database) == {
        (BEN, "request", ASKED, True, MAILED),
        (BEN, "connection", ANSWERED, False, MAILED),
        (ANNA, "connection", ANSWERED, True, None),
    }


async def test_who_was_declined_is_told_nothing(database: Database):
    await connect(database, status="rejected", answered_at=ANSWERED, seen_at=ANSWERED)
    assert await migrated(database) == {(BEN, "request", ASKED, True, MAILED)}


@pytest.mark.parametrize("has_seen", [False, True])
async def test_a_proposal_waits_for_who_must_answer(database: Database, has_seen: bool):
    await appoint(database, seen_by_target=has_seen)
    assert await migrated(database) == {(BEN, "proposal", CHANGED, has_seen, MAILED)}


@pytest.mark.parametrize("status", ["accepted", "rejected", "cancelled", "lapsed"])
async def test_what_became_of_it_waits_for_who_has_not_seen_it(database: Database, status: str):
    await appoint(database, status=status, seen_by_requester=False, seen_by_target=True)
    assert await migrated(database) == {
        (BEN, "proposal", CHANGED, True, MAILED),
        (ANNA, "appointment", CHANGED, False, None),
    }


async def test_a_reminder_waits_for_both(database: Database):
    await appoint(database, status="accepted", reminded_at=REMINDED, seen_by_requester=False)
    assert await migrated(database) == {
        (BEN, "proposal", CHANGED, True, MAILED),
        (ANNA, "reminder", REMINDED, False, None),
        (BEN, "reminder", REMINDED, False, MAILED),
    }
