"""Guessed badge codes: so many unknown ones a minute, by account, or by network for who is logged in nowhere.

Called by the pages that a badge's code opens. Known codes cost an account nothing: a hall full of people who
scan each other behind one address is never slowed down.
"""

from __future__ import annotations

from netevent.core.site import site
from netevent.core.web import networks
from netevent.identity.guards import maybe_viewer

UNKNOWN_CODES = "30/minute"


async def require_unspent() -> None:
    """Call it before looking a code up: otherwise an exhausted guesser could still tell known codes.

    Raises:
        TooMany: too many unknown codes came from this account or network.
    """
    await site().limits.require(UNKNOWN_CODES, "badge", *_whose())


async def spend_one() -> None:
    """Count one unknown code, or one that the viewer must not know.

    Raises:
        TooMany: it was one too many.
    """
    await site().limits.spend(UNKNOWN_CODES, "badge", *_whose())


def _whose() -> tuple[str, str]:
    viewer = maybe_viewer()
    if viewer is None:
        return "network", networks.client_network()
    return str(viewer.kind), str(viewer.id)
