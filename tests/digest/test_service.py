"""One mail about all that waits, to whoever has not looked; real SMTP, and a clock that is given."""

from __future__ import annotations

import asyncio
import re
from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from sqlalchemy import func, insert, select, update

from netevent.appointments.notifications import OUTCOME, PROPOSAL
from netevent.connections.notifications import CONNECTION, REQUEST
from netevent.core import clock
from netevent.core.database import Database
from netevent.core.database.tables import blocks, connections, events, jobs, notifications
from netevent.digest import service
from netevent.digest.mails import LISTED_AT_MOST
from netevent.digest.service import QUIET_FOR, UNSEEN_FOR
from netevent.notification_kinds import INBOX
from netevent.notifications import queries as inbox_queries
from netevent.notifications.kinds import NotificationKind
from netevent.notifications.queries import update_mailed
from netevent.settings import read_settings
from tests.agenda.agendas import ANNA, BEN, CARA, STRANGER, appoint
from tests.door import Door
from tests.factories import insert_attendee, insert_connection, insert_notification
from tests.mails import send_waiting
from tests.notifications.inboxes import rows
from tests.servers.mail import Mailbox

BASE = "https://tickets.example.org"
SECRET = "k" * 40
NOW = clock.now().replace(microsecond=0)
LONG_AGO = NOW - UNSEEN_FOR - timedelta(minutes=1)
WORKERS = 6


async def ask(door: Door, by: int = BEN, **given: Any) -> int:
    """A request to Anna, made long enough ago and never looked at."""
    seen_at, created_at = given.pop("seen_at", None), given.get("asked_at", LONG_AGO)
    row: dict[str, Any] = {"status": "pending", "asked_at": LONG_AGO, "message": "Your talk on bikes?"}
    made = await insert_connection(door.database, by, ANNA, **row | given)
    await insert_notification(door.database, ANNA, REQUEST, made, created_at=created_at, seen_at=seen_at)
    return made


async def propose(door: Door, by: int = CARA, **given: Any) -> int:
    seen_at, created_at = given.pop("seen_at", None), given.pop("changed_at", LONG_AGO)
    await insert_connection(door.database, by, ANNA)
    start = NOW + timedelta(hours=2)
    row: dict[str, Any] = {
        "requester_id": by,
        "target_id": ANNA,
        "status": "pending",
        "changed_at": created_at,
        "notes": "About rain",
    }
    made = await appoint(door.database, start, **row | given)
    await insert_notification(door.database, ANNA, PROPOSAL, made, created_at=created_at, seen_at=seen_at)
    return made


async def send(door: Door, now: datetime = NOW) -> int:
    return await service.send_digests(door.database, INBOX, BASE, SECRET, now)


async def queued(database: Database) -> int:
    statement = select(func.count()).select_from(jobs)
    return int(await database.read(lambda tx: tx.execute(statement).scalar_one()))


async def delivered(database: Database, mailbox: Mailbox, number: int = ANNA) -> EmailMessage:
    settings = read_settings(_env_file=None, smtp_url=mailbox.url, mail_from="NetEvent <door@example.org>")
    await send_waiting(database, settings)
    return await mailbox.mail_to(f"guest{number}@example.com")


def texts(message: EmailMessage) -> list[str]:
    return [str(part.get_content()) for part in message.iter_parts()]


async def change_me(door: Door, **values: Any) -> None:
    await door.change_attendee(ANNA, **values)


async def change_all(door: Door, **values: Any) -> None:
    await door.database.transact(lambda tx: tx.execute(update(notifications).values(**values)))


async def test_one_mail_tells_requests_and_proposals(door: Door, mailbox: Mailbox):
    await ask(door)
    await propose(door)
    assert await send(door) == 1
    message = await delivered(door.database, mailbox)
    assert message["Subject"] == "Event 1: 2 things are waiting for your answer"
    for text in texts(message):
        for piece in (
            "Guest1",
            "Guest2 Żółć",
            "Your talk on bikes?",
            "Guest3 Żółć",
            "About rain",
            "Meeting point 4",
            f"{BASE}/attendee/connection-requests",
            f"{BASE}/appointments",
            f"{BASE}/attendee/digest/off/1-",
        ):
            assert piece in text


async def test_it_speaks_its_readers_language(door: Door, mailbox: Mailbox):
    await change_me(door, preferred_language="nl")
    await ask(door)
    await send(door)
    assert 'lang="nl"' in texts(await delivered(door.database, mailbox))[1]


