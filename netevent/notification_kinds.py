"""All kinds of notifications, in the order of their tabs' toasts and of the parts of the mail."""

from __future__ import annotations

from netevent.agenda.programme.notifications import LOST, MOVED_UP
from netevent.announcements.notifications import ANNOUNCEMENT, QUIET_ANNOUNCEMENT
from netevent.appointments.notifications import OUTCOME, PROPOSAL, REMINDER
from netevent.connections.notifications import CONNECTION, REQUEST
from netevent.notifications.inbox import Inbox

INBOX = Inbox(
    (
        ANNOUNCEMENT,
        QUIET_ANNOUNCEMENT,
        REQUEST,
        CONNECTION,
        PROPOSAL,
        OUTCOME,
        MOVED_UP,
        LOST,
        REMINDER,
    )
)
