"""How many mails an organizer causes: invitations to staff and to other organizers. Called by their routes.

Where anybody may become an organizer, a new one has few: strangers would mail strangers through us.
"""

from __future__ import annotations

from datetime import timedelta

from netevent.core import clock
from netevent.core.site import read, site
from netevent.identity.queries import select_is_new_organizer

MAILS_OF_AN_ORGANIZER = "300/hour"
MAILS_OF_THE_FIRST_DAY = "20/day"
IS_NEW_FOR = timedelta(days=1)


async def spend_a_mail(organizer_id: int) -> None:
    """Raises:
    TooMany: this organizer has mailed enough for now.
    """
    limits, who = site().limits, str(organizer_id)
    await limits.spend(MAILS_OF_AN_ORGANIZER, "organizer-mails", who)
    if site().settings.organizers != "open":
        return
    if await read(select_is_new_organizer, organizer_id, clock.now() - IS_NEW_FOR):
        await limits.spend(MAILS_OF_THE_FIRST_DAY, "organizer-first-day", who)