async def test_names_are_told_as_they_may_be_seen(door: Door, mailbox: Mailbox):
    hidden = {f"shows_{field}": "nobody" for field in ("name", "organisation", "role")}
    await door.change_attendee(BEN, **hidden)
    await door.change_attendee(CARA, **hidden)
    await ask(door)
    await propose(door)
    await send(door)
    for text in texts(await delivered(door.database, mailbox)):
        assert "Guest2 Żółć" in text  # who asks says who it is
        assert "Guest3" not in text
        assert "Café" not in text


async def test_what_people_write_stays_text(door: Door, mailbox: Mailbox):
    await ask(door, message='<img src="https://evil.example/x">')
    await send(door)
    plain, html = texts(await delivered(door.database, mailbox))
    assert '<img src="https://evil.example/x">' in plain
    assert "<img" not in html


@pytest.mark.parametrize(
    "given",
    [
        {"asked_at": NOW - UNSEEN_FOR + timedelta(seconds=5)},
        {"seen_at": NOW},
        {"withdrawn_at": NOW},
        {"status": "accepted"},
        {"status": "rejected"},
    ],
    ids=["too new", "seen", "withdrawn", "accepted", "declined"],
)
async def test_a_request_that_does_not_wait_unseen_sends_nothing(door: Door, given: dict[str, Any]):
    await ask(door, **given)
    assert (await send(door), await queued(door.database)) == (0, 0)


@pytest.mark.parametrize(
    "given",
    [
        {"changed_at": NOW - UNSEEN_FOR + timedelta(seconds=5)},
        {"seen_at": NOW},
        {"status": "cancelled"},
        {"expires_at": NOW},
    ],
    ids=["too new", "seen", "cancelled", "lapsed"],
)
async def test_a_proposal_that_does_not_wait_unseen_sends_nothing(door: Door, given: dict[str, Any]):
    await propose(door, **given)
    assert (await send(door), await queued(door.database)) == (0, 0)


async def test_who_switched_it_off_or_stays_away_gets_none(door: Door):
    await ask(door)
    await change_me(door, wants_digest=False)
    assert await send(door) == 0
    await change_me(door, wants_digest=True, attendance_status="not_attending")
    assert await send(door) == 0


@pytest.mark.parametrize(
    "times",
    [
        {"end_time": NOW - timedelta(minutes=1)},
        {"start_time": NOW - timedelta(hours=25), "end_time": None},
    ],
)
async def test_after_the_event_there_is_no_mail(door: Door, times: dict[str, Any]):
    await ask(door)
    await door.database.transact(lambda tx: tx.execute(update(events).values(**times)))
    assert await send(door) == 0


async def test_a_block_or_an_ended_connection_leaves_nothing_to_tell(door: Door):
    await ask(door)
    block = {"blocker_id": BEN, "blocked_id": ANNA, "blocked_at": NOW}
    await door.database.transact(lambda tx: tx.execute(insert(blocks).values(**block)))
    await propose(door)
    is_caras = connections.c.attendee_id == CARA
    await door.database.transact(lambda tx: tx.execute(connections.delete().where(is_caras)))
    assert (await send(door), await queued(door.database)) == (0, 0)


async def test_what_was_told_is_not_told_again_and_notifications_wait_three_hours(door: Door):
    await ask(door)
    assert await send(door) == 1
    assert await send(door, NOW + QUIET_FOR + timedelta(minutes=1)) == 0
    await ask(door, CARA, asked_at=NOW + timedelta(minutes=1))
    soon = NOW + UNSEEN_FOR + timedelta(minutes=2)
    assert await send(door, soon) == 0
    assert await send(door, NOW + QUIET_FOR) == 1
    assert await queued(door.database) == 2


async def test_what_is_asked_again_is_told_again_and_not_sooner(door: Door):
    """Who withdraws and asks in turn gets no mail out between."""
    asked = await ask(door)
    assert await send(door) == 1
    soon = NOW + timedelta(minutes=1)
    await change_all(door, created_at=soon)
    assert await send(door, soon + UNSEEN_FOR) == 0
    assert await send(door, NOW + QUIET_FOR) == 1
    await change_all(door, created_at=soon + QUIET_FOR, seen_at=soon + QUIET_FOR)
    assert await send(door, NOW + 3 * QUIET_FOR) == 0
    assert [row.subject_id for row in await rows(door.database)] == [asked]


