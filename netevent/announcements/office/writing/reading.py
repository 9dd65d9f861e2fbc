"""What the form of an announcement begins with, and how many people an audience has. Inside one read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from netevent.announcements.announcement import Announcement, Audience, Draft, Kind, State, Words
from netevent.announcements.audiences.queries import Choices, choices, count_people
from netevent.announcements.queries import select_announcement, select_announcements
from netevent.announcements.ready.texts import find_ready, ready_texts
from netevent.core.database import Transaction
from netevent.core.errors import existing
from netevent.core.i18n import active_languages
from netevent.events.queries import select_zone

OWN = "own"
BEGUN = (State.sending, State.sent, State.stopped)


@dataclass(frozen=True, slots=True)
class Beginning:
    """`kept`: the one that is edited. `further`: the languages besides the draft's own."""

    zone: str
    named: Choices
    draft: Draft
    kept: Announcement | None = None

    @property
    def further(self) -> tuple[str, ...]:
        others = [code for code in active_languages().codes if code != self.draft.language]
        return *others, *(code for code in self.draft.texts if code not in (*others, self.draft.language))


def read_new(tx: Transaction, event_id: int, ready: str, reminded_id: int | None) -> Beginning:
    """Raises NotFound where nothing is ready under that name."""
    draft = _own() if ready == OWN else _made_of(tx, event_id, ready, reminded_id)
    return Beginning(select_zone(tx, event_id), choices(tx, event_id), draft)


def read_kept(tx: Transaction, event_id: int, announcement_id: int) -> Beginning:
    """Raises NotFound where it is not this event's."""
    kept = existing(select_announcement(tx, event_id, announcement_id))
    return Beginning(select_zone(tx, event_id), choices(tx, event_id), kept.draft, kept)


def read_counts(
    tx: Transaction, event_id: int, draft: Draft, audiences: Sequence[Audience]
) -> Mapping[str, int]:
    """Of each audience; of one that names a type or a session only where it is named."""
    asked = (replace(draft, audience=one) for one in audiences if _is_named(draft, one))
    return {one.audience.value: count_people(tx, event_id, one) for one in asked}


def _is_named(draft: Draft, audience: Audience) -> bool:
    names = {Audience.type, Audience.session, Audience.line}
    return audience not in names or (audience is draft.audience and draft.audience_id is not None)


def _own() -> Draft:
    language = active_languages().default
    return Draft(Kind.announcement, Audience.everybody, None, language, {language: Words("", "")})


def _made_of(tx: Transaction, event_id: int, key: str, reminded_id: int | None) -> Draft:
    ready = find_ready(key)
    by_mail_alone = ready.kind is not Kind.announcement
    reminded = _invitation(tx, event_id, reminded_id) if ready.kind is Kind.reminder else None
    audience = ready.audience
    if audience is Audience.unopened and reminded is None:
        audience = Audience.newcomers
    return Draft(
        kind=ready.kind,
        audience=audience,
        audience_id=None,
        language=active_languages().default,
        texts=ready_texts(key),
        on_pages=not by_mail_alone,
        by_push=not by_mail_alone,
        reminds_id=reminded,
        is_important=ready.is_important,
    )


def _invitation(tx: Transaction, event_id: int, asked_id: int | None) -> int | None:
    """The one that was asked for, else the last invitation; None where none has been sent."""
    if asked_id is not None:
        found = existing(select_announcement(tx, event_id, asked_id))
        return found.id if found.state in BEGUN else None
    sent = (one for one in select_announcements(tx, event_id) if one.draft.kind is Kind.invitation)
    return next((one.id for one in sent if one.state in BEGUN), None)
