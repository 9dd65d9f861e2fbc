"""What can become of a mail. Written by the mail's job and by bounces, read where results are shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class MailState(StrEnum):
    """As far as it is known; a state further down is never written over by one further up.

    `held_back`: its address is on the suppression list. `refused`: by the mail server at once; `bounced`:
    sent back later; `complained`: the reader called it spam.
    """

    waiting = "waiting"
    held_back = "held_back"
    sent = "sent"
    delivered = "delivered"
    refused = "refused"
    bounced = "bounced"
    complained = "complained"


class Reason(StrEnum):
    """Why an address is on the suppression list; one further down takes the place of one further up."""

    refused = "refused"
    complained = "complained"
    bounced = "bounced"


# Nothing reached the address: an organizer may say that it works again. A complaint is its reader's own.
UNREACHED = (Reason.refused, Reason.bounced)


@dataclass(frozen=True, slots=True)
class Suppression:
    """`said`: the words of the server that would not have the mail."""

    reason: Reason
    said: str
    since: datetime
