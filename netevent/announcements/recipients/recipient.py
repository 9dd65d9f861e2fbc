"""One of those whom an announcement was for. For the list of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from netevent.announcements.announcement import LeftOut
from netevent.core.mail.state import MailState


class Which(StrEnum):
    """What the list can be narrowed to: the states of mails have their own names (`core.mail.state`)."""

    everybody = "everybody"
    waiting = "waiting"
    sent = "sent"
    delivered = "delivered"
    refused = "refused"
    bounced = "bounced"
    complained = "complained"
    held_back = "held_back"
    left_out = "left_out"
    opened = "opened"
    unopened = "unopened"


@dataclass(frozen=True, slots=True)
class Recipient:
    """`id` is that of the row: the next page begins after it.

    `mail` is None where none went: `left_out` says why, or it did not go by mail. `said`: the words of the
    mail server that refused it or sent it back. `opened_at`: when the personal page was opened after it.
    """

    id: int
    attendee_id: int
    first_name: str
    last_name: str
    email: str
    told_at: datetime
    mail: MailState | None = None
    said: str = ""
    left_out: LeftOut | None = None
    opened_at: datetime | None = None

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()
