"""SQL of whom an announcement is for. Asked when it is written, to count them, and when it begins.

Of those attending; nobody whose account is deleted. Who has not confirmed the address is among them: who is
logged in sees it on the own pages, and no mail goes there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, case, exists, false, func, or_, select, true

from netevent.announcements.announcement import Audience, Draft, LeftOut
from netevent.attendees.predicates import has_logged_in, is_attending
from netevent.attendees.types.queries import select_types
from netevent.breakouts.predicates import HAS_SEAT, IS_WAITING
from netevent.breakouts.queries import select_sessions
from netevent.breakouts.session import Session
from netevent.core.database import Transaction
from netevent.core.database.tables import announcement_recipients, attendees, logins
from netevent.core.database.tables import breakout_session_rsvps as rsvps
from netevent.core.text.addresses import NO_MAIL, own_address
from netevent.identity.accounts import Kind as AccountKind


@dataclass(frozen=True, slots=True)
class Person:
    """One of the audience. `email` is '' for who has none; `language` for who chose none.

    For an example, or a test that an organizer gets, it need not be an attendee.
    """

    id: int
    first_name: str
    last_name: str
    email: str
    language: str
    is_unconfirmed: bool = False
    wants_announcements: bool = True
    link_version: int = 1


@dataclass(frozen=True, slots=True)
class Choices:
    """Of whom an audience can be named: number and name of each type, and the sessions by time."""

    types: tuple[tuple[int, str], ...]
    sessions: tuple[Session, ...]


def count_people(tx: Transaction, event_id: int, draft: Draft) -> int:
    statement = select(func.count()).select_from(attendees).where(*_audience(event_id, draft))
    return int(tx.execute(statement).scalar_one())


def count_left_out(tx: Transaction, event_id: int, draft: Draft) -> dict[LeftOut | None, int]:
    """How many of them would get no mail, by the first reason; None: those who would get one."""
    reasons = [
        (attendees.c.email.endswith(f"@{NO_MAIL}", autoescape=True), LeftOut.no_address.value),
        (attendees.c.unconfirmed_since.is_not(None), LeftOut.unconfirmed.value),
    ]
    if not draft.is_important:
        reasons.append((attendees.c.wants_announcements == false(), LeftOut.unwanted.value))
    reason = case(*reasons, else_="").label("reason")
    statement = select(reason, func.count().label("number")).select_from(attendees)
    rows = tx.execute(statement.where(*_audience(event_id, draft)).group_by(reason))
    return {LeftOut(row.reason) if row.reason else None: row.number for row in rows}


def select_people_after(
    tx: Transaction, event_id: int, draft: Draft, after_id: int, most: int
) -> list[Person]:
    """The next ones in the order of their numbers."""
    columns = (
        attendees.c.id,
        attendees.c.first_name,
        attendees.c.last_name,
        attendees.c.email,
        attendees.c.preferred_language,
        attendees.c.unconfirmed_since,
        attendees.c.wants_announcements,
        attendees.c.link_version,
    )
    statement = select(*columns).where(*_audience(event_id, draft), attendees.c.id > after_id)
    return [
        Person(
            id=row.id,
            first_name=row.first_name,
            last_name=row.last_name,
            email=own_address(row.email),
            language=row.preferred_language or "",
            is_unconfirmed=row.unconfirmed_since is not None,
            wants_announcements=bool(row.wants_announcements),
            link_version=row.link_version,
        )
        for row in tx.execute(statement.order_by(attendees.c.id).limit(most))
    ]


def choices(tx: Transaction, event_id: int) -> Choices:
    types = tuple((one.id, one.name) for one in select_types(tx, event_id))
    return Choices(types, tuple(select_sessions(tx, event_id)))


def _audience(event_id: int, draft: Draft) -> Sequence[ColumnElement[bool]]:
    is_theirs = (attendees.c.event_id == event_id, is_attending(), attendees.c.attendee_code.is_not(None))
    return *is_theirs, _is_meant(draft)


def _is_meant(draft: Draft) -> ColumnElement[bool]:
    meant: dict[Audience, ColumnElement[bool]] = {
        Audience.everybody: true(),
        Audience.type: attendees.c.attendee_type_id == (draft.audience_id or 0),
        Audience.inside: attendees.c.checked_in == true(),
        Audience.outside: attendees.c.checked_in == false(),
        Audience.session: _is_in_session(draft, HAS_SEAT),
        Audience.line: _is_in_session(draft, IS_WAITING),
        Audience.newcomers: ~has_logged_in(),
        Audience.unopened: _has_not_opened(draft),
    }
    return meant[draft.audience]


def _is_in_session(draft: Draft, how: ColumnElement[bool]) -> ColumnElement[bool]:
    is_this = rsvps.c.breakout_session_id == (draft.audience_id or 0)
    return attendees.c.id.in_(select(rsvps.c.attendee_id).where(is_this, how))


def _has_not_opened(draft: Draft) -> ColumnElement[bool]:
    """Who was told, and has neither come in by the link nor logged in since."""
    own = (
        logins.c.account_kind == AccountKind.attendee.value,
        logins.c.account_id == attendees.c.id,
        logins.c.created_at > announcement_recipients.c.told_at,
    )
    # Said outright: by itself it would find only the next query around it, and anybody's login would do.
    came = exists().where(*own).correlate(attendees, announcement_recipients)
    came_first = attendees.c.first_login_at > announcement_recipients.c.told_at
    told = select(announcement_recipients.c.id).where(
        announcement_recipients.c.announcement_id == draft.reminds_id,
        announcement_recipients.c.attendee_id == attendees.c.id,
        announcement_recipients.c.opened_at.is_(None),
        ~came,
        or_(attendees.c.first_login_at.is_(None), ~came_first),
    )
    return exists(told) if draft.reminds_id else false()
