"""What an announcement is. For its services, pages and jobs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

SUBJECT_LENGTH = 200
BODY_LENGTH = 10_000


class Kind(StrEnum):
    """An invitation goes by mail alone; a reminder goes to who has not come in by that invitation."""

    announcement = "announcement"
    invitation = "invitation"
    reminder = "reminder"


class State(StrEnum):
    draft = "draft"
    scheduled = "scheduled"
    sending = "sending"
    sent = "sent"
    stopped = "stopped"


class Starts(StrEnum):
    """What begins it: a tap, a moment, or so many minutes before the event starts."""

    by_hand = "by_hand"
    at = "at"
    before_event = "before_event"


class Audience(StrEnum):
    """Whom it is for, of those attending; found out when it begins.

    `type`, `session` and `line` (who waits for a seat of a session) have an `audience_id`. `newcomers` have
    never logged in, `unopened` is of a reminder: who has not come in since the invitation.
    """

    everybody = "everybody"
    type = "type"
    inside = "inside"
    outside = "outside"
    session = "session"
    line = "line"
    newcomers = "newcomers"
    unopened = "unopened"


class LeftOut(StrEnum):
    """Why no mail went to one of the audience.

    `stopped`: its mail was taken back before it left; `no_server`: this server sends no mail.
    """

    no_address = "no_address"
    unwanted = "unwanted"
    unconfirmed = "unconfirmed"
    stopped = "stopped"
    no_server = "no_server"


class NotSent(StrEnum):
    """Why one whose moment came did not begin, and is a draft again.

    `late`: the server was down then. `no_role`: who scheduled it may not send anything for this event any
    more. `first_day`: there are more mails by now than a new account may send. `nobody`: it was for nobody.
    """

    late = "late"
    cancelled = "cancelled"
    archived = "archived"
    no_role = "no_role"
    first_day = "first_day"
    nobody = "nobody"


@dataclass(frozen=True, slots=True)
class Words:
    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Draft:
    """What an organizer typed. `texts` by language; the one in `language` is there.

    `is_important`: what one must get, such as another place: it goes also to who wants no announcements.
    """

    kind: Kind
    audience: Audience
    audience_id: int | None
    language: str
    texts: Mapping[str, Words]
    by_mail: bool = True
    on_pages: bool = True
    by_push: bool = True
    starts: Starts = Starts.by_hand
    send_at: datetime | None = None
    minutes_before: int | None = None
    reminds_id: int | None = None
    is_important: bool = False

    def begins_at(self, event_starts: datetime) -> datetime | None:
        """In UTC; None: by hand. Before the event it moves with the event's start."""
        if self.starts is Starts.before_event:
            return event_starts - timedelta(minutes=self.minutes_before or 0)
        return self.send_at if self.starts is Starts.at else None


@dataclass(frozen=True, slots=True)
class Announcement:
    """One that is kept. `draft.send_at` is in UTC; `total` and `done` are those of its job.

    `not_sent` says why it is a draft again.
    """

    id: int
    event_id: int
    state: State
    draft: Draft
    sent_by: str
    job_id: int | None
    changed_at: datetime
    began_at: datetime | None = None
    ended_at: datetime | None = None
    not_sent: NotSent | None = None

    @property
    def is_open(self) -> bool:
        """It may be changed, and removed."""
        return self.state in (State.draft, State.scheduled)

    def words(self, language: str) -> Words:
        """In that language, else in the announcement's own."""
        return self.draft.texts.get(language) or self.draft.texts[self.draft.language]


@dataclass(frozen=True, slots=True)
class Results:
    """How many of the audience each became. `mails` counts the mails by their state (`core.mail.state`).

    `total` and `done` are those of its job: how many it was for when it began, and how many it has been
    through.
    """

    people: int
    left_out: Mapping[LeftOut, int] = field(default_factory=dict)
    mails: Mapping[str, int] = field(default_factory=dict)
    opened: int = 0
    pushed: int = 0
    total: int = 0
    done: int = 0
