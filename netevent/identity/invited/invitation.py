"""Whether who was invited, to present or to organize, has come in. Read by `identity.invited.queries`."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """Whether the account's address is confirmed; if not, whether a link for that is still open."""

    confirmed = "confirmed"
    invited = "invited"
    expired = "expired"
