"""An announcement of event 1, as the organizer's form posts it, and ways to reach it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import uuid4

from sqlalchemy import insert, update

from netevent.announcements import service
from netevent.announcements.announcement import Announcement, Audience, Draft, Kind, LeftOut, State, Words
from netevent.announcements.queries import select_announcement, select_announcements
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.database.tables import announcement_recipients
from netevent.core.database.tables import announcements as table
from netevent.core.mail.queries import insert_mail
from netevent.core.mail.state import MailState
from tests.door import Door

PAGE = "/organizer/event/1/announcements"
POSTED = {
    "subject_en": "The hall is open",
    "body_en": "Hello {first_name}, come in.",
    "audience": "everybody",
    "by_mail": "y",
    "on_pages": "y",
    "starts": "by_hand",
}
DRAFT = Draft(
    Kind.announcement,
    Audience.everybody,
    None,
    "en",
    {"en": Words("The hall is open", "Hello {first_name}, come in.")},
)


async def write(door: Door, event_id: int = 1, **changed: Any) -> int:
    """A draft of Olga's."""
    return await door.database.transact(service.write, event_id, replace(DRAFT, **changed), 1, "Olga")


async def put_results(door: Door, number: int, state: State = State.sent) -> None:
    """To ten people: a mail in each state, three without one; the last three have opened it."""
    await door.database.transact(_put_results, number, state)


def _put_results(tx: Transaction, number: int, state: State) -> None:
    reasons = [LeftOut.no_address, LeftOut.unwanted, LeftOut.unconfirmed]
    for attendee_id, one in enumerate((*MailState, *reasons), start=1):
        mail_id = _put_mail(tx, attendee_id, one) if isinstance(one, MailState) else None
        row = {
            "announcement_id": number,
            "attendee_id": attendee_id,
            "mail_id": mail_id,
            "left_out": one if isinstance(one, LeftOut) else "",
            "told_at": clock.now(),
            "opened_at": clock.now() if attendee_id > 7 else None,
        }
        tx.execute(insert(announcement_recipients).values(row))
    now = clock.now()
    values = {"state": state, "began_at": now, "ended_at": None if state is State.sending else now}
    tx.execute(update(table).where(table.c.id == number).values(values))


def _put_mail(tx: Transaction, attendee_id: int, state: MailState) -> int:
    return insert_mail(
        tx,
        message_id=uuid4().hex,
        event_id=1,
        attendee_id=attendee_id,
        email_key=f"guest{attendee_id}@example.com",
        kind="announcement",
        state=state,
        said="550 No such user here" if state is MailState.refused else "",
        queued_at=clock.now(),
        changed_at=clock.now(),
    )


async def announcement(door: Door, number: int) -> Announcement:
    found = await door.database.read(select_announcement, 1, number)
    assert found
    return found


async def announcements(door: Door) -> list[Announcement]:
    return await door.database.read(select_announcements, 1)


async def text_of(client: Any, path: str) -> str:
    answer = await client.get(path)
    assert answer.status_code == 200, path
    text: str = await answer.get_data(as_text=True)
    return text
