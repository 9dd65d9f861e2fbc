"""What the organizer of the demo has told everybody, and what became of it: one that was sent, one that goes
out by itself when the day ends.

Called by `demo.setup`, once the event and its people are there. No mail is sent: it is written down as if it
had been.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

from netevent.announcements import queries, service
from netevent.announcements.announcement import Audience, Draft, Kind, Starts, State, Words
from netevent.announcements.audiences.queries import Person, select_people_after
from netevent.announcements.notifications import kind_of
from netevent.announcements.ready.texts import ready_texts
from netevent.announcements.recipients.queries import Told, insert_told, update_opened
from netevent.core.database import Transaction
from netevent.core.mail.queries import insert_mail
from netevent.core.mail.state import MailState
from netevent.core.text.comparing import normalize_email
from netevent.demo.story import ORGANIZER, Story
from netevent.notifications.service import notify

MOST = 1000
SENT_AGO = timedelta(minutes=25)
BEFORE_THE_END = timedelta(minutes=30)
# Every so many-th has opened the own page; mails to every so many-th came back.
OPENED, CAME_BACK = 3, 67
SAID = "550 5.1.1 The email account that you tried to reach does not exist."
BY = f"{ORGANIZER.first_name} {ORGANIZER.last_name}"
LUNCH = Draft(
    Kind.announcement,
    Audience.everybody,
    None,
    "en",
    {
        "en": Words(
            "Lunch is on the quay",
            "Hello {first_name},\n\nthe sun is out: lunch is on the quay in front of the building, from "
            "half past twelve.\n\nYour badge and your day: {link}",
        )
    },
)


def announce(tx: Transaction, event_id: int, organizer_id: int, story: Story, now: datetime) -> None:
    _tell(tx, event_id, organizer_id, now - SENT_AGO)
    thanks = Draft(
        Kind.announcement,
        Audience.inside,
        None,
        "en",
        ready_texts("thanks"),
        starts=Starts.at,
        send_at=story.end - BEFORE_THE_END,
    )
    number = queries.insert_announcement(tx, event_id, thanks, organizer_id, BY, now)
    service.schedule(tx, event_id, number, organizer_id, BY)


def _tell(tx: Transaction, event_id: int, organizer_id: int, at: datetime) -> None:
    number = queries.insert_announcement(tx, event_id, LUNCH, organizer_id, BY, at)
    values = {"state": State.sent, "began_at": at, "ended_at": at, "sent_by": BY}
    queries.update_state(tx, event_id, number, (State.draft,), **values)
    people = [one for one in select_people_after(tx, event_id, LUNCH, 0, MOST) if one.email]
    told = [Told(one.id, _mailed(tx, event_id, one, place, at)) for place, one in enumerate(people, 1)]
    insert_told(tx, number, told, at)
    for one in people[::OPENED]:
        update_opened(tx, one.id, at + timedelta(minutes=1 + one.id % 20))
    notify(tx, kind_of(LUNCH), number, *(one.id for one in people))


def _mailed(tx: Transaction, event_id: int, person: Person, place: int, at: datetime) -> int:
    state = MailState.delivered if place % CAME_BACK else MailState.bounced
    return insert_mail(
        tx,
        message_id=uuid4().hex,
        event_id=event_id,
        attendee_id=person.id,
        email_key=normalize_email(person.email),
        kind="announcement",
        state=state,
        said=SAID if state is MailState.bounced else "",
        queued_at=at,
        changed_at=at,
    )
