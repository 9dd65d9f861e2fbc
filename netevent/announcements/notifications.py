"""The notifications of announcements. Their tab is the bell in the header of an attendee's pages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ScalarSelect

from netevent.announcements.announcement import Draft
from netevent.announcements.told.queries import select_told, select_told_by, unseen
from netevent.announcements.told.told import Told
from netevent.core.database import Transaction
from netevent.core.i18n import N_, current_language, gettext, ngettext
from netevent.core.i18n.writing import number
from netevent.core.web.paths import path
from netevent.notifications.kinds import NotificationKind, PushPart, PushText, Tab

NAMES = ("announcement", "quiet_announcement")


def read_announcements(
    tx: Transaction, attendee_id: int, announcement_ids: Sequence[int], now: datetime
) -> dict[int, Told]:
    return {one.id: one for one in select_told(tx, attendee_id, announcement_ids)}


def read_for_all(
    tx: Transaction, attendee_ids: Sequence[int], announcement_id: int, now: datetime
) -> dict[int, Told]:
    return select_told_by(tx, attendee_ids, announcement_id)


def kind_of(draft: Draft) -> NotificationKind:
    return ANNOUNCEMENT if draft.by_push else QUIET_ANNOUNCEMENT


def push_announcement(content: object, names: bool) -> PushText:
    """The subject alone: the rest is for who has unlocked the phone."""
    assert isinstance(content, Told)
    event_name = content.event.name.inside(current_language())
    if not names:
        return PushText(gettext("The organizer has news for you"))
    return PushText(content.words.subject, event_name)


def announcements_page(content: object) -> str:
    return path(TAB.endpoint)


def _waiting(attendee_id: int, now: datetime) -> ScalarSelect[int]:
    return unseen(attendee_id, NAMES)


def _counted(count: int) -> str:
    return ngettext("%(num)s announcement", "%(num)s announcements", count) % {"num": number(count)}


TAB = Tab("announcements", "own_announcements.listed", _waiting, _counted)
TOAST = "announcements/_toast.html"
# The one is also sent by push, the other is not.
ANNOUNCEMENT = NotificationKind(
    NAMES[0],
    TAB,
    read_announcements,
    TOAST,
    push=PushPart(N_("The organizer announces something"), push_announcement, announcements_page),
    read_for_all=read_for_all,
)
QUIET_ANNOUNCEMENT = NotificationKind(NAMES[1], TAB, read_announcements, TOAST)
KINDS = (ANNOUNCEMENT, QUIET_ANNOUNCEMENT)
