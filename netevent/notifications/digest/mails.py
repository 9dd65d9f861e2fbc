"""The digest's mail, in its reader's language. Called by `notifications.digest.service`."""

from __future__ import annotations

from dataclasses import dataclass

from netevent.core.mail import Mail, rendered_mail
from netevent.core.web.paths import link
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


def digest_mail(reader: Reader, waiting: Waiting, base_url: str, off_link: str) -> Mail:
    return rendered_mail(
        "digest",
        reader.language,
        reader.email,
        reader.id,
        reader=reader,
        requests=waiting.requests[:LISTED_AT_MOST],
        more_requests=max(0, len(waiting.requests) - LISTED_AT_MOST),
        proposals=waiting.proposals[:LISTED_AT_MOST],
        more_proposals=max(0, len(waiting.proposals) - LISTED_AT_MOST),
        count=len(waiting),
        requests_link=link(base_url, "connections.requests"),
        agenda_link=link(base_url, "agenda.show"),
        off_link=off_link,
    )
