"""How often a code may be tried: of a million, three are right at any time.

Counted for each account, by browsers that it logged in from before on their own, so that who has stolen a
password cannot keep its owner out. Called by `identity.second_step.routes`.
"""

from __future__ import annotations

from collections.abc import Iterable

from netevent.core.site import site
from netevent.core.text.comparing import normalize_email
from netevent.identity import devices
from netevent.identity.accounts import Account

CODES_AT_ONCE = "10/15 minutes"
CODES_OF_A_DAY = "50/day"


async def begin(accounts: Iterable[Account]) -> None:
    """One try at the code of these accounts.

    Raises:
        TooMany: it is one too many.
    """
    for account in accounts:
        for rate in (CODES_AT_ONCE, CODES_OF_A_DAY):
            await site().limits.spend(rate, *_key(account))


async def succeed(accounts: Iterable[Account]) -> None:
    """It was the right one."""
    for account in accounts:
        for rate in (CODES_AT_ONCE, CODES_OF_A_DAY):
            await site().limits.forget(rate, *_key(account))


def _key(account: Account) -> tuple[str, ...]:
    device = devices.known_as(normalize_email(account.email))
    return "second-step", account.kind.value, str(account.id), device
