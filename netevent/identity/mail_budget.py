"""How many mails an organizer causes: invitations, and what is written to those of the own events.

Where anybody may become an organizer, a new one has few: strangers would mail strangers through us.
"""

from __future__ import annotations

from datetime import timedelta

from netevent.core import clock
from netevent.core.errors import TooMany
from netevent.core.i18n import N_
from netevent.core.site import Site, site
from netevent.identity.queries import select_is_new_organizer

MAILS_OF_AN_ORGANIZER = "300/hour"
MAILS_OF_THE_FIRST_DAY = "20/day"
IS_NEW_FOR = timedelta(days=1)


class FirstDay(TooMany):
    code = "first_day"
    message = N_("A new account can write to 20 people on its first day. Write tomorrow.")


class MailsSpent(TooMany):
    code = "mails_spent"
    message = N_(
        "You can send %(most)s invitations an hour, and these would be more. Nobody was invited: send fewer "
        "now and the others later."
    )


async def spend_a_mail(organizer_id: int) -> None:
    """An invitation.

    Raises:
        TooMany: this organizer has mailed enough for now.
    """
    await site().limits.spend(MAILS_OF_AN_ORGANIZER, "organizer-mails", str(organizer_id))
    if await is_new(site(), organizer_id):
        await site().limits.spend(MAILS_OF_THE_FIRST_DAY, *_first_day(organizer_id))


async def spend_mails(organizer_id: int, mails: int) -> None:
    """Several invitations at once: all of them, or none is spent.

    Raises:
        MailsSpent, FirstDay: they are more than this organizer has now.
    """
    if not mails:
        return
    try:
        await site().limits.require(MAILS_OF_AN_ORGANIZER, "organizer-mails", str(organizer_id), cost=mails)
    except TooMany:
        raise MailsSpent(most=MAILS_OF_AN_ORGANIZER.partition("/")[0]) from None
    await spend_on_the_first_day(organizer_id, mails)
    await site().limits.spend(MAILS_OF_AN_ORGANIZER, "organizer-mails", str(organizer_id), cost=mails)


async def spend_on_the_first_day(organizer_id: int, mails: int) -> None:
    """Of what is written to many: later on they are the organizer's own business.

    Raises:
        FirstDay: so many mails, with those before, are more than a new organizer has.
    """
    if not await is_new(site(), organizer_id):
        return
    await spend_of_the_first_day(site(), organizer_id, mails)


async def spend_of_the_first_day(at: Site, organizer_id: int, mails: int) -> None:
    """The same of one who is new, where no request is answered. All of them, or none is spent.

    Raises:
        FirstDay: as `spend_on_the_first_day`.
    """
    await _require(at, organizer_id, mails)
    await at.limits.spend(MAILS_OF_THE_FIRST_DAY, *_first_day(organizer_id), cost=mails)


async def require_on_the_first_day(organizer_id: int, mails: int) -> None:
    """The same, and nothing is counted yet: for a page that says it before.

    Raises:
        FirstDay: as `spend_on_the_first_day`.
    """
    if await is_new(site(), organizer_id):
        await _require(site(), organizer_id, mails)


async def is_new(at: Site, organizer_id: int) -> bool:
    """Whether the first day of this account is not over, where anybody may make one."""
    is_open = at.settings.organizers == "open"
    since = clock.now() - IS_NEW_FOR
    return is_open and await at.database.read(select_is_new_organizer, organizer_id, since)


async def _require(at: Site, organizer_id: int, mails: int) -> None:
    try:
        await at.limits.require(MAILS_OF_THE_FIRST_DAY, *_first_day(organizer_id), cost=mails)
    except TooMany:
        raise FirstDay from None


def _first_day(organizer_id: int) -> tuple[str, str]:
    return "organizer-first-day", str(organizer_id)
