"""How often a password may be tried, so that no stranger guesses one and none keeps its owner out.

A browser that the account logged in from before has a budget of its own. Strangers share one for each
account and one for each network; who is over it waits in a line, and is refused only where that is full or
the account was tried too often. So a venue of three thousand people behind one address goes on logging in
while one of them guesses, and a desk is never locked out from outside. Who is refused comes in by a link to
the mailbox.
"""

from __future__ import annotations

from netevent.core.errors import TooMany
from netevent.core.i18n import N_
from netevent.core.site import site
from netevent.core.text.comparing import normalize_email
from netevent.core.web import networks
from netevent.core.web.lines import Lines
from netevent.identity import devices, service
from netevent.identity.accounts import Account

WRONG_ON_A_KNOWN_DEVICE = "30/15 minutes"
# Of strangers: without waiting, and in all.
TRIES_FOR_AN_ACCOUNT = "10/15 minutes"
MOST_FOR_AN_ACCOUNT = "60/15 minutes"
WRONG_FROM_A_NETWORK = "60/15 minutes"
# Seconds between two in a line, and how many may wait in it.
PAUSE_OF_AN_ACCOUNT, LINE_OF_AN_ACCOUNT = 2.0, 5
PAUSE_OF_A_NETWORK, LINE_OF_A_NETWORK = 0.1, 60


class TriedTooOften(TooMany):
    message = N_(
        "Too many attempts. Wait a few minutes, or get a link by email: it logs you in without a password."
    )


async def accounts_opened(email: str, password: str) -> list[Account]:
    """The accounts that the password opens, within the limits on trying; none if it is wrong.

    Raises:
        TriedTooOften: the account or the network tried too often.
    """
    email_key = normalize_email(email)
    await begin(email_key)
    accounts = await service.accounts_opened_by(site().database, email, password)
    await (succeed(email_key) if accounts else fail(email_key))
    return accounts


async def begin(email_key: str) -> None:
    """One try at the account of this address.

    Raises:
        TriedTooOften: it is one too many.
    """
    try:
        await _begin(email_key)
    except TooMany:
        raise TriedTooOften from None


async def fail(email_key: str) -> None:
    """It was the wrong password."""
    try:
        if device := devices.known_as(email_key):
            await site().limits.spend(WRONG_ON_A_KNOWN_DEVICE, "login-known", device, email_key)
        else:
            await networks.spend(WRONG_FROM_A_NETWORK, "login-wrong")
    except TooMany:
        return  # the next one waits


async def succeed(email_key: str) -> None:
    """It was the right one: the account has its tries back. Twenty desks may share it."""
    for rate in (TRIES_FOR_AN_ACCOUNT, MOST_FOR_AN_ACCOUNT):
        await site().limits.forget(rate, "login-for", email_key)


async def _begin(email_key: str) -> None:
    if device := devices.known_as(email_key):
        await site().limits.require(WRONG_ON_A_KNOWN_DEVICE, "login-known", device, email_key)
        return
    await site().limits.spend(MOST_FOR_AN_ACCOUNT, "login-for", email_key)
    lines = site().part(Lines)
    if not await _has_try(email_key):
        await lines.wait(PAUSE_OF_AN_ACCOUNT, LINE_OF_AN_ACCOUNT, "account", email_key)
    if not await networks.has_budget(WRONG_FROM_A_NETWORK, "login-wrong"):
        await lines.wait(PAUSE_OF_A_NETWORK, LINE_OF_A_NETWORK, "network", networks.client_network())


async def _has_try(email_key: str) -> bool:
    try:
        await site().limits.spend(TRIES_FOR_AN_ACCOUNT, "login-for", email_key)
    except TooMany:
        return False
    return True
