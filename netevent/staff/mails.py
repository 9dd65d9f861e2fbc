"""The mails to staff, in their own language. Called by `staff.service`."""

from __future__ import annotations

from datetime import datetime

from netevent.core.mail import Mail, rendered_mail
from netevent.staff.queries import Member, StaffEvent, State


def invitation_mail(event: StaffEvent, member: Member, link: str, expires_at: datetime) -> Mail:
    """The link, and until when it works. Who has a password already reads that it sets a new one."""
    return rendered_mail(
        "staff_invitation",
        member.language,
        member.email,
        event=event,
        member=member,
        link=link,
        expires_at=expires_at,
        is_member=member.state is State.accepted,
    )
