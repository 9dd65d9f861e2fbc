"""What the organizer's pages of announcements show. Put together inside one read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from netevent.announcements.announcement import Announcement, Audience, LeftOut, Results, State
from netevent.announcements.audiences.queries import Choices, choices, count_left_out
from netevent.announcements.office import words
from netevent.announcements.queries import select_announcement, select_announcements
from netevent.announcements.recipients.recipient import Recipient, Which
from netevent.announcements.recipients.service import results, select_recipients
from netevent.core import clock
from netevent.core.database import Transaction
from netevent.core.errors import existing
from netevent.core.i18n import gettext
from netevent.core.i18n.localized import LocalizedText
from netevent.core.mail.state import MailState
from netevent.events.details import Event
from netevent.events.queries import select_event

CAME_BACK = (MailState.refused, MailState.bounced, MailState.held_back)
TAKEN = (MailState.sent, MailState.delivered, MailState.bounced, MailState.complained)
SHOWN = 50
# More than an event has people.
ALL = 1_000_000


@dataclass(frozen=True, slots=True)
class Outcome:
    """One announcement with its figures. `of`: the type or session that it is for; `begins_at`: of a
    scheduled one, in UTC; `results`: of one that has begun.
    """

    announcement: Announcement
    event_name: LocalizedText
    of: str
    begins_at: datetime | None
    results: Results

    @property
    def subject(self) -> str:
        """With what is the same for all who get it."""
        words = self.announcement.words(self.announcement.draft.language)
        return words.subject.replace("{event}", str(self.event_name))

    @property
    def whom(self) -> str:
        """In the reader's language."""
        said = gettext(words.AUDIENCES[self.announcement.draft.audience])
        return f"{said}: {self.of}" if self.of else said

    @property
    def is_sending(self) -> bool:
        return self.announcement.state is State.sending

    @property
    def seconds_left(self) -> float | None:
        """Until everybody has been told, at the speed so far."""
        began, done = self.announcement.began_at, self.results.done
        if not self.is_sending or began is None or not done:
            return None
        return (clock.now() - began).total_seconds() / done * max(self.results.total - done, 0)

    @property
    def taken(self) -> int:
        """Mails that the mail server has taken, whatever came later."""
        return self._in(*TAKEN)

    @property
    def delivered(self) -> int:
        return self._in(MailState.delivered)

    @property
    def came_back(self) -> int:
        return self._in(*CAME_BACK)

    @property
    def waiting(self) -> int:
        return self._in(MailState.waiting)

    def _in(self, *states: MailState) -> int:
        return sum(self.results.mails.get(state, 0) for state in states)


@dataclass(frozen=True, slots=True)
class AnnouncementList:
    """Those that wait to be sent, those that are being sent, and the others; of each the newest first."""

    event_id: int
    zone: str
    open: list[Outcome]
    sending: list[Outcome]
    over: list[Outcome]
    words: object = words

    @property
    def is_empty(self) -> bool:
        return not (self.open or self.sending or self.over)


@dataclass(frozen=True, slots=True)
class Prospect:
    """How many a draft would reach now, and of how many by mail why not."""

    people: int
    left_out: Mapping[LeftOut, int]

    @property
    def mails(self) -> int:
        return self.people - self.without

    @property
    def without(self) -> int:
        """How many of them get no mail."""
        return sum(self.left_out.values())


@dataclass(frozen=True, slots=True)
class Shown:
    """One announcement on its own page. `prospect`: of one that has not begun; `people`: the part of the list
    of those whom it was for that `which` and `after` ask for; `next_after`: where the next part begins.
    """

    event_id: int
    zone: str
    outcome: Outcome
    prospect: Prospect | None
    people: list[Recipient]
    which: Which
    is_first: bool
    next_after: int | None
    words: object = words


@dataclass(frozen=True, slots=True)
class Told:
    """All of those whom an announcement was for, in the order in which they were told. Nobody of a draft."""

    event_name: LocalizedText
    subject: str
    zone: str
    people: list[Recipient]


def read_list(tx: Transaction, event_id: int) -> AnnouncementList:
    event = existing(select_event(tx, event_id))
    names = choices(tx, event_id)
    found = [_outcome(tx, event, names, one) for one in select_announcements(tx, event_id)]
    return AnnouncementList(
        event_id,
        event.zone,
        _in(found, State.scheduled) + _in(found, State.draft),
        _in(found, State.sending),
        _in(found, State.sent, State.stopped),
    )


def read_shown(
    tx: Transaction, event_id: int, announcement_id: int, which: Which = Which.everybody, after_id: int = 0
) -> Shown:
    """Raises NotFound where it is not this event's."""
    event = existing(select_event(tx, event_id))
    one = existing(select_announcement(tx, event_id, announcement_id))
    outcome = _outcome(tx, event, choices(tx, event_id), one)
    is_open = one.is_open
    people = [] if is_open else select_recipients(tx, event_id, one.id, which, after_id, SHOWN + 1)
    return Shown(
        event_id,
        event.zone,
        outcome,
        read_prospect(tx, one) if is_open else None,
        people[:SHOWN],
        which,
        not after_id,
        people[SHOWN - 1].id if len(people) > SHOWN else None,
    )


def read_told(tx: Transaction, event_id: int, announcement_id: int) -> Told:
    """Raises NotFound where it is not this event's."""
    event = existing(select_event(tx, event_id))
    one = existing(select_announcement(tx, event_id, announcement_id))
    subject = one.words(one.draft.language).subject.replace("{event}", str(event.name))
    return Told(event.name, subject, event.zone, select_recipients(tx, event_id, one.id, most=ALL))


def read_prospect(tx: Transaction, one: Announcement) -> Prospect:
    found = count_left_out(tx, one.event_id, one.draft)
    reasons = {reason: number for reason, number in found.items() if reason is not None}
    return Prospect(sum(found.values()), reasons if one.draft.by_mail else {})


def _outcome(tx: Transaction, event: Event, names: Choices, one: Announcement) -> Outcome:
    begins_at = one.draft.begins_at(event.details.start) if one.state is State.scheduled else None
    found = Results(0) if one.is_open else results(tx, event.id, one.id)
    return Outcome(one, event.name, _name_of(names, one), begins_at, found)


def _name_of(names: Choices, one: Announcement) -> str:
    number = one.draft.audience_id
    match one.draft.audience:
        case Audience.type:
            return next((name for type_id, name in names.types if type_id == number), "")
        case Audience.session | Audience.line:
            return next((session.name for session in names.sessions if session.id == number), "")
        case _:
            return ""


def _in(found: list[Outcome], *states: State) -> list[Outcome]:
    return [one for one in found if one.announcement.state in states]
