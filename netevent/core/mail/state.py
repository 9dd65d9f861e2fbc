"""What can become of a mail. Written by the mail's job and by bounces, read where results are shown."""

from __future__ import annotations

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