async def test_to_answer_at_once_brings_no_mail_sooner(door: Door):
    await ask(door)
    assert await send(door) == 1
    await change_all(door, seen_at=NOW + timedelta(minutes=1))
    await ask(door, CARA, asked_at=NOW + timedelta(minutes=2))
    assert await send(door, NOW + timedelta(hours=1)) == 0
    assert await send(door, NOW + QUIET_FOR) == 1


@pytest.mark.parametrize("kind", [CONNECTION, OUTCOME])
async def test_what_needs_no_answer_is_not_mailed(door: Door, kind: NotificationKind):
    subjects = {
        CONNECTION: await insert_connection(door.database, ANNA, BEN),
        OUTCOME: await appoint(door.database, NOW + timedelta(hours=2)),
    }
    await insert_notification(door.database, ANNA, kind, subjects[kind], created_at=LONG_AGO)
    assert (await send(door), await queued(door.database)) == (0, 0)


async def test_a_long_list_ends_with_how_many_more(door: Door, mailbox: Mailbox):
    for number in range(LISTED_AT_MOST + 3):
        await ask(door, await insert_attendee(door.database, 1, last_name=f"Nr {number}"))
    await send(door)
    for text in texts(await delivered(door.database, mailbox)):
        assert text.count("Anna Nr ") == LISTED_AT_MOST
        assert "and 3 more" in text


async def test_of_several_workers_one_sends(door: Door, mailbox: Mailbox):
    await ask(door)
    assert sum(await asyncio.gather(*(send(door) for _ in range(WORKERS)))) == 1
    await delivered(door.database, mailbox)
    assert len(mailbox.messages) == 1


async def test_a_mail_that_cannot_be_written_keeps_no_other_back(door: Door, mailbox: Mailbox):
    await propose(door)
    await door.database.transact(
        lambda tx: tx.execute(update(events).where(events.c.id == 1).values(time_zone="No/Where"))
    )
    asker = await insert_attendee(door.database, 2, first_name="Dora")
    asked = await insert_connection(door.database, asker, STRANGER, status="pending", asked_at=LONG_AGO)
    await insert_notification(door.database, STRANGER, REQUEST, asked, created_at=LONG_AGO)
    assert await send(door) == 2
    await delivered(door.database, mailbox, STRANGER)
    assert [message["X-RcptTo"] for message in mailbox.messages] == ["guest13@example.com"]


async def test_what_was_taken_back_unseen_hurries_no_mail(door: Door):
    """A withdrawn request keeps its row; what came a minute ago still waits for its half hour."""
    taken = await ask(door)
    await door.database.transact(
        lambda tx: tx.execute(update(connections).where(connections.c.id == taken).values(withdrawn_at=NOW))
    )
    await propose(door, changed_at=NOW - timedelta(minutes=1))
    assert await send(door) == 0
    assert await send(door, NOW + UNSEEN_FOR) == 1


async def test_more_than_a_mail_has_room_for_is_told_once(door: Door, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(inbox_queries, "MOST_AT_ONCE", 1)
    await ask(door)
    await propose(door)
    assert [await send(door, NOW + step * QUIET_FOR) for step in range(3)] == [1, 0, 0]


async def test_without_the_lock_each_worker_sends(door: Door):
    """The same race with the guard off, everyone between the reading and the writing: it is real."""
    await ask(door)
    everyone_has_read = asyncio.Barrier(WORKERS)

    async def send_unguarded() -> int:
        found = await door.database.read(service.find_due, INBOX, NOW, ANNA)
        await everyone_has_read.wait()
        await door.database.transact(update_mailed, ANNA, [REQUEST.name], NOW)
        return len(found)

    assert sum(await asyncio.gather(*(send_unguarded() for _ in range(WORKERS)))) == WORKERS


async def test_the_link_in_the_mail_is_signed_for_one_person(door: Door, mailbox: Mailbox):
    await ask(door)
    await send(door)
    found = re.search(r"/attendee/digest/off/(\S+)", texts(await delivered(door.database, mailbox))[0])
    assert found
    reader = await door.database.read(service.find_reader, token=found[1], secret=SECRET)
    assert reader.id == ANNA


async def test_what_a_device_got_is_not_told_again(door: Door):
    await ask(door)
    await change_all(door, pushed_at=NOW)
    assert await send(door) == 0


async def test_what_happened_again_since_is_told(door: Door):
    await ask(door)
    await change_all(door, pushed_at=LONG_AGO - timedelta(minutes=1))
    assert await send(door) == 1
