"""How often somebody may register. Called by the routes of both forms, which share one budget."""

from __future__ import annotations

from collections.abc import Iterable

from netevent.core.site import site
from netevent.core.text.comparing import normalize_email
from netevent.core.web import networks

# Many register from one network: a venue's, a company's.
REGISTRATIONS_FROM_A_NETWORK = "60/15 minutes"
# Seconds between two in the line of a network that is over it, and how many may wait in it: a venue's
# visitors wait a little, robots are refused.
PAUSE, LINE = 0.5, 40
# Each of them mails something to the address, whoever typed it.
REGISTRATIONS_OF_AN_ADDRESS = "5/hour"


async def spend_registration(event_id: int, emails: Iterable[str]) -> None:
    """Count one registration of the client's network, and one of each address.

    Raises:
        TooMany: the line of the network is full, or somebody wrote one of the addresses too often.
    """
    await networks.spend_or_wait(REGISTRATIONS_FROM_A_NETWORK, "register-attendee", PAUSE, LINE)
    for email in sorted(set(map(normalize_email, emails))):
        await site().limits.spend(REGISTRATIONS_OF_AN_ADDRESS, "register-address", str(event_id), email)
