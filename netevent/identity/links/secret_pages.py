"""Pages whose address is a secret of a mailbox, and the one for a link that is over.

Called by the routes of links that work once.
"""

from __future__ import annotations

from quart import Response

from netevent.core.web import networks
from netevent.core.web.paths import path
from netevent.core.web.requests import page
from netevent.identity.links.service import LoginLinkOver

# Only links that open nothing count.
UNKNOWN_FROM_A_NETWORK = "30/minute"


def private(text: str, status: int = 200) -> Response:
    """The address of the page is a secret: no other site, and no other page here, is told it."""
    response = Response(text, status, content_type="text/html; charset=utf-8")
    response.headers["Referrer-Policy"] = "strict-origin"
    return response


async def over(again: str) -> Response:
    """Used, expired or never made; a new one is asked for at the page `again`.

    Raises:
        TooMany: this network has tried too many.
    """
    await networks.spend(UNKNOWN_FROM_A_NETWORK, "login-link")
    return private(page("identity/link_over.html", again=path(again)), LoginLinkOver.status)
