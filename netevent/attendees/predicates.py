"""What a row of `attendees` means, to be joined with; `people` is the table or an alias of it."""

from __future__ import annotations

from sqlalchemy import ColumnElement, FromClause, and_, exists

from netevent.core.database.tables import attendees, badge_prints


def is_attending(people: FromClause = attendees) -> ColumnElement[bool]:
    """Did not say otherwise."""
    return people.c.attendance_status == "attending"


def is_unconfirmed(people: FromClause = attendees) -> ColumnElement[bool]:
    """Registered, and the mailbox has not opened its link yet: the address may be somebody else's."""
    return people.c.unconfirmed_since.is_not(None)


def is_found(people: FromClause = attendees) -> ColumnElement[bool]:
    """Whom the directory lists, and others may find by a number: shows the name to everyone, and attends.

    Who has not confirmed the address yet is found by nobody.
    """
    return and_(people.c.directory_key > "", is_attending(people), ~is_unconfirmed(people))


def was_mailed(people: FromClause = attendees) -> ColumnElement[bool]:
    """A mail to this person was queued at least once, whatever became of it: a link, or anything else."""
    return people.c.mailed_at.is_not(None)


def has_logged_in(people: FromClause = attendees) -> ColumnElement[bool]:
    return people.c.first_login_at.is_not(None)


def was_printed(people: FromClause = attendees) -> ColumnElement[bool]:
    """The badge, at least once."""
    return exists().where(badge_prints.c.attendee_id == people.c.id)
