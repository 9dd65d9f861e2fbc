"""Announcements of a venue in all their states, and the organizer's pages of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from netevent.announcements import queries
from netevent.announcements.announcement import Audience, Draft, Kind, LeftOut, Starts, State, Words
from netevent.announcements.notifications import kind_of
from netevent.announcements.recipients.queries import Told, insert_told, update_opened
from netevent.core import clock
from netevent.core.credentials import new_code
from netevent.core.database import Transaction
from netevent.core.mail.queries import insert_mail
from netevent.core.mail.state import MailState
from netevent.notifications.service import notify
from tests.browser.venue import Venue

# What a server says stands in the pages as it said it.
SAID = "550 5.1.1 <lange.adresse.eines.gastes@example.org>: kein solches Postfach"
# What an organizer wrote is in no catalogue: the pages show it as it is.
WORDS = Words("Lunch is on the quay", "Dear {first_name},\n\nthe sun is out.\n\n{link}")
SHOWN = ("everybody", "bounced", "left_out", "opened", "unopened")


@dataclass(frozen=True, slots=True)
class Announced:
    draft: int
    scheduled: int
    sending: int
    sent: int


async def announce(venue: Venue) -> Announced:
    return await venue.database.transact(_announce, venue, await venue.organizer_id())


def announced_pages(event: str, announced: Announced) -> list[str]:
    def page(number: int) -> str:
        return f"{event}/announcements/{number}"

    return [
        *(page(one) for one in (announced.draft, announced.scheduled, announced.sending)),
        *(f"{page(announced.draft)}/{act}" for act in ("edit", "send", "delete")),
        *(f"{page(announced.sent)}?which={which}" for which in SHOWN),
        f"{event}/announcements/new?ready=reminder&of={announced.sent}",
    ]


def _announce(tx: Transaction, venue: Venue, organizer_id: int) -> Announced:
    draft = Draft(Kind.announcement, Audience.everybody, None, "en", {"en": WORDS})
    later = replace(draft, starts=Starts.at, send_at=clock.now() + timedelta(hours=5))

    def keep(one: Draft, **values: object) -> int:
        number = queries.insert_announcement(tx, venue.event_id, one, organizer_id, "Olga", clock.now())
        queries.update_state(tx, venue.event_id, number, (State.draft,), **values)
        return number

    now = clock.now()
    announced = Announced(
        draft=keep(draft, state=State.draft),
        scheduled=keep(later, state=State.scheduled),
        sending=keep(draft, state=State.sending, began_at=now),
        sent=keep(draft, state=State.sent, began_at=now, ended_at=now),
    )
    _tell(tx, venue, draft, announced.sent)
    return announced


def _tell(tx: Transaction, venue: Venue, draft: Draft, number: int) -> None:
    states = dict(zip(venue.guests, MailState, strict=False))
    told = [
        Told(venue.guests[name].id, mail_id=_mail(tx, venue, name, state)) for name, state in states.items()
    ]
    told.append(Told(venue.guests["Ada"].id, left_out=LeftOut.unwanted))
    insert_told(tx, number, told, clock.now())
    sanne = venue.guests["Sanne"].id
    update_opened(tx, sanne, clock.now())
    notify(tx, kind_of(draft), number, sanne)


def _mail(tx: Transaction, venue: Venue, name: str, state: MailState) -> int:
    guest, now = venue.guests[name], clock.now()
    return insert_mail(
        tx,
        message_id=new_code(24),
        event_id=venue.event_id,
        attendee_id=guest.id,
        email_key=guest.email,
        kind="announcement",
        state=state,
        said=SAID if state is MailState.bounced else "",
        queued_at=now,
        changed_at=now,
    )
