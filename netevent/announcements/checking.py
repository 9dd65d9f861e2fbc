"""Whether a draft can be kept. Called by the service of announcements."""

from __future__ import annotations

from dataclasses import replace

from netevent.announcements.announcement import (
    BODY_LENGTH,
    SUBJECT_LENGTH,
    Audience,
    Draft,
    Kind,
    Starts,
    State,
    Words,
)
from netevent.announcements.queries import select_announcement
from netevent.announcements.refusals import (
    AudienceMissing,
    InvitationMissing,
    MomentMissing,
    NoWay,
    WordsMissing,
    WordsTooLong,
)
from netevent.attendees.types.queries import select_type
from netevent.breakouts.queries import select_session
from netevent.core.database import Transaction
from netevent.core.i18n import language_name

BEFORE = range(60 * 24 * 60 + 1)  # minutes: up to 60 days
STARTED = (State.sending, State.sent, State.stopped)


def checked(tx: Transaction, event_id: int, draft: Draft) -> Draft:
    """The draft as it is kept: without what belongs to another choice.

    Raises:
        WordsMissing, WordsTooLong, AudienceMissing, InvitationMissing, MomentMissing, NoWay: as they say.
    """
    draft = _plain(draft)
    _require_words(draft)
    _require_audience(tx, event_id, draft)
    _require_moment(draft)
    if not (draft.by_mail or draft.on_pages):
        raise NoWay
    return draft


def _plain(draft: Draft) -> Draft:
    """An invitation goes by mail alone: who has not come in has no pages, and no push.

    What goes by push stands on the pages too: it leads there.
    """
    is_named = draft.audience in (Audience.type, Audience.session, Audience.line)
    kept = replace(
        draft,
        texts={language: words for language, words in draft.texts.items() if words.subject or words.body},
        audience_id=draft.audience_id if is_named else None,
        send_at=draft.send_at if draft.starts is Starts.at else None,
        minutes_before=draft.minutes_before if draft.starts is Starts.before_event else None,
        reminds_id=draft.reminds_id if draft.audience is Audience.unopened else None,
        on_pages=draft.on_pages or draft.by_push,
    )
    if draft.kind is Kind.announcement:
        return kept
    return replace(kept, by_mail=True, on_pages=False, by_push=False)


def _require_words(draft: Draft) -> None:
    nothing = Words("", "")
    for language, words in {draft.language: nothing, **draft.texts}.items():
        if not (words.subject.strip() and words.body.strip()):
            raise WordsMissing(language=language_name(language))
        if len(words.subject) > SUBJECT_LENGTH or len(words.body) > BODY_LENGTH:
            raise WordsTooLong


def _require_audience(tx: Transaction, event_id: int, draft: Draft) -> None:
    named = draft.audience_id or 0
    if draft.audience is Audience.type and select_type(tx, event_id, named) is None:
        raise AudienceMissing
    if draft.audience in (Audience.session, Audience.line) and select_session(tx, event_id, named) is None:
        raise AudienceMissing
    if draft.audience is Audience.unopened and not _was_sent(tx, event_id, draft.reminds_id or 0):
        raise InvitationMissing


def _was_sent(tx: Transaction, event_id: int, announcement_id: int) -> bool:
    found = select_announcement(tx, event_id, announcement_id)
    return found is not None and found.state in STARTED


def _require_moment(draft: Draft) -> None:
    if draft.starts is Starts.at and draft.send_at is None:
        raise MomentMissing
    if draft.starts is Starts.before_event and draft.minutes_before not in BEFORE:
        raise MomentMissing
