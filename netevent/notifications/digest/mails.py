"""The digest's mail. Queued by `notifications.digest.service`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from netevent.core.mail import Mail
from netevent.notifications.digest.queries import Proposal, Reader
from netevent.profiles.cards.card import Card

# More than this nobody reads in a mail; the page has them all.
LISTED_AT_MOST = 20


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for an answer, with the people as the reader may see them."""

    requests: tuple[Card, ...]
    proposals: tuple[tuple[Card, Proposal], ...]

    def __len__(self) -> int:
        return len(self.requests) + len(self.proposals)


@dataclass(frozen=True, slots=True)
class Digest(Mail):
    template: ClassVar[str] = "digest"

    reader: Reader
    requests: tuple[Card, ...]
    more_requests: int
    proposals: tuple[tuple[Card, Proposal], ...]
    more_proposals: int
    count: int
    requests_link: str
    agenda_link: str
    off_link: str


def digest_mail(reader: Reader, waiting: Waiting, base_url: str, off_link: str) -> Digest:
    return Digest(
        reader=reader,
        requests=waiting.requests[:LISTED_AT_MOST],
        more_requests=max(0, len(waiting.requests) - LISTED_AT_MOST),
        proposals=waiting.proposals[:LISTED_AT_MOST],
        more_proposals=max(0, len(waiting.proposals) - LISTED_AT_MOST),
        count=len(waiting),
        requests_link=f"{base_url}/attendee/connection-requests",
        agenda_link=f"{base_url}/appointments",
        off_link=off_link,
    )
